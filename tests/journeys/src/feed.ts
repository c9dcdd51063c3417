import { eventually, natsServer } from '@gridlink/test-kit';
import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Feed, openFeed, type Program, startProgram } from './department-program.ts';
import { type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

export function feedJourney(running: () => World): void {
  let world: World;
  let feed: Feed;
  let organization: string;
  const programs: Program[] = [];

  beforeAll(async () => {
    world = running();
    const steward = world.at('liaocheng').accounts.find(({ role }) => role === 'DATA_STEWARD');
    organization = steward?.organization ?? '';
    feed = await openFeed(world.desks.at(steward?.name ?? ''), organization);
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) if (!program.connection.isClosed()) await program.stop();
  });

  const program = async (): Promise<Program> => {
    const started = await startProgram(natsServer().url, feed);
    programs.push(started);
    return started;
  };
  const dispatchToIt = async (): Promise<Reported> => {
    const matter = await reportMatter(world, 'liaocheng');
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.dispatch([{ organization, part: 'LEAD' }]);
    return matter;
  };
  const subjectsOf = ({ handled }: Program): string[] =>
    handled.filter(({ type }) => type.endsWith('.dispatched.v1')).map(({ subject }) => subject);

  it('[D12] hears of the matter that was given to its department', async () => {
    const reader = await program();
    const matter = await dispatchToIt();
    await eventually(() => subjectsOf(reader).includes(matter.receipt.code));
    expect(subjectsOf(reader)).toEqual([matter.receipt.code]);
  });

  it('[D12] misses nothing while it is away', async () => {
    const before = await program();
    await before.stop();
    const codes: string[] = [];
    for (let count = 0; count < 3; count++) codes.push((await dispatchToIt()).receipt.code);
    const after = await program();
    await eventually(() => subjectsOf(after).length >= codes.length);
    expect(subjectsOf(after)).toEqual(codes);
  });

  it('[D12] hears nothing of a matter that is not its department’s', async () => {
    const reader = await program();
    const matter = await reportMatter(world, 'liaocheng');
    await steps(world, matter).accept();
    const its = await dispatchToIt();
    await eventually(() => subjectsOf(reader).includes(its.receipt.code));
    expect(reader.handled.filter(({ subject }) => subject === matter.receipt.code)).toEqual([]);
  });

  it.each(['>', 'feed.>', '$JS.API.>'])('[D12] is refused %s by the broker itself', async (subject) => {
    const reader = await program();
    reader.connection.subscribe(subject);
    await eventually(() => reader.refusals.includes(subject));
    expect(reader.refusals).toContain(subject);
  });

  it('[D12] the feed holds no reporter’s name or phone', async () => {
    const reader = await program();
    const matter = await dispatchToIt();
    await eventually(() => subjectsOf(reader).includes(matter.receipt.code));
    expect(JSON.stringify(reader.handled)).not.toMatch(/李某|13900001234/);
  });
}
