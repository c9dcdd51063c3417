import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AuditEntry, type AuditFact, type ChainHead, chainEntries, GENESIS, lineOfEntry } from './audit-entry.ts';
import { type ChainVerdict, createChainVerifier } from './verify-chain.ts';

const fact = (count: number): AuditFact => ({
  at: '2026-03-02T01:30:00.000Z',
  action: 'READ',
  actor: { subject: 'program-7', kind: 'PROGRAM' },
  organization: '410105000000-URBAN_MANAGEMENT',
  areas: ['410000000000', '410100000000', '410105000000'],
  grant: 'g1',
  purpose: '核实独居老人',
  fields: ['name', 'village'],
  count,
  records: [],
  requestId: `r${count}`,
});

const chain = (length: number): AuditEntry[] =>
  chainEntries(
    'somewhere',
    GENESIS,
    Array.from({ length }, (_, index) => fact(index)),
  );

function verify(lines: readonly string[], head?: ChainHead, after?: ChainHead | 'ANYWHERE'): ChainVerdict {
  const verifier = createChainVerifier(after);
  if (head) verifier.note(head);
  for (const line of lines) verifier.take(line);
  return verifier.verdict();
}

const linesOf = (entries: readonly AuditEntry[]): string[] => entries.map(lineOfEntry);
const brokenLine = (verdict: ChainVerdict): number | null => (verdict.kind === 'BROKEN' ? verdict.link.line : null);

describe('[D07] the audit chain', () => {
  it('is whole as it was written', () => {
    const entries = chain(5);
    expect(verify(linesOf(entries))).toEqual({
      kind: 'WHOLE',
      jurisdiction: 'somewhere',
      first: 1,
      head: { sequence: 5, hash: entries[4]?.hash },
    });
  });

  it('goes on from a head', () => {
    const entries = chain(2);
    const head = { sequence: 2, hash: entries[1]?.hash ?? '' };
    expect(verify(linesOf([...entries, ...chainEntries('somewhere', head, [fact(9)])])).kind).toBe('WHOLE');
  });

  it('can be checked from its middle on', () => {
    expect(verify(linesOf(chain(5).slice(2)), undefined, 'ANYWHERE')).toMatchObject({ kind: 'WHOLE', first: 3 });
  });

  it('can be checked on from where an earlier check ended', () => {
    const entries = chain(5);
    const after = { sequence: 2, hash: entries[1]?.hash ?? '' };
    expect(verify(linesOf(entries.slice(2)), undefined, after)).toMatchObject({ kind: 'WHOLE', first: 3 });
  });

  it('lacks its beginning when that was cut', () => {
    expect(brokenLine(verify(linesOf(chain(5).slice(2))))).toBe(1);
  });

  it('says that an empty file proves nothing', () => {
    expect(verify([])).toEqual({ kind: 'EMPTY' });
  });

  const edits: ReadonlyArray<readonly [string, (lines: string[]) => string[], number]> = [
    ['an edited purpose', (lines) => lines.with(2, String(lines[2]).replace('核实', '查看')), 3],
    ['an edited count', (lines) => lines.with(0, String(lines[0]).replace('"count":0', '"count":9')), 1],
    ['a deleted entry', (lines) => lines.toSpliced(2, 1), 3],
    ['two entries swapped', (lines) => lines.with(1, String(lines[2])).with(2, String(lines[1])), 2],
    ['an entry twice', (lines) => lines.toSpliced(3, 0, String(lines[2])), 4],
    ['a forged entry put in', (lines) => lines.toSpliced(2, 0, lineOfEntry(forged(2))), 3],
    [
      'the first entry cut',
      (lines) => [String(lines[1]).replace('"sequence":2', '"sequence":1'), ...lines.slice(2)],
      1,
    ],
    ['a key twice', (lines) => lines.with(1, String(lines[1]).replace('{', '{"count":50,')), 2],
    ['half a line', (lines) => lines.with(4, String(lines[4]).slice(0, 40)), 5],
    ['a line that is no entry', (lines) => lines.with(3, '[]'), 4],
    ['another jurisdiction between', (lines) => lines.with(3, lineOfEntry(foreign(4))), 4],
  ];
  const forged = (after: number): AuditEntry => {
    const head = chain(after).at(-1);
    return chainEntries('somewhere', { sequence: after, hash: head?.hash ?? '' }, [fact(77)])[0] as AuditEntry;
  };
  const foreign = (sequence: number): AuditEntry =>
    chainEntries('elsewhere', GENESIS, [fact(0), fact(1), fact(2), fact(3)])[sequence - 1] as AuditEntry;

  it.each(edits)('finds %s', (_what, tamper, line) => {
    const lines = tamper(linesOf(chain(5)));
    // The forged entry is right by itself; the one after it no longer is.
    const expected = _what === 'a forged entry put in' ? line + 1 : line;
    expect(brokenLine(verify(lines))).toBe(expected);
  });

  it('finds an end that was cut when the head was noted', () => {
    const entries = chain(5);
    const head = { sequence: 5, hash: entries[4]?.hash ?? '' };
    expect(verify(linesOf(entries.slice(0, 4)), head)).toMatchObject({ kind: 'BROKEN', link: { line: 5 } });
  });

  it('finds a chain rewritten as a whole when the head was noted', () => {
    const noted = chain(5).at(-1);
    const rewritten = chainEntries('somewhere', GENESIS, [fact(1), fact(1), fact(1), fact(1), fact(1)]);
    const verdict = verify(linesOf(rewritten), { sequence: 5, hash: noted?.hash ?? '' });
    expect(verdict).toMatchObject({ kind: 'BROKEN', link: { sequence: 5 } });
  });

  it('finds any single changed character, at the line it stands in', () => {
    const lines = linesOf(chain(6));
    fc.assert(
      fc.property(fc.nat(5), fc.nat(), fc.constantFrom('0', '1', 'a', 'f', ' ', '"', '}'), (line, at, character) => {
        const text = String(lines[line]);
        const position = at % text.length;
        if (text[position] === character) return;
        const changed = text.slice(0, position) + character + text.slice(position + 1);
        const verdict = verify(lines.with(line, changed));
        expect(brokenLine(verdict)).toBe(line + 1);
      }),
      { numRuns: 500 },
    );
  });
});
