import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEALTH, people, ticketEvent } from './exchange.ts';
import { type SharingStory, startSharing } from './sharing-story.ts';
import { grant } from './stories.ts';

describe('[B08] a grant for a ticket', () => {
  let story: SharingStory;
  beforeAll(async () => {
    story = await startSharing();
  });
  afterAll(() => story.exchange.stop());

  const tell = async (verb: string, sequence: number, ticket: Parameters<typeof ticketEvent>[2]) => {
    await story.exchange.bus.publish(ticketEvent(verb, sequence, ticket));
    await eventually(() =>
      story.exchange.database.db.collection('known_tickets').findOne({ _id: ticket.code as never, sequence }),
    );
  };

  it('ends with the ticket', async () => {
    await tell('dispatched', 1, { code: 'T-1' });
    const id = await grant(story.exchange, story.resource, { ticketCode: 'T-1' });
    expect((await story.read(id)).errors).toEqual([]);
    await tell('verified', 2, { code: 'T-1', stage: 'CLOSED' });
    const ended = await eventually(async () => {
      const { data } = await story.exchange.ask<{ shareRequest: { status: string } }>(
        people.urbanSteward,
        'query ($id: ID!) { shareRequest(id: $id) { status } }',
        { id },
      );
      return data?.shareRequest.status === 'ENDED';
    });
    expect([ended, (await story.read(id)).errors[0]?.extensions?.code]).toEqual([true, 'FORBIDDEN']);
  });

  it('is refused once the ticket is closed', async () => {
    await tell('verified', 1, { code: 'T-2', stage: 'CLOSED' });
    expect(await story.refusals({ ticketCode: 'T-2' })).toEqual(['TICKET_CLOSED']);
  });

  it('is refused to whom the ticket does not concern', async () => {
    await tell('dispatched', 1, { code: 'T-3', units: [{ organization: HEALTH, part: 'LEAD', state: 'WORKING' }] });
    expect(await story.refusals({ ticketCode: 'T-3' })).toEqual(['TICKET_NOT_YOURS']);
  });

  it('is not approved any more when the ticket closed meanwhile', async () => {
    await tell('dispatched', 1, { code: 'T-4' });
    const { id, version } = await story.pending({ ticketCode: 'T-4' });
    await tell('verified', 2, { code: 'T-4', stage: 'CLOSED' });
    const code = await eventually(async () => {
      const { data, errors } = await story.review({ request: id, expectedVersion: version, decision: 'APPROVE' });
      const userErrors = data?.reviewShareRequest.userErrors;
      return userErrors?.[0]?.code ?? errors[0]?.extensions?.code;
    });
    expect(['TICKET_CLOSED', 'ALREADY_ANSWERED']).toContain(code);
  });
});
