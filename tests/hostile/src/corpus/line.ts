import { z } from 'zod';

/** Text by recipe: pieces in a row, one of them said many times. A megabyte takes one line of the corpus. */
const piece = z.union([z.string(), z.object({ repeat: z.string(), times: z.int().min(0) })]);
const text = z.union([z.string(), z.array(piece)]);
export type Text = z.infer<typeof text>;

const headers = z.record(z.string(), text);

/** One request as GraphQL clients send it. Variables may hold recipes too: see `expand.ts`. */
const graphqlRequest = z.object({
  kind: z.literal('graphql'),
  query: text.optional(),
  variables: z.unknown().optional(),
  operationName: z.unknown().optional(),
  extensions: z.unknown().optional(),
  headers: headers.optional(),
});

/** One mutation by name with its input; what is asked of its payload is always the same. */
const mutationRequest = z.object({ kind: z.literal('mutation'), mutation: z.string(), input: z.unknown() });

/** A whole HTTP request. */
const httpRequest = z.object({
  kind: z.literal('http'),
  method: z.string(),
  path: text,
  headers: headers.optional(),
  body: text.optional(),
  /** How the body's text becomes bytes. */
  encoding: z.enum(['utf8', 'utf16le', 'latin1', 'gzip', 'deflate', 'brotli', 'base64']).optional(),
  /** Whose front is asked: the gateway unless said. */
  to: z.enum(['gateway', 'personnel', 'tickets', 'grid', 'dataexchange']).optional(),
});

/** Bytes on a connection, for what no HTTP client would send. */
const rawRequest = z.object({ kind: z.literal('raw'), bytes: text });

const request = z.discriminatedUnion('kind', [graphqlRequest, mutationRequest, httpRequest, rawRequest]);
export type CorpusRequest = z.infer<typeof request>;

/** Who sends it: somebody without an account, or one of the ground's desks. */
export const SENDERS = [
  'public',
  'admin',
  'town',
  'county',
  'city',
  'officer',
  'asker',
  'head',
  'steward',
  'worker',
  'leader',
  'auditor',
] as const;
export type Sender = (typeof SENDERS)[number];

/**
 * ERROR: an error of the graph or of HTTP with this code. USER_ERROR: in the payload, naming the field. ROW_REFUSED: in the report of an
 * import. NOTHING: taken for what it says, and found nothing. CLOSED: the connection is closed without an answer. ANY: whatever is no failure of the server.
 */
const expectation = z.object({
  as: z.enum(['ERROR', 'USER_ERROR', 'ROW_REFUSED', 'NOTHING', 'CLOSED', 'ANY']),
  status: z.int().optional(),
  code: z.string().optional(),
  /** Path of the input field, by dots; a prefix will do. */
  field: z.string().optional(),
  /** Part of the message, as a pattern. */
  says: z.string().optional(),
});
export type Expectation = z.infer<typeof expectation>;

export const lineSchema = z.object({
  id: z.string(),
  class: z.string(),
  by: z.enum(SENDERS).optional(),
  request,
  expect: expectation,
});
export type Line = z.infer<typeof lineSchema>;

/** A line before it has its number. */
export type Draft = Omit<Line, 'id'>;
