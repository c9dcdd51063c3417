import type { Raised } from './alarm-watch.ts';

/** One alarm that is to be raised: of which ticket, what it says, and when. */
export type Planned = { readonly code: string; readonly verb: Raised['verb']; readonly at: Date };

/** What became of the planned alarms. */
export type AlarmVerdict = {
  /** Milliseconds from the alarm's instant until its event was heard, of each that was. */
  readonly lateness: readonly number[];
  readonly missing: number;
  /** Raised again, or as what they are not. */
  readonly wrong: number;
  readonly early: number;
};

type Evidence = {
  readonly heard: { of(code: string): readonly Pick<Raised, 'verb' | 'heardAtMs'>[] };
  /** Alarms by ticket in the service's own log. */
  readonly logged: ReadonlyMap<string, number>;
};

/** Counts events by alarm: what was heard, and what the service's log holds besides. */
export function judgeAlarms(planned: readonly Planned[], { heard, logged }: Evidence): AlarmVerdict {
  const looks = planned.map(({ code, verb, at }) => {
    const events = heard.of(code);
    const [first] = events;
    const isOne = events.length === 1 && first?.verb === verb && logged.get(code) === 1;
    return { lateness: first === undefined ? null : first.heardAtMs - at.getTime(), isWrong: !isOne };
  });
  const lateness = looks.flatMap((look) => look.lateness ?? []);
  return {
    lateness,
    missing: looks.filter((look) => look.lateness === null).length,
    wrong: looks.filter((look) => look.lateness !== null && look.isWrong).length,
    early: lateness.filter((milliseconds) => milliseconds < 0).length,
  };
}
