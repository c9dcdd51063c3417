import { globSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES_FOLDER } from '../document.ts';
import { codesIn, sourceOf } from './source-text.ts';

const DOMAIN = 'ticket/domain';
const PART = /^(?:export )?(?:const|function) (\w+)/;

/** The top-level functions of a text by name, each with its own text. */
function partsOf(source: string): [string, string][] {
  const blocks = source.split(/\n(?=(?:export )?(?:const|function|type) )/);
  return blocks.flatMap((block): [string, string][] => {
    const name = PART.exec(block)?.[1];
    return name === undefined ? [] : [[name, block]];
  });
}

/** What a text can call: its own functions and those it imports. */
const namesSeenIn = (source: string): ReadonlySet<string> =>
  new Set([
    ...partsOf(source).map(([name]) => name),
    ...[...source.matchAll(/import \{([^}]*)\}/g)].flatMap(([, names = '']) => names.split(/[\s,]+/)),
  ]);

type Row = {
  readonly from: readonly string[];
  readonly on?: Readonly<Record<string, unknown>>;
  readonly guards: readonly { readonly name: string }[];
};

/** What `decide` asks of every command, whatever its row says. */
const OF_EVERY_COMMAND = ['madeSinceTheReport'];

/** The check that finds the part of a ticket a command is about, by the part's name. */
const targetCheck = (part: string): string => `${part}Target`;

/**
 * Kinds of refusal each command of a ticket can meet: by its stage, by the part it is about, and by its guards and what these call.
 * Read from the transition table and the text of the domain, so a new guard is in the catalogue by itself.
 */
export function commandRefusals(
  transitions: Readonly<Record<string, Row>>,
  kinds: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const files = globSync('*.ts', { cwd: join(SERVICES_FOLDER, 'tickets/src', DOMAIN) }).filter(
    (file) => !file.includes('.test.'),
  );
  const sources = files.map((file) => sourceOf('tickets', `${DOMAIN}/${file}`));
  const parts = new Map(
    sources.flatMap((source) => partsOf(source).map(([name, text]) => [name, { text, seen: namesSeenIn(source) }])),
  );
  const reached = (name: string, through: Set<string>): Set<string> => {
    const part = parts.get(name);
    if (part === undefined || through.has(name)) return through;
    through.add(name);
    for (const [word] of part.text.matchAll(/\b\w+\b/g)) if (part.seen.has(word)) reached(word, through);
    return through;
  };
  const of = (names: readonly string[]): ReadonlySet<string> => {
    const functions = names.flatMap((name) => [...reached(name, new Set())]);
    return new Set(functions.flatMap((name) => [...codesIn(parts.get(name)?.text ?? '')]));
  };
  return new Map(
    Object.entries(transitions).map(([command, { from, on = {}, guards }]) => {
      const made = of([...OF_EVERY_COMMAND, ...Object.keys(on).map(targetCheck), ...guards.map(({ name }) => name)]);
      const byStage = from.length > 0 ? ['WRONG_STAGE'] : [];
      return [
        command,
        [...byStage, ...kinds.filter((kind) => made.has(kind) && kind !== 'WRONG_STAGE' && kind !== 'NOT_ALLOWED')],
      ];
    }),
  );
}
