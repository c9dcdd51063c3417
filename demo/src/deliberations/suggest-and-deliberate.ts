import type { GraphClient } from '../graph-client.ts';
import type { Desks } from '../matters/desk.ts';
import { deskNames } from '../matters/story.ts';
import type { PlannedGrid } from '../territory/plan-grids.ts';

type Place = PlannedGrid & { readonly county: string };
export type Community = { readonly code: string; readonly grids: readonly Place[] };
type Everyone = { readonly public: GraphClient; readonly desks: Desks };

/** What residents suggest, and how it is answered; the last one is still open. */
const SUGGESTIONS = [
  {
    subject: '巷口增设路灯',
    text: '巷口夜里太暗，老人出行不便，建议增设一盏路灯。',
    outcome: 'ADOPTED',
    words: '提交议事会议决',
  },
  {
    subject: '延长便民服务窗口时间',
    text: '上班族下班后办不了事，建议每周一晚上开放。',
    outcome: 'NOTED',
    words: '留作下季度排班参考',
  },
  { subject: '设置旧衣回收箱', text: '建议在小区门口设置旧衣回收箱。', outcome: null, words: '' },
] as const;

const MAKE = /* GraphQL */ `
  mutation MakeSuggestion($input: MakeSuggestionInput!) {
    makeSuggestion(input: $input) { receipt { code } duplicate userErrors { code message field } }
  }
`;
const OPEN = /* GraphQL */ `
  query OpenSuggestions {
    suggestions(first: 50, filter: { state: OPEN }) { nodes { id code grid { id } } }
  }
`;
const ANSWER = /* GraphQL */ `
  mutation AnswerSuggestion($input: AnswerSuggestionInput!) {
    answerSuggestion(input: $input) { suggestion { id } userErrors { code message field } }
  }
`;
const CONVENE = /* GraphQL */ `
  mutation Convene($input: ConveneDeliberationInput!) {
    conveneDeliberation(input: $input) {
      deliberation { id state attendees { id } }
      userErrors { code message field }
    }
  }
`;
const ATTEND = /* GraphQL */ `
  mutation Attend($input: RecordAttendanceInput!) {
    recordAttendance(input: $input) { deliberation { id } userErrors { code message field } }
  }
`;
const RESOLVE = /* GraphQL */ `
  mutation Resolve($input: ResolveAgendaItemInput!) {
    resolveAgendaItem(input: $input) { deliberation { id } userErrors { code message field } }
  }
`;
const PUBLISH = /* GraphQL */ `
  mutation Publish($input: PublishMinutesInput!) {
    publishMinutes(input: $input) { deliberation { id } userErrors { code message field } }
  }
`;

type Made = { readonly receipt: { readonly code: string }; readonly duplicate: boolean };
type OpenSuggestion = { readonly id: string; readonly code: string; readonly grid: { readonly id: string } | null };
type Adopted = { readonly place: Place; readonly suggestionId: string; readonly gridId: string | null };
type Meeting = { readonly id: string; readonly state: string; readonly attendees: readonly { readonly id: string }[] };

/** A resident suggests, the town answers; the suggestion's id where it was adopted just now. */
async function suggest(
  { public: residents, desks }: Everyone,
  { code, grids }: Community,
  index: number,
): Promise<Adopted | null> {
  const suggestion = SUGGESTIONS[index];
  const place = grids[index % grids.length];
  if (!suggestion || !place) return null;
  const { subject, text, outcome, words } = suggestion;
  const input = {
    subject,
    text,
    division: place.division,
    place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02' },
    reporter: { anonymous: true },
    idempotencyKey: `demonstration-suggestion-${code}-${index}`,
  };
  const { receipt, duplicate } = await residents.command<Made>(MAKE, { input });
  if (duplicate || outcome === null) return null;
  const desk = desks.at(deskNames({ jurisdiction: code, town: place.town, county: place.county }).town);
  const { suggestions } = await desk.ask<{ suggestions: { nodes: OpenSuggestion[] } }>(OPEN);
  const found = suggestions.nodes.find((row) => row.code === receipt.code);
  if (!found) throw new Error(`the town does not see ${receipt.code}`);
  await desk.command(ANSWER, { input: { suggestionId: found.id, outcome, words } });
  return outcome === 'ADOPTED' ? { place, suggestionId: found.id, gridId: found.grid?.id ?? null } : null;
}

/** A meeting over an adopted suggestion, up to its published minutes and the ticket that comes of it. */
async function deliberate(
  { desks }: Everyone,
  jurisdiction: string,
  { place, suggestionId, gridId }: Adopted,
): Promise<void> {
  const desk = desks.at(deskNames({ jurisdiction, town: place.town, county: place.county }).town);
  const { deliberation } = await desk.command<{ deliberation: Meeting }>(CONVENE, {
    input: {
      ...(gridId === null ? { division: place.division } : { gridId }),
      title: '小院议事',
      venue: '社区活动室',
      startsAt: new Date(Date.now() + 30 * 60_000).toISOString(),
      agenda: [{ suggestionId }],
      attendees: [
        { kind: 'RESIDENT', name: '1 号楼 1 户' },
        { kind: 'RESIDENT', name: '2 号楼 3 户' },
      ],
      idempotencyKey: `demonstration-deliberation-${suggestionId}`,
    },
  });
  const deliberationId = deliberation.id;
  await desk.command(ATTEND, { input: { deliberationId, present: deliberation.attendees.map(({ id }) => id) } });
  await desk.command(RESOLVE, {
    input: {
      deliberationId,
      itemId: 'i1',
      outcome: 'AGREED',
      words: '协商一致，同意在巷口增设路灯',
      actions: [{ title: '巷口增设路灯', text: '按议事会决议，在巷口增设一盏路灯', address: `${place.name}内` }],
    },
  });
  await desk.command(PUBLISH, { input: { deliberationId, summary: '到会两户，一致同意增设路灯，由相关部门安装' } });
}

/** In every jurisdiction a few suggestions, answered and open, and a meeting over the one that was adopted. */
export async function suggestAndDeliberate(communities: readonly Community[], everyone: Everyone): Promise<void> {
  for (const community of communities) {
    for (const index of SUGGESTIONS.keys()) {
      const adopted = await suggest(everyone, community, index);
      if (adopted) await deliberate(everyone, community.code, adopted);
    }
  }
}
