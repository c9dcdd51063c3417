import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES_FOLDER } from '../document.ts';

/** The text of a service's source file, given below `services/<service>/src`. */
export const sourceOf = (service: string, file: string): string =>
  readFileSync(join(SERVICES_FOLDER, service, 'src', file), 'utf8');

/** Loads a module of a service when documents are written; a running gateway never does. */
export const moduleOf = (service: string, file: string): Promise<Readonly<Record<string, unknown>>> =>
  import(join(SERVICES_FOLDER, service, 'src', file));

/** The kinds of a union of refusals, in the order of its declaration. */
export function kindsOf(source: string, type: string): string[] {
  const declaration = new RegExp(`export type ${type} =\\n?([\\s\\S]*?);\\n(?:\\n|$)`).exec(source)?.[1] ?? '';
  return [...declaration.matchAll(/readonly kind: '([A-Z_]+)'/g)].map(([, kind = '']) => kind);
}

/** Every code or kind in capitals that a text makes. */
export const codesIn = (source: string): ReadonlySet<string> =>
  new Set([...source.matchAll(/'([A-Z][A-Z_]{2,})'/g)].map(([, code = '']) => code));

const LITERAL = /'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/;
const WORDS = LITERAL.source;
const STATED = [
  // { code: 'X', field: ['a'], message: '…' }
  new RegExp(`code: '([A-Z_]+)',\\s*field(?:: \\[([^\\]]*)\\])?,\\s*message(?:: (?:${WORDS}))?`, 'g'),
  // refused('X', 'field', '…')
  new RegExp(`refused\\('([A-Z_]+)', (?:('\\w+'), )?(?:${WORDS}|message)`, 'g'),
  // problem('X', '…')
  new RegExp(`problem\\('([A-Z_]+)', ()(?:${WORDS})\\)`, 'g'),
];

export type StatedRefusal = { readonly code: string; readonly field: string; readonly message: string };

/** What is put into a template is left open. */
const example = (words: string): string => words.replaceAll(/\$\{[^}]*\}/g, '…');

/** The nearest constant before a place, for `const message = …` and `const field = …`. */
function constantBefore(source: string, name: string, at: number): string {
  const found = [...source.slice(0, at).matchAll(new RegExp(`const ${name} = (?:${WORDS}|\\[([^\\]]*)\\])`, 'g'))].at(
    -1,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}

/** `'a'` is a name, `String(index)` an index, anything else a field that is only known when it happens. */
const path = (list: string): string =>
  [...list.matchAll(/'(\w+)'|(String\(\w+\))|[\w.]+/g)].map(([, name, index]) => name ?? (index ? 'n' : '…')).join('.');

/** The field a helper before this place gives to all that it states: `{ code, field: ['a'], message }`. */
function fieldOfHelper(source: string, at: number): string {
  const found = [...source.slice(0, at).matchAll(/\{ code, field: \[([^\]]*)\], message \}/g)].at(-1)?.[1];
  return found === undefined ? constantBefore(source, 'field', at) : found;
}

/** Refusals that a text states with their words beside them. */
export function statedIn(source: string): StatedRefusal[] {
  return STATED.flatMap((form) =>
    [...source.matchAll(form)].map((match) => {
      const [whole, code = '', field, plain, template] = match;
      const message = plain ?? template ?? constantBefore(source, 'message', match.index);
      const nearby = () => constantBefore(source, 'field', match.index) || 'unknown';
      const list = whole.startsWith('code') ? (field ?? nearby()) : field || fieldOfHelper(source, match.index);
      return { code, field: path(list), message: example(message) };
    }),
  );
}
