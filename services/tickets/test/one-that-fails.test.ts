import { loadPacks, nationalCalendar } from '@gridlink/jurisdiction';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, look, report, reported, type TicketView } from './steps.ts';
import { CITY, COUNTY, people, startTown, type Town } from './town.ts';

const ELSEWHERE = '410902001000';
/** More than the figures count at a time. */
const GONE = 130;

type Stored = Record<string, unknown> & { readonly _id: string };

/** One document that cannot be dealt with, among others that can. */
describe('one that fails keeps no other waiting', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const tickets = () => town.database.db.collection<Stored>('tickets');
  const metric = async (name: string, work: string): Promise<number> => {
    const text = await (await fetch(`${town.service.operatorUrl}/metrics`)).text();
    const line = new RegExp(`^gridlink_tickets_work_${name}\\{[^}]*work="${work}"[^}]*\\} (\\d+)$`, 'm').exec(text);
    return Number(line?.[1] ?? 0);
  };
  const failed = (work: string): Promise<number> => metric('failures_total', work);
  const aside = () => tickets().countDocuments({ setAsideUntil: { $exists: true } });
  const counted = (id: string): Promise<number> =>
    town.database.db.collection('figure_shares').countDocuments({ ticket: id });

  describe('where the law of a jurisdiction is gone', () => {
    const packs = loadPacks();
    const without = new Map([...packs].filter(([code]) => code !== 'puyang'));
    const holidays = nationalCalendar();
    let here: TicketView;

    beforeAll(async () => {
      await report(town, people.resident, { division: ELSEWHERE, place: { address: '胜利路 1 号' } });
      await town.service.settled();
      const there = await tickets().findOne({ jurisdiction: 'puyang' });
      if (!there) throw new Error('no ticket there');
      await tickets().insertMany(
        Array.from({ length: GONE - 1 }, (_, index) => ({ ...there, _id: `gone-${index}`, code: `GONE-${index}` })),
      );
      here = (await reported(town)).ticket;
      await town.restartUnder({ packs: without, holidays });
    }, 600_000);

    it('its tickets are set aside by the figures with their reason, and those of others are counted', async () => {
      await town.service.countFigures();
      expect([await counted(here.id), await aside()]).toEqual([1, GONE]);
      expect(await tickets().findOne({ _id: 'gone-7' })).toMatchObject({
        setAsideFor: 'no pack for jurisdiction puyang',
      });
      expect([(await failed('figures')) > 0, await metric('waiting', 'figures')]).toEqual([true, GONE]);
    });

    it('they are left alone for a while, then tried again', async () => {
      const before = await failed('figures');
      await town.service.countFigures();
      expect(await failed('figures')).toBe(before);
      town.passHours(0.25);
      await town.service.countFigures();
      expect([(await failed('figures')) > before, await aside()]).toEqual([true, GONE]);
    });

    it('their alarms fail, each once a lease, and those of others are raised', async () => {
      town.passHours(100);
      await town.service.sweepAlarms();
      expect((await look(town, people.county, here.code)).late).toBe(true);
      expect(await failed('alarm')).toBe(GONE);
      await town.service.sweepAlarms();
      expect(await failed('alarm')).toBe(GONE);
    });

    it('all are counted and all alarms raised once the law is back', async () => {
      await town.restartUnder({ packs, holidays });
      await town.service.countFigures();
      expect([await aside(), await metric('waiting', 'figures'), await counted('gone-7')]).toEqual([0, 0, 1]);
      town.passHours(0.25);
      await town.service.sweepAlarms();
      expect(await tickets().countDocuments({ jurisdiction: 'puyang', late: true })).toBe(GONE);
      expect(await failed('alarm')).toBe(0);
    });
  });

  describe('where a ticket is not as it should be', () => {
    let broken: TicketView;
    let sound: TicketView;
    const mend: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      broken = (await reported(town)).ticket;
      sound = (await reported(town)).ticket;
      const deadlines = (await tickets().findOne({ _id: broken.id }))?.deadlines;
      await tickets().updateOne({ _id: broken.id }, { $set: { deadlines: null } });
      mend.push(() => tickets().updateOne({ _id: broken.id }, { $set: { deadlines } }));
    });

    it('the figures count the others, also when they are built anew, and it as soon as it is written', async () => {
      const rebuild = 'mutation { rebuildFigures(input: {}) { userErrors { code } } }';
      await town.ask(people.city, rebuild);
      await town.service.countFigures();
      expect([await counted(sound.id), await counted(broken.id)]).toEqual([1, 0]);
      expect(await tickets().findOne({ _id: broken.id })).toHaveProperty('setAsideFor');
    });

    it('the alarms of the others are raised, and the failure is counted', async () => {
      town.passHours(100);
      const before = await failed('alarm');
      await town.service.sweepAlarms();
      expect([(await look(town, people.county, sound.code)).late, (await failed('alarm')) - before]).toEqual([true, 1]);
    });

    it('a revision goes on with the others, and is over once it is mended', async () => {
      const order = 'mutation { recomputeDeadlines(input: { dryRun: true }) { revision { id } } }';
      await town.ask(people.city, order);
      const before = await failed('revision');
      await town.service.sweepRevisions();
      const revision = async () =>
        (await town.service.deps.revisions.latest({ jurisdiction: 'zhengzhou', area: CITY }, 1))[0];
      expect(await revision()).toMatchObject({ finishedAt: null, left: [broken.id] });
      expect(await failed('revision')).toBe(before + 1);
      await mend[0]?.();
      town.passHours(0.1);
      await town.service.sweepRevisions();
      expect((await revision())?.finishedAt).toBeInstanceOf(Date);
    });

    it('and is counted when its time is up', async () => {
      await town.service.countFigures();
      expect([await counted(broken.id), await aside()]).toEqual([1, 0]);
    });
  });

  it('a dissolved body’s other tickets go to its successor, and the one that failed follows once it is mended', async () => {
    const [one, other] = [await dispatched(town), await dispatched(town)];
    const stored = await tickets().findOne({ _id: one.ticketId });
    await tickets().updateOne({ _id: one.ticketId }, { $set: { deadlines: null } });
    const code = `${COUNTY}-PUBLIC_SECURITY`;
    const to = `${COUNTY}-HEALTH`;
    const unit = (await town.service.deps.organizations.units([code])).get(code);
    const more = { id: 'x', name: 'x', kind: 'LINKAGE_DEPARTMENT', level: 'COUNTY', jurisdiction: 'zhengzhou' };
    const organization = { ...unit, ...more, active: false, successor: to };
    await town.hear('gridlink.personnel.organization.dissolved.v1', code, { organization });
    const waits = async (ticketId: string) => (await tickets().findOne({ _id: ticketId }))?.waitsFor as string[];
    await eventually(async () => (await waits(other.ticketId)).includes(`unit:${to}`));
    await tickets().updateOne({ _id: one.ticketId }, { $set: { deadlines: stored?.deadlines } });
    await eventually(async () => (await waits(one.ticketId)).includes(`unit:${to}`));
  });
});
