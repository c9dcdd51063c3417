import type { Country, Stored, Workplace } from '@gridlink/drills';

/** One thing of each kind, all of them in one place: what is asked for from inside and from outside. */
export type Spot = {
  readonly place: Workplace;
  /** Values of arguments, by `field.argument` or by the argument alone. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the fields that find one object would find. */
  readonly targets: Readonly<Record<string, { readonly __typename: string; readonly [field: string]: unknown }>>;
};

const required = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`the country has no ${what} there`);
  return found;
};

/** The link of a number, as figures give it. */
const linkTo = (number: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(number)).toString('base64url');

export function spotAt({ territories }: Country, stored: Stored, place: Workplace): Spot {
  const { county, town, grid, person, department, jurisdiction } = place;
  const ticket = required(
    [...stored.tickets.values()].find(({ areas, assignments }) => areas.includes(town) && assignments.length > 0),
    'ticket',
  );
  const share = required(
    [...stored.shares.values()].find(({ areas, status }) => areas.includes(county) && status === 'GRANTED'),
    'grant',
  );
  const instruction = required(
    [...stored.instructions.values()].find(({ receipts }) =>
      receipts.some(({ recipient }) => recipient.gridId === grid),
    ),
    'instruction',
  );
  const plan = required(
    [...stored.plans.values()].find(({ areas }) => areas.includes(county)),
    'plan',
  );
  const suggestion = required(
    [...stored.suggestions.values()].find(({ gridId }) => gridId === grid),
    'suggestion',
  );
  const deliberation = required(
    [...stored.deliberations.values()].find(({ gridId }) => gridId === grid),
    'deliberation',
  );
  const planned = territories
    .find(({ code }) => code === jurisdiction)
    ?.grids.find((candidate) => candidate.town === town);
  const [longitude, latitude] = planned?.center ?? [0, 0];
  const code = stored.grids.get(grid)?.code;
  return {
    place,
    values: {
      'ticket.id': ticket._id,
      'instruction.id': instruction._id,
      'suggestion.id': suggestion._id,
      'suggestionByNumber.code': suggestion.code,
      'suggestions.filter': { division: county },
      'deliberation.id': deliberation._id,
      'deliberations.filter': { division: county },
      'publishedMinutes.division': county,
      'modePlan.id': plan._id,
      'modePlansInForce.division': town,
      'ticketByNumber.code': ticket.code,
      'deadlineRevision.id': 'none',
      'exceptionCounts.from': new Date(Date.now() - 30 * 86_400_000).toISOString(),
      'rulesRehearsal.input': {
        from: '2026-01-01T00:00:00Z',
        to: '2026-12-31T00:00:00Z',
        limits: [{ step: 'HANDLE', severity: 'NORMAL', limit: { amount: 3, unit: 'WORKING_DAY' } }],
      },
      'routesRehearsal.input': {
        from: '2026-01-01T00:00:00Z',
        to: '2026-12-31T00:00:00Z',
        routes: [{ itemCode: 'PUBLIC_FACILITIES', function: 'PUBLIC_SECURITY' }],
      },
      'renderReplyTemplate.templateId': 'no-template-of-anybody',
      'fieldBatch.id': 'no-batch-of-anybody',
      'listExport.id': 'no-export-of-anybody',
      'notification.id': 'no-notification-of-anybody',
      'grid.id': grid,
      'gridNotice.code': code,
      'person.id': person,
      'organization.code': department,
      'dataResource.id': share.resource,
      'shareRequest.id': share._id,
      'division.code': town,
      'grids.filter': { division: county },
      'persons.filter': { division: county },
      'tickets.filter': { division: county },
      'organizations.filter': { division: county },
      'programs.organization': share.owner,
      'figures.input': { area: county, from: '2026-01-01', to: '2026-12-31' },
      'hotGrids.area': county,
      'openAges.area': county,
      'periodReports.area': county,
      'periodReport.id': `${county}_2026-01-01_2026-01-31`,
      'ticketsOf.figure': linkTo([jurisdiction, 'OPEN_NOW', county, '*', null, null, null]),
      'entriesOf.figure': linkTo([jurisdiction, 'SUGGESTIONS_WAITING_NOW', county, '*', null, null, null]),
      deadlineId: ticket.deadlines[0]?.id,
      division: county,
      grant: share._id,
      jurisdiction,
      key: 's0',
      organization: share.grantee,
      parent: county,
      point: { longitude, latitude, system: 'GCJ02' },
      queryCode: '000000',
      resource: share.resource,
      ticketId: ticket._id,
      instructionId: instruction._id,
      planId: plan._id,
      suggestionId: suggestion._id,
      deliberationId: deliberation._id,
      first: 3,
    },
    targets: {
      deliberation: { __typename: 'Deliberation', id: deliberation._id, title: '' },
      suggestion: { __typename: 'Suggestion', id: suggestion._id, subject: '' },
      instruction: { __typename: 'Instruction', id: instruction._id, title: '' },
      ticket: { __typename: 'Ticket', id: ticket._id, title: '' },
      grid: { __typename: 'Grid', id: grid, name: '' },
      person: { __typename: 'Person', id: person, name: '' },
      organization: { __typename: 'Organization', code: department, name: '' },
      dataResource: { __typename: 'DataResource', id: share.resource, title: '' },
      shareRequest: { __typename: 'ShareRequest', id: share._id, purpose: '' },
    },
  };
}
