import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Anchor, anchorSchema } from './anchor.ts';
import { type SignedDossier, unsigned } from './dossier.ts';
import { createSignatureChecker } from './signer.ts';
import { digestOf } from './skeleton.ts';
import { type DossierVerdict, type VerifyOptions, verifyDossier } from './verify.ts';

const USAGE = `usage: node verify-dossier.ts <dossier.json | -> [options]

Checks a ticket's dossier without a database and without a network, and names the first link that does not hold.
- reads standard input.

  --keys <jwks>       the public keys of dossiers, one or more for each jurisdiction
  --anchors <ndjson>  anchors of the jurisdiction that you kept, one a line and by their numbers

Leaves with 0 for a whole dossier signed by a key you gave, 1 for one that does not hold, 2 when it could not look,
3 for one that is whole in itself while no keys were given: then nobody vouches for it.`;

class UsageError extends Error {}

type Asked = { readonly text: string; readonly options: VerifyOptions };

function anchorsIn(path: string): readonly Anchor[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => anchorSchema.parse(JSON.parse(line)));
}

function askedBy(words: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { keys: { type: 'string' }, anchors: { type: 'string' } },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('one dossier is checked at a time');
  const { keys, anchors } = values;
  return {
    text: readFileSync(path === '-' ? 0 : path, 'utf8'),
    options: {
      check: keys === undefined ? undefined : createSignatureChecker(JSON.parse(readFileSync(keys, 'utf8'))),
      anchors: anchors === undefined ? undefined : anchorsIn(anchors),
    },
  };
}

function describe(file: SignedDossier, withheld: number): readonly string[] {
  const { dossier, signatures, redactions } = unsigned(file);
  const { ticket, head, anchoring } = dossier;
  return [
    `whole: ${ticket.code} of ${ticket.jurisdiction}, entries 1 to ${head.sequence}, head ${head.hash}`,
    `digest ${digestOf(dossier)}`,
    ...(withheld > 0 ? [`${withheld} entries are withheld: only their places in the chain were checked`] : []),
    ...signatures.map(({ jurisdiction, purpose, at, kid }) => `${purpose} by ${jurisdiction} at ${at} with ${kid}`),
    ...redactions.flatMap(({ jurisdiction, at, places, kid }) =>
      places.map((place) => `redacted ${place.at} by ${jurisdiction} at ${at} with ${kid}`),
    ),
    anchoring === null
      ? 'in no anchor yet'
      : `anchored up to entry ${anchoring.sequence} on ${anchoring.anchor.day}, anchor ${anchoring.anchor.sequence}`,
  ];
}

function report(verdict: DossierVerdict): number {
  if (verdict.kind === 'BROKEN') {
    const { kind, sequence, expected, found } = verdict.link;
    console.log(
      `broken${sequence === null ? '' : ` at entry ${sequence}`}: ${kind}\nexpected ${expected}\nfound    ${found}`,
    );
    return 1;
  }
  for (const line of describe(verdict.dossier, verdict.withheld)) console.log(line);
  if (verdict.signed) return 0;
  console.log('signatures were not checked: give --keys');
  return 3;
}

function main(words: readonly string[]): number {
  try {
    const { text, options } = askedBy(words);
    return report(verifyDossier(text, options));
  } catch (error) {
    console.error(`cannot check: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
