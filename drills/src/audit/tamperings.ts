import { type AuditEntry, type AuditFact, chainEntries, hashOfEntry, lineOfEntry } from '@gridlink/audit-chain';
import type { Chance } from '@gridlink/bench';
import type { ChainLines } from './chain-lines.ts';
import { type ChainFile, factAt } from './make-chain.ts';

/** What a forger leaves in place of lines `from` to `to` (both included), and the line at which that must be found. */
export type Tampering = {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  /** What follows is hashed anew, from this entry on, so that it agrees with itself. */
  readonly rehashFrom?: AuditEntry | undefined;
  /** Numbers of the entries that follow move by so much. */
  readonly shift?: number;
  readonly foundAt: number;
};

export type Scene = { readonly chain: ChainFile; readonly lines: ChainLines; readonly chance: Chance };

/** Makes one tampering at a place of chance. */
export type Forger = (scene: Scene) => Tampering;

const SPAN = 40;

const somewhere = ({ chain, chance }: Scene, spare = 0): number => chance.int(1, chain.length - spare);

/** The number of the first checkpoint at or after an entry. */
function sealedFrom({ chain, lines }: Scene, number: number): number {
  return chain.checkpoints[lines.checkpointFrom(number)]?.sequence ?? chain.length;
}

const EDITS: readonly ((entry: AuditEntry) => AuditEntry)[] = [
  (entry) => ({ ...entry, count: entry.count + 1 }),
  (entry) => ({ ...entry, purpose: `${entry.purpose ?? ''}。` }),
  (entry) => ({ ...entry, actor: { ...entry.actor, subject: 'program-0' } }),
  (entry) => ({ ...entry, fields: [...entry.fields, 'idNumber'] }),
  (entry) => ({ ...entry, records: [] }),
  (entry) => ({ ...entry, at: '2025-12-31T16:00:00.000Z' }),
  (entry) => ({ ...entry, organization: '410100000000-HEALTH' }),
  ({ grant: _grant, ...entry }) => entry,
];

function edited({ lines, chance }: Scene, number: number): AuditEntry {
  const edit = EDITS[chance.int(0, EDITS.length - 1)] ?? EDITS[0];
  const entry = lines.entry(number);
  return edit ? edit(entry) : entry;
}

function withOwnHash({ hash: _hash, ...content }: AuditEntry): AuditEntry {
  return { ...content, hash: hashOfEntry(content) };
}

const edit: Forger = (scene) => {
  const at = somewhere(scene);
  return { from: at, to: at, lines: [lineOfEntry(edited(scene, at))], foundAt: at };
};

/** One character of the text is another. */
const flip: Forger = (scene) => {
  const at = somewhere(scene);
  const [text = ''] = scene.lines.read(at, at);
  const place = scene.chance.int(0, text.length - 1);
  const other = text[place] === '7' ? '3' : '7';
  return { from: at, to: at, lines: [text.slice(0, place) + other + text.slice(place + 1)], foundAt: at };
};

/** The entry's own hash is right again; the next one still holds the old. */
const editAndHash: Forger = (scene) => {
  const at = somewhere(scene);
  const lines = [lineOfEntry(withOwnHash(edited(scene, at)))];
  return { from: at, to: at, lines, foundAt: sealedFrom(scene, at) === at ? at : at + 1 };
};

const remove: Forger = (scene) => {
  const at = somewhere(scene);
  return { from: at, to: at, lines: [], foundAt: at };
};

const swap: Forger = (scene) => {
  const at = somewhere(scene, SPAN);
  const all = scene.lines.read(at, at + scene.chance.int(1, SPAN));
  const lines = [all.at(-1) ?? '', ...all.slice(1, -1), all[0] ?? ''];
  return { from: at, to: at + all.length - 1, lines, foundAt: at };
};

const repeat: Forger = (scene) => {
  const at = somewhere(scene);
  const [line = ''] = scene.lines.read(at, at);
  return { from: at, to: at, lines: [line, line], foundAt: at + 1 };
};

function forgedAfter({ lines, chance }: Scene, number: number): AuditEntry {
  const fact: AuditFact = factAt(chance.int(1, 999_999), chance);
  const [entry] = chainEntries(lines.entry(number).jurisdiction, lines.headAt(number), [fact]);
  return entry as AuditEntry;
}

/** A forged entry that follows rightly from the one before; the next one does not follow from it. */
const insert: Forger = (scene) => {
  const at = somewhere(scene, 1);
  const [line = ''] = scene.lines.read(at, at);
  const foundAt = sealedFrom(scene, at + 1) === at + 1 ? at + 1 : at + 2;
  return { from: at, to: at, lines: [line, lineOfEntry(forgedAfter(scene, at))], foundAt };
};

const cutHead: Forger = (scene) => ({ from: 1, to: somewhere(scene, 1), lines: [], foundAt: 1 });

const cutMiddle: Forger = (scene) => {
  const at = somewhere(scene, SPAN + 1);
  return { from: at, to: at + scene.chance.int(1, SPAN), lines: [], foundAt: at };
};

const cutTail: Forger = (scene) => {
  const at = scene.chance.int(2, scene.chain.length);
  return { from: at, to: scene.chain.length, lines: [], foundAt: at };
};

const rewriteEdited: Forger = (scene) => {
  const at = somewhere(scene);
  const forged = withOwnHash(edited(scene, at));
  return { from: at, to: at, lines: [lineOfEntry(forged)], rehashFrom: forged, foundAt: sealedFrom(scene, at) };
};

const rewriteRemoved: Forger = (scene) => {
  const at = scene.chance.int(2, scene.chain.length);
  const rehashFrom = scene.lines.entry(at - 1);
  return { from: at, to: at, lines: [], rehashFrom, shift: -1, foundAt: sealedFrom(scene, at) };
};

const rewriteInserted: Forger = (scene) => {
  const at = somewhere(scene, 1);
  const [line = ''] = scene.lines.read(at, at);
  const forged = forgedAfter(scene, at);
  const foundAt = sealedFrom(scene, at + 1);
  return { from: at, to: at, lines: [line, lineOfEntry(forged)], rehashFrom: forged, shift: 1, foundAt };
};

/** Every kind of tampering, by the words of its row. */
export const FORGERS: Readonly<Record<string, Forger>> = {
  'edit: a value': edit,
  'edit: one character': flip,
  'edit: a value, its own hash made right': editAndHash,
  'delete: one entry': remove,
  'swap: two entries': swap,
  'insert: an entry twice': repeat,
  'insert: a forged entry': insert,
  'cut: the head': cutHead,
  'cut: the middle': cutMiddle,
  'cut: the tail': cutTail,
  'rewrite: edited, all after it hashed anew': rewriteEdited,
  'rewrite: one deleted, all after it numbered and hashed anew': rewriteRemoved,
  'rewrite: one inserted, all after it numbered and hashed anew': rewriteInserted,
};
