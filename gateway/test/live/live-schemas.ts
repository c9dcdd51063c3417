import { TICKET_STAGES } from '@gridlink/contracts';
import { SHARED_TYPE_DEFINITIONS } from '@gridlink/subgraph-kit';

const STAFF = '@access(to: ["TOWN_OPERATOR", "DEPARTMENT_OFFICER", "GRID_WORKER", "COUNTY_COORDINATOR"])';

/** As much of the tickets service as live updates ask for: scope and roles bite here as they do there. */
export const ticketsTypeDefs = `${SHARED_TYPE_DEFINITIONS}
  enum TicketStage { ${TICKET_STAGES.join(' ')} }
  input TicketFilter { division: String }
  input FiguresInput { area: String gridId: ID from: String! to: String! }
  type Figures ${STAFF} { from: String! open: Int! }
  type StageCount ${STAFF} { stage: TicketStage! count: Int! }
  type Query {
    ticket(id: ID, code: String): Ticket ${STAFF}
    ticketCounts(filter: TicketFilter): [StageCount!]! ${STAFF}
    figures(input: FiguresInput!): Figures ${STAFF}
    instruction(id: ID!): Instruction ${STAFF}
    notification(id: ID!): Notification ${STAFF}
  }
  type Ticket @key(fields: "id") ${STAFF} {
    id: ID!
    title: String!
    secret: String @access(to: ["COUNTY_COORDINATOR"])
    broken: String
    brittle: String!
    reader: Person
    echo(text: String, value: JSON): String
    grid: Grid
  }
  type Instruction ${STAFF} { id: ID! title: String! }
  enum NotificationKind { WORK PROGRESS DEADLINE SERVICE }
  type Notification ${STAFF} { id: ID! kind: NotificationKind! }
  type Person ${STAFF} { name: String }
  type Grid @key(fields: "id", resolvable: false) { id: ID! }
`;

export const gridTypeDefs = `${SHARED_TYPE_DEFINITIONS}
  type Query { grid(id: ID!): Grid @access(to: ["ANYONE"]) }
  type Grid @key(fields: "id") @access(to: ["ANYONE"]) { id: ID! name: String! }
`;
