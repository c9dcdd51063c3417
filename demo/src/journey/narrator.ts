import { GraphRefusal } from '../graph-client.ts';

const line = (text = ''): void => console.log(text);

/** Tells the journey step by step: who, in which role, did what, and what came of it. */
export function createNarrator() {
  let number = 0;
  return {
    heading(text: string): void {
      line(`\n${text}\n${'─'.repeat(60)}`);
    },
    step(who: string, what: string): void {
      number += 1;
      line(`${String(number).padStart(2)}. ${who}：${what}`);
    },
    saw(text: string): void {
      line(`      ${text}`);
    },
    /** Runs what must be refused and says how it was; throws when it was not. */
    async refused(who: string, what: string, attempt: () => Promise<unknown>): Promise<void> {
      number += 1;
      const answer = await attempt().catch((error: unknown) => error);
      if (answer === null) return line(`${String(number).padStart(2)}. ${who}：${what} → 看不到 (sees nothing)`);
      if (!(answer instanceof GraphRefusal)) throw new Error(`${who} was not refused: ${what}`);
      line(`${String(number).padStart(2)}. ${who}：${what} → 被拒绝 (refused)：${answer.errors[0]?.message ?? ''}`);
    },
  };
}
export type Narrator = ReturnType<typeof createNarrator>;
