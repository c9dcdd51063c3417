import type { HistoryLine } from './history-line.ts';

type Of<Kind extends HistoryLine['kind']> = Extract<HistoryLine, { kind: Kind }>;

/** What is wrong with a history, each as one sentence. All empty: nothing acknowledged was lost and nothing happened twice. */
export type Verdict = {
  /** Acknowledged, and not there or not as acknowledged. */
  readonly lost: readonly string[];
  /** There more than once, or never asked for. */
  readonly doubled: readonly string[];
  /** Events of the owner that a consumer has not applied. */
  readonly unapplied: readonly string[];
  /** Events applied twice, out of order or unknown to the owner. */
  readonly misapplied: readonly string[];
  /** Tickets whose hash chain does not verify. */
  readonly broken: readonly string[];
  /** What no answer came for, however often it was tried. */
  readonly abandoned: readonly string[];
};

const ofKind = <Kind extends HistoryLine['kind']>(lines: readonly HistoryLine[], kind: Kind): Of<Kind>[] =>
  lines.filter((line): line is Of<Kind> => line.kind === kind);

function lostIn(lines: readonly HistoryLine[]): string[] {
  const found = Map.groupBy(ofKind(lines, 'FOUND'), ({ externalId }) => externalId);
  const stages = new Map(ofKind(lines, 'FOUND').map(({ code, stage }) => [code, stage]));
  const reports = ofKind(lines, 'ACKNOWLEDGED').flatMap(({ externalId, code }) => {
    const there = found.get(externalId)?.map((ticket) => ticket.code) ?? [];
    if (there.length === 0) return [`${externalId} was acknowledged as ${code} and is not there`];
    return there.includes(code) ? [] : [`${externalId} was acknowledged as ${code} and is ${there.join(', ')}`];
  });
  const acceptances = ofKind(lines, 'ACCEPTED').flatMap(({ code }) =>
    stages.get(code) === 'ACCEPTANCE' ? [`${code} was accepted and waits for acceptance`] : [],
  );
  return [...new Set([...reports, ...acceptances])];
}

function doubledIn(lines: readonly HistoryLine[]): string[] {
  const sent = new Set(ofKind(lines, 'SENT').map(({ externalId }) => externalId));
  const found = Map.groupBy(ofKind(lines, 'FOUND'), ({ externalId }) => externalId);
  return [...found].flatMap(([externalId, tickets]) => {
    if (!sent.has(externalId)) return [`${externalId} was never sent and is there`];
    return tickets.length === 1 ? [] : [`${externalId} is there ${tickets.length} times`];
  });
}

const appliedIn = (lines: readonly HistoryLine[]): Map<string, readonly string[]> =>
  new Map(ofKind(lines, 'APPLIED').map(({ code, events }) => [code, events]));

function unappliedIn(lines: readonly HistoryLine[]): string[] {
  const applied = appliedIn(lines);
  const owned = ofKind(lines, 'OWNED');
  const known = new Set(owned.map(({ code }) => code));
  const silent = ofKind(lines, 'FOUND')
    .filter(({ code }) => !known.has(code))
    .map(({ code }) => `${code} is there and its owner has no event of it`);
  const missing = owned.flatMap(({ code, events, pending }) => {
    const here = new Set(applied.get(code));
    const left = events.filter((event) => !here.has(event));
    const still = pending > 0 ? [`${code}: ${pending} events are still in the outbox`] : [];
    return left.length > 0 ? [...still, `${code}: ${left.length} of ${events.length} events not applied`] : still;
  });
  return [...silent, ...missing];
}

function misappliedIn(lines: readonly HistoryLine[]): string[] {
  const owned = new Map(ofKind(lines, 'OWNED').map(({ code, events }) => [code, events]));
  return [...appliedIn(lines)].flatMap(([code, events]) => {
    const theirs = owned.get(code) ?? [];
    if (new Set(events).size < events.length) return [`${code}: an event was applied twice`];
    if (events.some((event) => !theirs.includes(event))) return [`${code}: an event that its owner does not know`];
    const inOrder = theirs.filter((event) => events.includes(event));
    return inOrder.every((event, index) => event === events[index]) ? [] : [`${code}: events applied out of order`];
  });
}

/** Holds what was found against what was acknowledged. Knows nothing of the platform but its history. */
export function checkHistory(lines: readonly HistoryLine[]): Verdict {
  return {
    lost: lostIn(lines),
    doubled: doubledIn(lines),
    unapplied: unappliedIn(lines),
    misapplied: misappliedIn(lines),
    broken: ofKind(lines, 'FOUND').flatMap(({ code, intact }) => (intact ? [] : [`${code}: its chain is broken`])),
    abandoned: ofKind(lines, 'GAVE_UP').map(({ what, reason }) => `${what}: ${reason}`),
  };
}
