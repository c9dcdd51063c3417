import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, does, give, handled, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

const PHONE = '13700001234';

describe('what desk staff keep beside a ticket', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  type Entry = { command: string; words: string | null; redacted: boolean; facts: Record<string, unknown> };
  type Seen = {
    title: string;
    text: string;
    timelineIntact: boolean;
    privateNotes: { words: string; subject: string }[];
    timeline: { nodes: Entry[] };
  };
  const see = async (caller: Caller, id: string): Promise<Seen> => {
    const query = `query ($id: ID!) { ticket(id: $id) { title text timelineIntact privateNotes { words subject }
      timeline(first: 50) { nodes { command words redacted facts } } } }`;
    const { data, errors } = await town.ask<{ ticket: Seen | null }>(caller, query, { id });
    if (!data?.ticket) throw new Error(JSON.stringify(errors));
    return data.ticket;
  };
  const stored = async (id: string): Promise<string> =>
    JSON.stringify(await town.database.db.collection<{ _id: string }>('tickets').findOne({ _id: id }));

  const redact = (ticketId: string, more: Record<string, unknown> = {}) =>
    [
      'redactTicket',
      { ticketId, fragments: [PHONE], reason: 'PERSONAL_DATA', words: '应当事人请求', ...more },
    ] as const;

  it('[E10] shows a private note to its own organization, and the fact alone to others', async () => {
    const { ticketId } = await dispatched(town);
    await does(town, people.lead, ['addPrivateNote', { ticketId, words: '与当事人约在周三' }]);
    expect((await see(people.lead, ticketId)).privateNotes).toEqual([{ words: '与当事人约在周三', subject: 'lead' }]);
    for (const other of [people.assist, people.county, people.city, people.secondCounty, people.worker]) {
      const seen = await see(other, ticketId);
      expect(seen.privateNotes).toEqual([]);
      expect(JSON.stringify(seen)).not.toContain('周三');
    }
    const { timeline, timelineIntact } = await see(people.county, ticketId);
    expect([timeline.nodes.at(-1)?.command, timeline.nodes.at(-1)?.words, timelineIntact]).toEqual([
      'ADD_PRIVATE_NOTE',
      null,
      true,
    ]);
  });

  it('[E10] tells the reporter, and the events, nothing of a note', async () => {
    const { ticketId, ticket, queryCode } = await dispatched(town);
    await does(town, people.lead, ['addPrivateNote', { ticketId, words: '与当事人约在周四' }]);
    const { data } = await town.ask(
      people.resident,
      `query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { timeline { label words } } }`,
      { code: ticket.code, queryCode },
    );
    expect(JSON.stringify(data)).not.toContain('周四');
    await town.service.settled();
    const events = await town.database.db.collection('event_log').find({}).toArray();
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain('周四');
  });

  it('[E10] takes a number out of the whole stored ticket, keeps the chain, and says who did it', async () => {
    const { ticket } = await reported(town, { title: `联系 ${PHONE}`, text: `住户 ${PHONE} 反映` });
    expect(await stored(ticket.id)).toContain(PHONE);
    const { version } = await does(town, people.county, redact(ticket.id));
    expect(version).toBe(ticket.version + 1);
    expect(await stored(ticket.id)).not.toContain(PHONE);
    const seen = await see(people.town, ticket.id);
    expect([seen.title, seen.text, seen.timelineIntact]).toEqual([
      `联系 ${'■'.repeat(11)}`,
      `住户 ${'■'.repeat(11)} 反映`,
      true,
    ]);
    expect(seen.timeline.nodes.at(-1)).toMatchObject({ command: 'REDACT_TICKET', words: '应当事人请求' });
    const search = `query ($text: String!) { tickets(filter: { text: $text }) { nodes { id } } }`;
    const { data } = await town.ask<{ tickets: { nodes: unknown[] } }>(people.county, search, { text: PHONE });
    expect(data?.tickets.nodes).toEqual([]);
  });

  it('[E10] goes on with a ticket that was redacted', async () => {
    const { ticketId, leadId } = await dispatched(town);
    await does(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]);
    const note = { ticketId, assignmentId: leadId, words: `已致电 ${PHONE}` };
    await does(town, people.lead, ['noteProgress', note]);
    await does(town, people.county, redact(ticketId));
    await does(town, people.lead, ['noteProgress', { ...note, words: '继续办理' }]);
    const { timeline, timelineIntact } = await see(people.county, ticketId);
    expect(timelineIntact).toBe(true);
    const told = timeline.nodes.filter(({ command }) => command === 'NOTE_PROGRESS');
    expect(told.map(({ words, redacted }) => [words, redacted])).toEqual([
      [`已致电 ${'■'.repeat(11)}`, true],
      ['继续办理', false],
    ]);
    expect(await stored(ticketId)).not.toContain(PHONE);
  });

  it.each([
    ['what stands nowhere', { fragments: ['13799999999'] }, 'NOT_IN_TICKET', ['fragments', '0']],
    ['a blank', { fragments: [' '] }, 'REQUIRED', ['fragments', '0']],
    [
      'too much at once',
      { fragments: Array.from({ length: 51 }, (_, index) => `号${index}`) },
      'TOO_MANY',
      ['fragments'],
    ],
    ['without a reason of the list', { reason: 'LIKING' }, 'REASON_UNKNOWN', ['reason']],
  ])('[E10] names the field of a redaction of %s', async (_, more, code, field) => {
    const { ticket } = await reported(town, { title: `联系 ${PHONE}` });
    const { userErrors } = await give(town, people.county, redact(ticket.id, more));
    expect(userErrors.map((error) => [error.code, error.field])).toEqual([[code, field]]);
  });

  it('[E10] lets a town redact nothing', async () => {
    const { ticket } = await reported(town, { title: `联系 ${PHONE}` });
    expect((await give(town, people.town, redact(ticket.id))).code).toBe('FORBIDDEN');
  });

  describe('reply templates', () => {
    type Template = { id: string; name: string; version: number; placeholders: string[]; retiredAt: string | null };
    type Answer = { template: Template | null; userErrors: { code: string; field: string[] }[] };
    const TEMPLATE = 'template { id name version placeholders retiredAt } userErrors { code field }';
    const keep = async (caller: Caller, mutation: string, input: Record<string, unknown>) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${TEMPLATE} } }`;
      const { data, errors } = await town.ask<{ answer: Answer | null }>(caller, query, { input });
      return { answer: data?.answer, code: errors[0]?.extensions?.code };
    };
    const made = async (caller: Caller, more: Record<string, unknown> = {}): Promise<Template> => {
      const input = { purpose: 'FEEDBACK', name: '已修复', text: '{{标题}}：{{办理结果}}', ...more };
      const { answer } = await keep(caller, 'createReplyTemplate', input);
      if (!answer?.template) throw new Error(JSON.stringify(answer));
      return answer.template;
    };
    const render = async (caller: Caller, templateId: string, ticketId: string) => {
      const query = `query ($templateId: ID!, $ticketId: ID!) {
        renderReplyTemplate(templateId: $templateId, ticketId: $ticketId) { text missing } }`;
      const { data } = await town.ask<{ renderReplyTemplate: { text: string; missing: string[] } | null }>(
        caller,
        query,
        {
          templateId,
          ticketId,
        },
      );
      return data?.renderReplyTemplate;
    };
    const listed = async (caller: Caller, args = ''): Promise<string[] | undefined> => {
      const { data } = await town.ask<{ replyTemplates: Template[] }>(caller, `{ replyTemplates${args} { id } }`);
      return data?.replyTemplates.map(({ id }) => id);
    };

    it('[E10] is a draft of the feedback, from what the unit wrote', async () => {
      const { id } = await made(people.county);
      const { ticketId } = await handled(town);
      expect(await render(people.county, id, ticketId)).toEqual({ text: '井盖破损：已更换', missing: [] });
    });

    it('[E10] is its own organization’s alone', async () => {
      const { id, version } = await made(people.lead);
      const { ticketId } = await dispatched(town);
      expect(await render(people.assist, id, ticketId)).toBeNull();
      expect(await listed(people.assist)).not.toContain(id);
      const change = { id, expectedVersion: version, name: '别人的' };
      expect((await keep(people.assist, 'changeReplyTemplate', change)).code).toBe('NOT_FOUND');
      expect(
        (await keep(people.secondCounty, 'createReplyTemplate', { purpose: 'DECLINE', name: 'x', text: 'x' })).code,
      ).toBe('FORBIDDEN');
    });

    it('[E10] shows nothing of a ticket that is out of sight', async () => {
      const { id } = await made(people.outsider);
      const { ticketId } = await dispatched(town);
      expect(await render(people.outsider, id, ticketId)).toBeNull();
    });

    it('[E10] is changed by whoever read it as it is, and retired', async () => {
      const { id, version } = await made(people.city);
      const change = { id, expectedVersion: version, text: '改为：{{工单号}}' };
      expect((await keep(people.city, 'changeReplyTemplate', change)).answer?.template?.version).toBe(2);
      expect((await keep(people.city, 'changeReplyTemplate', change)).code).toBe('CONFLICT');
      const { answer } = await keep(people.city, 'retireReplyTemplate', { id, expectedVersion: 2 });
      expect(answer?.template?.retiredAt).toBe(town.now().toISOString());
      const again = await keep(people.city, 'retireReplyTemplate', { id, expectedVersion: 3 });
      expect(again.answer?.userErrors).toEqual([{ code: 'RETIRED', field: ['id'] }]);
      expect(await listed(people.city)).not.toContain(id);
      expect(await listed(people.city, '(withRetired: true, purpose: FEEDBACK)')).toContain(id);
    });

    it('[E10] is made once, however often it is sent under one key', async () => {
      const first = await made(people.town, { idempotencyKey: 'template-1' });
      expect((await made(people.town, { idempotencyKey: 'template-1' })).id).toBe(first.id);
    });

    it.each([
      ['a placeholder there is not', { text: '{{姓名}}' }, 'PLACEHOLDER_UNKNOWN', ['text']],
      ['a result in a refusal', { purpose: 'DECLINE' }, 'PLACEHOLDER_UNKNOWN', ['text']],
      ['open braces', { text: '{{工单号' }, 'BRACES_OPEN', ['text']],
      ['no name', { name: ' ' }, 'REQUIRED', ['name']],
    ])('[E10] is refused with %s', async (_, more, code, field) => {
      const input = { purpose: 'FEEDBACK', name: '模板', text: '{{办理结果}}', ...more };
      const { answer } = await keep(people.county, 'createReplyTemplate', input);
      expect(answer?.userErrors).toEqual([{ code, field }]);
    });

    it('[E10] is listed along an index', async () => {
      const plan = await town.database.db
        .collection('reply_templates')
        .find({ jurisdiction: 'zhengzhou', organization: 'x', retiredAt: null })
        .sort({ name: 1, _id: 1 })
        .explain('executionStats');
      expect(JSON.stringify(plan)).toContain('templates-of-an-organization');
    });
  });
});
