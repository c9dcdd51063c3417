import { NO_PARTS } from './parts.ts';
import type { Evidence, TicketState } from './ticket.ts';

/** What is to leave the readable document: words wherever they stand, and whole attachments. */
export type Redaction = { readonly fragments: readonly string[]; readonly evidenceUris: readonly string[] };

const BAR = '■';
const GONE: Evidence = { name: '（已隐去）', uri: 'urn:gridlink:redacted', sha256: null };

/** Keys of what people wrote, wherever in a ticket; codes and ids stand under others, and codes are no fragments. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'address',
  'answer',
  'explanation',
  'feedback',
  'instruction',
  'mediator',
  'name',
  'outcome',
  'question',
  'reason',
  'result',
  'text',
  'title',
  'venue',
  'words',
]);

/** Where in a ticket people's words stand, besides the timeline. */
export const WRITTEN: readonly (keyof TicketState)[] = [
  'title',
  'text',
  'place',
  'feedback',
  'assignments',
  'deadlines',
  'supervisions',
  'referrals',
  ...(Object.keys(NO_PARTS) as (keyof typeof NO_PARTS)[]),
];

const isEvidence = (value: object): value is Evidence => 'uri' in value && 'name' in value;

/** A text with every fragment under bars, as many as it had characters. */
export const barred = (text: string, { fragments }: Redaction): string =>
  fragments.reduce((left, fragment) => left.replaceAll(fragment, BAR.repeat([...fragment].length)), text);

export const isNamed = ({ uri }: { readonly uri: string }, { fragments, evidenceUris }: Redaction): boolean =>
  evidenceUris.includes(uri) || fragments.some((fragment) => uri.includes(fragment));

/** A value without what is redacted; the very same value where nothing was. */
export function cleaned<Value>(value: Value, redaction: Redaction, key = ''): Value {
  if (typeof value === 'string') return (TEXT_KEYS.has(key) ? barred(value, redaction) : value) as Value;
  if (Array.isArray(value)) {
    const list = value.map((element) => cleaned(element, redaction, key));
    return list.some((element, index) => element !== value[index]) ? (list as Value) : value;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (isEvidence(value) && value.uri !== GONE.uri && isNamed(value, redaction)) return GONE as Value;
  const entries = Object.entries(value).map(([name, inner]) => [name, cleaned(inner, redaction, name)] as const);
  const moved = entries.some(([name, inner]) => inner !== (value as Record<string, unknown>)[name]);
  return moved ? (Object.fromEntries(entries) as Value) : value;
}

type Part = readonly [path: string, part: unknown];

/** The parts of a value that `cleaned` may change, by their paths: a text, or an attachment as a whole. */
function partsOf(value: unknown, key: string, path: string): readonly Part[] {
  if (typeof value === 'string') return TEXT_KEYS.has(key) ? [[path, value]] : [];
  if (Array.isArray(value)) return value.flatMap((element, index) => partsOf(element, key, `${path}.${index}`));
  if (value === null || typeof value !== 'object') return [];
  if (isEvidence(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => partsOf(inner, name, `${path}.${name}`));
}

/** What people wrote in a ticket as a dossier holds it: `title`, `assignments.0.result`. */
export const writtenIn = (ticket: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> =>
  new Map(WRITTEN.flatMap((name) => partsOf(ticket[name], name, name)));
