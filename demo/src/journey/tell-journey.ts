import { bodyOf, type Pack, type ServiceItem } from '@gridlink/jurisdiction';
import type { GraphClient } from '../graph-client.ts';
import type { Desks } from '../matters/desk.ts';
import { deskNames } from '../matters/story.ts';
import { give, lookUp, report, type TicketView } from '../matters/ticket-commands.ts';
import type { EventWatch } from './event-watch.ts';
import { explainClock, firstGrid, followByNumber } from './looks.ts';
import type { Narrator } from './narrator.ts';

type Account = {
  readonly name: string;
  readonly role: string;
  readonly jurisdiction: string;
  readonly title: string;
  readonly organization?: string | undefined;
};

export type Journey = {
  readonly pack: Pack;
  readonly accounts: readonly Account[];
  readonly public: GraphClient;
  readonly desks: Desks;
  readonly watch: EventWatch;
  readonly narrator: Narrator;
  readonly idempotencyKey: string;
};

const EVIDENCE = [{ name: '处置后.jpg', uri: 'urn:gridlink:journey:after.jpg' }];

/** An item for a missing manhole cover: one that the city's management leads, else any that a department of the county leads. */
function itemOf(pack: Pack): ServiceItem {
  const candidates = pack.serviceItems.items.filter(
    ({ lead, severity }) => severity === 'NORMAL' && bodyOf(pack, lead)?.levels.includes('COUNTY'),
  );
  const item = candidates.find(({ lead }) => lead === 'URBAN_MANAGEMENT') ?? candidates[0];
  if (!item) throw new Error('no item of the list is led by a county department');
  return item;
}

const stageOf = (ticket: TicketView): string => `${ticket.stageLabel.zh}（${ticket.stage}）`;

/** A resident's report goes the whole way; strangers are refused on it. */
export async function tellJourney(journey: Journey): Promise<void> {
  const { pack, accounts, narrator } = journey;
  const own = accounts.filter((account) => account.jurisdiction === pack.code);
  const countyDesk = own.find((account) => account.role === 'COUNTY_COORDINATOR');
  const county = countyDesk?.organization?.slice(0, 12) ?? '';
  const grid = await firstGrid(journey.public, county);
  const item = itemOf(pack);
  const lead = `${county}-${item.lead}`;
  const names = deskNames({ jurisdiction: pack.code, town: grid.town, county });
  const title = (login: string): string => own.find((account) => account.name === login)?.title ?? login;

  narrator.heading(`${pack.regulation.zh}：一件事的全程`);
  const receipt = await report(journey.public, {
    source: 'PUBLIC_CHANNEL',
    channel: 'WEB',
    title: '路面井盖缺失',
    text: '小区门口人行道上的井盖不见了，晚上很危险，请尽快处理。',
    place: { longitude: grid.point[0], latitude: grid.point[1], system: 'GCJ02', address: `${grid.name}内` },
    reporter: { name: '李某', phone: '13900001234' },
    idempotencyKey: journey.idempotencyKey,
  });
  narrator.step('居民（未登录）', `上报；得到工单号 ${receipt.code} 和查询码 ${receipt.queryCode ?? ''}`);
  narrator.saw(`定位到 ${grid.name} ${grid.code}，由 ${receipt.holder} 受理`);

  await strangers(journey, receipt.code);
  const ticket = await work(journey, { code: receipt.code, lead, item, names, title });
  narrator.saw(`工单 ${ticket.code}：${stageOf(ticket)}`);

  const followed = await followByNumber(journey.public, receipt);
  narrator.step('居民（凭工单号和查询码）', `看到 ${followed.stageLabel.zh}，公开进展 ${followed.timeline.length} 条`);
  for (const entry of followed.timeline)
    narrator.saw(`${entry.at.slice(0, 19)}Z  ${entry.label}${entry.words ? `：${entry.words}` : ''}`);

  narrator.heading('发出的事件');
  for (const event of journey.watch.of(receipt.code))
    narrator.saw(`${String(event.sequence).padStart(2)}  ${event.natsSubject}`);
}

async function strangers({ accounts, pack, desks, narrator, public: resident }: Journey, code: string): Promise<void> {
  const elsewhere = accounts.find(
    (account) => account.jurisdiction !== pack.code && account.role === 'CITY_COORDINATOR',
  );
  const department = accounts.find(
    (account) => account.jurisdiction === pack.code && account.role === 'DEPARTMENT_OFFICER',
  );
  await narrator.refused('陌生人（未登录）', '查看工单列表', () =>
    resident.ask('query Tickets { tickets(first: 5) { nodes { code } } }'),
  );
  if (elsewhere) await narrator.refused(elsewhere.title, `查看 ${code}`, () => lookUp(desks.at(elsewhere.name), code));
  if (department)
    await narrator.refused(department.title, `查看尚未交办给它的 ${code}`, () =>
      lookUp(desks.at(department.name), code),
    );
}

type Work = {
  readonly code: string;
  readonly lead: string;
  readonly item: ServiceItem;
  readonly names: ReturnType<typeof deskNames>;
  readonly title: (login: string) => string;
};

async function work({ desks, narrator }: Journey, { code, lead, item, names, title }: Work): Promise<TicketView> {
  const unit = names.unit(lead);
  const found = await lookUp(desks.at(names.town), code);
  if (!found) throw new Error(`${names.town} does not see ${code}`);
  const ticketId = found.id;
  const by = async (
    login: string,
    what: string,
    command: Parameters<typeof give>[1],
    input: Record<string, unknown>,
  ): Promise<TicketView> => {
    const after = await give(desks.at(login), command, { ticketId, ...input });
    narrator.step(title(login), what);
    narrator.saw(`→ ${stageOf(after)}，在 ${after.holder.code}`);
    return after;
  };
  await by(names.town, `受理，事项「${item.title}」`, 'acceptTicket', { itemCode: item.code, words: '情况属实' });
  await by(names.town, '吹哨：提请县级分流', 'escalateTicket', { words: '需县级部门处置' });
  const dispatched = await by(names.county, `分流交办 ${lead}`, 'dispatchTicket', {
    assignments: [{ organization: lead, part: 'LEAD' }],
    words: '请依职责办理',
  });
  const assignmentId = dispatched.assignments[0]?.id;
  const working = await by(unit, '报到', 'reportIn', { assignmentId });
  await explainClock(desks.at(unit), working, narrator);
  await by(unit, '登记进展', 'noteProgress', { assignmentId, words: '已到场设置围挡，正在更换井盖' });
  await by(unit, '办结，附处置后照片', 'completeAssignment', {
    assignmentId,
    result: '井盖已更换',
    evidence: EVIDENCE,
  });
  await by(unit, '反馈结果并回访', 'giveFeedback', { words: '井盖已更换，感谢您的反映', contacted: true });
  return by(names.county, '现场核查通过', 'verifyTicket', {
    passed: true,
    words: '现场核查属实',
    satisfaction: 5,
    closingCondition: '井盖恢复',
  });
}
