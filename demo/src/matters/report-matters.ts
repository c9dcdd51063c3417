import type { GraphClient } from '../graph-client.ts';
import type { Desks } from './desk.ts';
import type { BuiltUp, PlannedMatter } from './plan-matters.ts';
import { type Matter, workMatter } from './story.ts';
import { report } from './ticket-commands.ts';

const AT_ONCE = 4;

/** Runs the work for every row, a few at a time, and says how far it is. */
async function few<Row>(what: string, rows: readonly Row[], work: (row: Row) => Promise<void>): Promise<void> {
  const waiting = [...rows];
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      await work(row);
      done += 1;
      if (done % 50 === 0 || done === rows.length) console.log(`${what}: ${done} of ${rows.length}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const reportInput = ({ message, point, grid }: PlannedMatter) => ({
  source: 'PUBLIC_CHANNEL',
  channel: 'WEB',
  title: message.title.slice(0, 200),
  text: message.text.slice(0, 10_000),
  topic: message.category,
  division: grid.division,
  place: { longitude: point[0], latitude: point[1], system: 'GCJ02', address: `${grid.name}内` },
  reporter: { anonymous: true },
  externalId: `message-${message.externalId}`,
});

/** A second department for every third matter, so that joint handling is seen too. */
function assistFor({ item, county, message }: PlannedMatter): string | undefined {
  if (Number(message.externalId) % 3 !== 0 || item.lead === 'URBAN_MANAGEMENT') return undefined;
  return `${county}-URBAN_MANAGEMENT`;
}

/** Residents report, then the desks work; matters that were reported by an earlier run are left as they are. */
export async function runMatters(
  planned: readonly PlannedMatter[],
  everyone: { readonly public: GraphClient; readonly desks: Desks; readonly builtUp: readonly BuiltUp[] },
): Promise<Map<string, number>> {
  const stages = new Map<string, number>();
  const reasons = new Map(everyone.builtUp.map(({ pack }) => [pack.code, pack.loop.declineReasons[0]?.code ?? '']));
  await few('matters', planned, async (matter) => {
    const receipt = await report(everyone.public, reportInput(matter));
    if (receipt.duplicate) return;
    const known: Matter = {
      code: receipt.code,
      jurisdiction: matter.jurisdiction,
      itemCode: matter.item.code,
      town: matter.grid.town,
      county: matter.county,
      lead: `${matter.county}-${matter.item.lead}`,
      assist: assistFor(matter),
      declineReason: reasons.get(matter.jurisdiction) ?? '',
    };
    const stage = await workMatter(known, matter.ending, everyone.desks);
    stages.set(stage, (stages.get(stage) ?? 0) + 1);
  });
  return stages;
}
