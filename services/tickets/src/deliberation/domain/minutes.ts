import { sealDigest } from '@gridlink/dossier';
import { withoutNames } from '../../reporter/personal-data.ts';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import { type Deliberation, type Minutes, type PublishedMinutes, presentOf } from './deliberation.ts';

/** Whoever knows the published minutes can make this hash anew. */
const hashOf = (published: PublishedMinutes): string => sealDigest(published.code, published);

/** Whether the minutes are what they were when they were sealed. */
export const minutesIntact = ({ published, hash }: Minutes): boolean => hashOf(published) === hash;

type Sealing = {
  readonly step: KeyedStep;
  readonly summary: string;
  /** Residents' names to the masks that are published in their place. */
  readonly names: ReadonlyMap<string, string>;
};

/** The minutes of a meeting whose items are all resolved, without anybody's name, and sealed. */
export function sealMinutes(state: Deliberation, { step, summary, names }: Sealing): Minutes {
  const said = (text: string): string => withoutNames(text, names);
  const present = presentOf(state);
  const count = (kind: string): number => present.filter((attendee) => attendee.kind === kind).length;
  const published: PublishedMinutes = {
    code: state.code,
    division: state.division,
    gridCode: state.gridCode,
    title: said(state.title),
    venue: said(state.venue),
    startsAt: state.startsAt.toISOString(),
    publishedAt: step.at.toISOString(),
    present: { residents: count('RESIDENT'), staff: count('STAFF'), bodies: count('BODY') },
    summary: said(summary),
    items: state.agenda.flatMap(({ id, subject, resolution }) =>
      resolution === null
        ? []
        : [
            {
              id,
              subject: said(subject),
              outcome: resolution.outcome,
              votes: resolution.votes,
              words: said(resolution.step.words ?? ''),
            },
          ],
    ),
  };
  return { step: { ...step, words: null }, publishedAt: step.at, published, hash: hashOf(published) };
}
