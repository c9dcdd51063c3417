import type { GraphClient } from '../graph-client.ts';
import type { Desks } from './desk.ts';
import type { BuiltUp, PlannedMatter } from './plan-matters.ts';
import { type Matter, workMatter } from './story.ts';
import { report } from './ticket-commands.ts';

type Everyone = { readonly public: GraphClient; readonly desks: Desks; readonly builtUp: readonly BuiltUp[] };

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

/** What a resident writes into the form, or the hotline hands over. */
const content = ({ message, point, grid }: PlannedMatter) => ({
  source: 'PUBLIC_CHANNEL',
  title: message.title.slice(0, 200),
  text: message.text.slice(0, 10_000),
  topic: message.category,
  division: grid.division,
  place: { longitude: point[0], latitude: point[1], system: 'GCJ02', address: `${grid.name}内` },
  reporter: { anonymous: true },
});

const HOUR_MS = 3_600_000;

/** Two of five come over the hotline, whose desk hands them over with its own number and since when it has had them; the others from the form. */
async function reportMatter(matter: PlannedMatter, everyone: Everyone) {
  const { message, jurisdiction, hoursAgo } = matter;
  if (Number(message.externalId) % 5 >= 2) {
    const input = { ...content(matter), channel: 'WEB', idempotencyKey: `demonstration-message-${message.externalId}` };
    return report(everyone.public, input);
  }
  const receivedAt = new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
  const input = { ...content(matter), channel: 'HOTLINE', externalId: `12345-${message.externalId}`, receivedAt };
  return report(everyone.desks.at(`${jurisdiction}-platform`), input);
}

/** A second department for every third matter, so that joint handling is seen too. */
function assistFor({ item, county, message }: PlannedMatter): string | undefined {
  if (Number(message.externalId) % 3 !== 0 || item.lead === 'URBAN_MANAGEMENT') return undefined;
  return `${county}-URBAN_MANAGEMENT`;
}

/** Residents report, then the desks work; matters that were reported by an earlier run are left as they are. */
export async function runMatters(planned: readonly PlannedMatter[], everyone: Everyone): Promise<Map<string, number>> {
  const stages = new Map<string, number>();
  const reasons = new Map(everyone.builtUp.map(({ pack }) => [pack.code, pack.loop.declineReasons[0]?.code ?? '']));
  await few('matters', planned, async (matter) => {
    const receipt = await reportMatter(matter, everyone);
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
