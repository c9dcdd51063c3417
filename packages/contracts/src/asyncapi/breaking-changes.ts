type Schema = { readonly [key: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const typeChange = (published: Schema, current: Schema, path: string): string[] =>
  published.type !== undefined && published.type !== current.type
    ? [`${path} was ${String(published.type)}, is ${String(current.type)}`]
    : [];

const promisesLost = (published: Schema, current: Schema, path: string): string[] =>
  list(published.required)
    .filter((field) => !list(current.required).includes(field))
    .map((field) => `${path}/${String(field)} is no longer always there`);

const unknownValues = (published: Schema, current: Schema, path: string): string[] =>
  Array.isArray(published.enum)
    ? list(current.enum)
        .filter((value) => !list(published.enum).includes(value))
        .map((value) => `${path} may now be ${String(value)}`)
    : [];

function insideChanges(published: Schema, current: Schema, path: string): string[] {
  const after = isSchema(current.properties) ? current.properties : {};
  const fields = isSchema(published.properties) ? Object.entries(published.properties) : [];
  const inFields = fields.flatMap(([name, schema]) => breakingChanges(schema, after[name], `${path}/${name}`));
  const inItems = isSchema(published.items) ? breakingChanges(published.items, current.items, `${path}[]`) : [];
  return [...inFields, ...inItems];
}

/**
 * What a reader of the published schema would trip over in the new one, each with its path: a field gone or of another type, a required
 * field that is no longer promised, an enum value it does not know.
 */
export function breakingChanges(published: unknown, current: unknown, path = ''): string[] {
  if (!isSchema(published)) return [];
  if (!isSchema(current)) return [`${path || '/'} is gone`];
  return [typeChange, promisesLost, unknownValues, insideChanges].flatMap((look) => look(published, current, path));
}

type Messages = Readonly<Record<string, { readonly payload: unknown }>>;

/** The messages of an AsyncAPI document by name. */
export const messagesOf = (document: unknown): Messages =>
  (document as { readonly components: { readonly messages: Messages } }).components.messages;

/** What readers of released events would trip over, each with the event it is about; an event type that is gone among them. */
export const messageProblems = (released: Messages, current: Messages): string[] =>
  Object.entries(released).flatMap(([name, { payload }]) =>
    breakingChanges(payload, current[name]?.payload).map((problem) => `${name}: ${problem}`),
  );
