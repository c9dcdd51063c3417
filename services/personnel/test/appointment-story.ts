import { eventually } from '@gridlink/test-kit';
import type { ServedPersonnel } from './served-personnel.ts';
import {
  committee,
  countyCoordinator,
  gridIn,
  JIANGSU,
  NEXT_TOWN,
  type Place,
  PUYANG,
  personRow,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

const COMMAND_COUNT = /^gridlink_database_commands_total\{command="(?:find|aggregate)".*\} (\d+)$/gm;

/** Grids, people for them, and what it costs to bring them together. */
export function appointmentStory(served: () => ServedPersonnel) {
  let next = 0;
  const town = `${PUYANG.town}-TOWN`;

  const registerBodies = async (): Promise<void> => {
    const story = tell(served().ask);
    await story.registerOrganizations(platformAdmin, 'puyang', [
      townBody(PUYANG),
      townBody(NEXT_TOWN),
      committee(PUYANG),
    ]);
    await story.registerOrganizations(platformAdmin, 'jiangsu', [townBody(JIANGSU), committee(JIANGSU)]);
  };

  /** Grids nobody else's story uses. */
  const grids = async (count: number, place: Place = PUYANG): Promise<string[]> => {
    const made = Array.from({ length: count }, () => gridIn(place, ++next));
    for (const grid of made) await served().publishGrid(grid);
    const ids = made.map(({ id }) => id);
    await eventually(
      async () =>
        (await served()
          .database.db.collection('grids')
          .countDocuments({ _id: { $in: ids as never[] } })) === count,
    );
    return ids;
  };
  const persons = async (
    count: number,
    story: Record<string, unknown> = {},
    place: Place = PUYANG,
  ): Promise<string[]> => {
    const rows = Array.from({ length: count }, () => personRow(place.village, story));
    const answer = await tell(served().ask).registerPersons(townOperator(place), place.jurisdiction, rows);
    return answer.rows.map(({ id }) => id ?? '');
  };
  const workers = (people: readonly string[], places: readonly string[]) =>
    people.map((personId, index) => ({
      personId,
      position: 'FULL_TIME_WORKER',
      gridId: places[index],
      appointingBody: town,
    }));

  const readsSoFar = async (): Promise<number> => {
    const text = await (await fetch(`${served().service.operatorUrl}/metrics`)).text();
    return [...text.matchAll(COMMAND_COUNT)].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  /** Reads some work costs; reactions to earlier stories and the service's own looks fall into some of the runs, not into all. */
  const readsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const costs: number[] = [];
    for (let run = 0; run < 5; run++) {
      const before = await readsSoFar();
      await work();
      costs.push((await readsSoFar()) - before);
    }
    return Math.min(...costs);
  };

  const end = (input: Record<string, unknown>, caller = townOperator(PUYANG)) =>
    served().ask<{ endAppointment: { userErrors: { code: string }[] } }>(
      caller,
      'mutation($input: EndAppointmentInput!) { endAppointment(input: $input) { userErrors { code } } }',
      { input },
    );
  const load = (rows: readonly unknown[], dryRun = false) =>
    tell(served().ask).importAppointments(countyCoordinator(PUYANG), 'puyang', rows, dryRun);

  return { town, registerBodies, end, load, grids, persons, workers, readsOf };
}
