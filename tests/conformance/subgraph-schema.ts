/** A schema that uses everything the subgraph specification has: keys of each kind, what directives ask of a resolver, what they say to the composer. */
export const subgraphTypeDefs = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@tag", "@inaccessible", "@composeDirective", "@interfaceObject"]
    )
    @link(url: "https://gridlink.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")

  directive @access(to: [String!]!) on FIELD_DEFINITION | OBJECT

  type Query @access(to: ["ANYONE"]) {
    device(id: ID!): Device
  }

  type Device @key(fields: "id") @key(fields: "serial maker") @key(fields: "serial model { id }") @access(to: ["ANYONE"]) {
    id: ID!
    serial: String!
    maker: String!
    model: Model!
    size: Size @provides(fields: "unit")
    label: String @shareable
    colour: String @override(from: "personnel")
    internal: String @inaccessible
    tagged: String @tag(name: "field")
  }

  type Model @access(to: ["ANYONE"]) @shareable {
    id: ID!
  }

  type Size @key(fields: "id") @access(to: ["ANYONE"]) {
    id: ID!
    unit: String @external
    value: Float!
  }

  type Keeper @key(fields: "email") @access(to: ["ANYONE"]) {
    email: ID!
    years: Int @external
    devices: Int @external
    devicesAYear: Float @requires(fields: "devices years")
  }

  type Stock @interfaceObject @key(fields: "id") @access(to: ["ANYONE"]) {
    id: ID!
    amount: Int!
  }
`;

const DEVICE = {
  id: 'one',
  serial: 's-1',
  maker: 'm-1',
  model: { id: 'large' },
  size: { id: 'size', unit: 'metre', value: 2 },
  label: 'label',
  colour: 'red',
  internal: 'i',
  tagged: 't',
};

type Reference = Readonly<Record<string, unknown>>;

const isTheDevice = ({ id, serial, maker, model }: Reference): boolean =>
  id === DEVICE.id ||
  (serial === DEVICE.serial &&
    (maker === DEVICE.maker || (model as { id?: string } | undefined)?.id === DEVICE.model.id));

export const subgraphResolvers = {
  Query: { device: (_: unknown, { id }: { id: string }) => (id === DEVICE.id ? DEVICE : null) },
  Device: { __resolveReference: (reference: Reference) => (isTheDevice(reference) ? DEVICE : null) },
  Size: { __resolveReference: ({ id }: Reference) => ({ ...DEVICE.size, id }) },
  Keeper: {
    __resolveReference: (reference: Reference) => reference,
    devicesAYear: ({ devices, years }: { devices: number; years: number }) => devices / years,
  },
  Stock: { __resolveReference: ({ id }: Reference) => ({ id, amount: 3 }) },
};

/** A neighbour that the composition needs: where the external fields and the interface come from. */
export const neighbourTypeDefs = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective"])
    @link(url: "https://gridlink.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")

  directive @access(to: [String!]!) on FIELD_DEFINITION | OBJECT

  type Query @access(to: ["ANYONE"]) {
    stock: [Stock!]!
  }

  interface Stock @key(fields: "id") {
    id: ID!
  }

  type Shelf implements Stock @key(fields: "id") @access(to: ["ANYONE"]) {
    id: ID!
  }

  type Size @key(fields: "id") @access(to: ["ANYONE"]) {
    id: ID!
    unit: String @shareable
  }

  type Keeper @key(fields: "email") @access(to: ["ANYONE"]) {
    email: ID!
    years: Int
    devices: Int
  }

  type Device @key(fields: "id") @access(to: ["ANYONE"]) {
    id: ID!
    colour: String
  }
`;
