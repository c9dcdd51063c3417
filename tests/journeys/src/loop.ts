import { randomUUID } from 'node:crypto';
import { lookUp } from '@gridlink/demo';
import { loadPacks, stageLabel } from '@gridlink/jurisdiction';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const PUBLIC_TICKET = /* GraphQL */ `
  query Follow($code: String!, $queryCode: String!) {
    ticketByNumber(code: $code, queryCode: $queryCode) {
      code stage stageLabel { zh }
      timeline { label stage words }
    }
  }
`;

type PublicTicket = {
  code: string;
  stage: string;
  stageLabel: { zh: string };
  timeline: { label: string; stage: string; words: string | null }[];
};

export function loopJourney(running: () => World): void {
  let world: World;
  beforeAll(() => {
    world = running();
  });

  describe.each([...loadPacks().values()].map((pack) => ({ code: pack.code, pack })))('in $code', ({ code, pack }) => {
    const reached: { stage: string; label: string }[] = [];
    let receipt: { code: string; queryCode: string | null };

    it('[T02] reaches every stage in its order, each under the name its law gives it', async () => {
      const matter = await reportMatter(world, code);
      receipt = matter.receipt;
      const go = steps(world, matter);
      const see = ({ stage, stageLabel: label }: { stage: string; stageLabel: { zh: string } }) =>
        reached.push({ stage, label: label.zh });
      see(matter.ticket);
      see(await go.accept());
      await go.escalate();
      const dispatched = await go.dispatch();
      see(dispatched);
      see(await go.complete(await go.reportIn(dispatched)));
      see(await go.feedBack());
      see(await go.verify(true, { satisfaction: 5 }));
      const stages = ['ACCEPTANCE', 'DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION', 'CLOSED'] as const;
      expect(reached).toEqual(stages.map((stage) => ({ stage, label: stageLabel(pack, stage).zh })));
    });

    it('[T13] is followed by its reporter with number and code alone', async () => {
      const { ticketByNumber } = await world.public.ask<{ ticketByNumber: PublicTicket }>(PUBLIC_TICKET, receipt);
      expect(ticketByNumber.stage).toBe('CLOSED');
      expect(ticketByNumber.timeline.map((entry) => entry.stage)).toContain('FEEDBACK');
    });

    it('[T13] is told to nobody with a wrong code', async () => {
      const { ticketByNumber } = await world.public.ask<{ ticketByNumber: PublicTicket | null }>(PUBLIC_TICKET, {
        code: receipt.code,
        queryCode: 'XXXXXXXX',
      });
      expect(ticketByNumber).toBeNull();
    });

    it('[X02] is not seen from another jurisdiction', async () => {
      const other = [...loadPacks().keys()].find((candidate) => candidate !== code);
      expect(await lookUp(world.desks.at(`${other}-city`), receipt.code)).toBeNull();
    });
  });

  it('[X03] is not seen by the neighbour county', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const neighbour = world
      .at('zhengzhou')
      .accounts.find(({ role, name }) => role === 'COUNTY_COORDINATOR' && name !== matter.desk.county);
    expect(await lookUp(world.desks.at(neighbour?.name ?? ''), matter.receipt.code)).toBeNull();
    expect(await lookUp(world.desks.at(matter.desk.county), matter.receipt.code)).not.toBeNull();
  });

  it('[T01] is one ticket however often the same report comes', async () => {
    const idempotencyKey = randomUUID();
    const first = await reportMatter(world, 'puyang', { idempotencyKey });
    const second = await reportMatter(world, 'puyang', { idempotencyKey });
    expect(second.receipt.code).toBe(first.receipt.code);
  });

  it('[T14] goes back to handling when verification fails, and closes in the second round', async () => {
    const matter = await reportMatter(world, 'liaocheng');
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.complete(await go.reportIn(await go.dispatch()));
    await go.feedBack();
    const back = await go.verify(false);
    expect(back.stage).toBe('HANDLING');
    await go.complete(back.assignments.some(({ state }) => state === 'OFFERED') ? await go.reportIn(back) : back);
    await go.feedBack();
    expect((await go.verify(true)).stage).toBe('CLOSED');
  });
}
