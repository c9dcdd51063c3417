import { eventually } from '@gridlink/test-kit';
import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { type LiveStream, openLive } from './live-stream.ts';
import { reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const ACCOUNTS = 'query Accounts($town: String!) { accounts(division: $town, first: 200) { nodes { id login } } }';
const REVOKE = /* GraphQL */ `
  mutation Revoke($input: RevokeAccountInput!) { revokeAccount(input: $input) { userErrors { code message } } }
`;

export function liveJourney(running: () => World): void {
  let world: World;
  const streams: LiveStream[] = [];
  beforeAll(() => {
    world = running();
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });

  const open = async (login: string, field = 'ticketChanged', cursor?: string | null): Promise<LiveStream> => {
    const stream = await openLive(world, login, field, { cursor: cursor ?? null });
    streams.push(stream);
    return stream;
  };
  const changesOf = ({ told }: LiveStream, code: string): string[] =>
    told.filter(({ ticket }) => ticket.code === code).map(({ change }) => change);
  /** What it was told of a ticket up to this change; that the report is still on its way when a stream opens is no matter. */
  const toldUntil = async (stream: LiveStream, code: string, change: string): Promise<string[]> => {
    await eventually(() => stream.isEnded || changesOf(stream, code).includes(change));
    expect({ problems: stream.problems, isEnded: stream.isEnded }).toEqual({ problems: [], isEnded: false });
    return changesOf(stream, code).filter((told) => told !== 'REPORTED');
  };

  it('hear every step of a matter in its order, the department what it is given, the neighbour nothing', async () => {
    const first = await reportMatter(world, 'zhengzhou');
    const neighbour = world
      .at('zhengzhou')
      .accounts.find(({ role, name }) => role === 'COUNTY_COORDINATOR' && name !== first.desk.county);
    const county = await open(first.desk.county);
    const department = await open(first.desk.lead, 'assignmentChanged');
    const elsewhere = await open(neighbour?.name ?? '');
    const go = steps(world, first);
    await go.accept();
    await go.escalate();
    await go.complete(await go.reportIn(await go.dispatch()));
    await go.feedBack();
    await go.verify(true, { satisfaction: 5 });
    const { code } = first.receipt;
    expect(await toldUntil(county, code, 'VERIFIED')).toEqual([
      'ACCEPTED',
      'ESCALATED',
      'DISPATCHED',
      'REPORTED_IN',
      'COMPLETED',
      'FED_BACK',
      'VERIFIED',
    ]);
    expect(await toldUntil(department, code, 'VERIFIED')).toEqual([
      'DISPATCHED',
      'REPORTED_IN',
      'COMPLETED',
      'VERIFIED',
    ]);
    expect([elsewhere.told, elsewhere.isEnded]).toEqual([[], false]);
  });

  it('go on where they were when the gateway has been restarted', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const stream = await open(matter.desk.county);
    await eventually(() => stream.cursor);
    stream.close();
    const go = steps(world, matter);
    await go.accept();
    await world.stack.restart('gateway');
    // A gateway that has just started may say that it hears nothing yet: whoever is told so comes again.
    const again = await eventually(async () => {
      const next = await open(matter.desk.county, 'ticketChanged', stream.cursor);
      await eventually(() => next.isEnded || changesOf(next, matter.receipt.code).includes('ACCEPTED'));
      return next.isEnded ? null : next;
    });
    await go.escalate();
    expect(await toldUntil(again, matter.receipt.code, 'ESCALATED')).toEqual(['ACCEPTED', 'ESCALATED']);
  });

  it('[P06] are told nothing more once their account is revoked, long before their token expires', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const stream = await open(matter.desk.town);
    const { accounts } = await world.admin.ask<{ accounts: { nodes: { id: string; login: string }[] } }>(ACCOUNTS, {
      town: matter.place.town,
    });
    const accountId = accounts.nodes.find(({ login }) => login === matter.desk.town)?.id;
    await world.admin.command(REVOKE, { input: { accountId, reason: '离职' } });
    await eventually(() => stream.isEnded);
    expect(stream.problems).toEqual(['UNAUTHENTICATED']);
  });
}
