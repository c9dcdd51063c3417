import type { Caller } from '@gridlink/contracts';
import { COUNTY, IN_THE_GRID, people, TOWN, type Town } from './town.ts';

export const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
export const CENTER = `${TOWN}-TOWN`;
const PUBLIC =
  'code subject state overdue answerBy answerer progress { label unit } meetings { title venue state } answers { unit outcome words rating { satisfied words } } ticket { code stage result }';
const STAFF =
  'id code version state subject text overdueAt answerBy limit { amount unit } grid { id } center { code } answerer { code } suggester { anonymous name phone } takenBy { role } outcome redactions { reason places step { words } } handOns { to { code } returned { words } } answers { organization { code } outcome step { words } rating { satisfied } } ticket { id code suggestion { code } }';

export type Errors = readonly { readonly code: string; readonly field: readonly string[] }[];
export type Receipt = { code: string; queryCode: string | null; center: string; answerBy: string | null };
type Seen = {
  id: string;
  code: string;
  version: number;
  state: string;
  answerBy: string | null;
  overdueAt: string | null;
  answerer: { code: string };
  ticket: { id: string; code: string; suggestion: { code: string } } | null;
  [field: string]: unknown;
};
type Answer = { suggestion: Seen | null; userErrors: Errors; code: unknown };

/** What residents and desks do with suggestions in a town. */
export function suggestionStory(town: () => Town) {
  const aSuggestion = (more: Record<string, unknown> = {}) => ({
    subject: '增设路灯',
    text: '巷口夜里太暗，建议增设一盏路灯',
    place: { ...IN_THE_GRID },
    ...more,
  });
  const make = async (caller: Caller = people.resident, more: Record<string, unknown> = {}) => {
    const query = `mutation ($input: MakeSuggestionInput!) { answer: makeSuggestion(input: $input) { receipt { code queryCode center answerBy } duplicate userErrors { code field } } }`;
    type Made = { receipt: Receipt | null; duplicate: boolean; userErrors: Errors };
    const { data, errors } = await town().ask<{ answer: Made | null }>(caller, query, { input: aSuggestion(more) });
    if (!data?.answer) throw new Error(JSON.stringify(errors));
    return data.answer;
  };
  const list = async (caller: Caller, filter: Record<string, unknown> = {}): Promise<readonly Seen[]> => {
    const query = `query ($filter: SuggestionFilter) { suggestions(first: 200, filter: $filter) { nodes { ${STAFF} } } }`;
    const { data, errors } = await town().ask<{ suggestions: { nodes: Seen[] } }>(caller, query, { filter });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.suggestions.nodes;
  };
  const look = async (caller: Caller, code: string): Promise<Seen> => {
    const found = (await list(caller)).find((row) => row.code === code);
    if (!found) throw new Error(`no suggestion ${code}`);
    return found;
  };
  const give = async (caller: Caller, name: string, input: Record<string, unknown>): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { suggestion { ${STAFF} } userErrors { code field } } }`;
    const { data, errors } = await town().ask<{ answer: Answer | null }>(caller, query, { input });
    return { ...(data?.answer ?? { suggestion: null, userErrors: [] }), code: errors?.[0]?.extensions?.code };
  };
  const follow = async (receipt: Pick<Receipt, 'code' | 'queryCode'>) => {
    const query = `query ($code: String!, $queryCode: String!) { suggestionByNumber(code: $code, queryCode: $queryCode) { ${PUBLIC} } }`;
    const variables = { code: receipt.code, queryCode: receipt.queryCode };
    return (await town().ask<{ suggestionByNumber: Record<string, unknown> | null }>(people.resident, query, variables))
      .data?.suggestionByNumber;
  };
  const rate = async (receipt: Receipt, satisfied: boolean) => {
    const query = `mutation ($input: RateSuggestionAnswerInput!) { rateSuggestionAnswer(input: $input) { suggestion { state } userErrors { code field } } }`;
    const input = { code: receipt.code, queryCode: receipt.queryCode, satisfied, words: '谢谢' };
    type Rated = { rateSuggestionAnswer: { suggestion: { state: string } | null; userErrors: Errors } };
    return (await town().ask<Rated>(people.resident, query, { input })).data?.rateSuggestionAnswer;
  };
  const raise = async (caller: Caller, input: Record<string, unknown>) => {
    const query = `mutation ($input: RaiseSuggestionTicketInput!) { raiseSuggestionTicket(input: $input) { ticket { id code source title suggestion { code } reporter { name phone } grid { id } } duplicate userErrors { code field } } }`;
    type Raised = { ticket: Record<string, unknown> | null; duplicate: boolean; userErrors: Errors };
    const { data, errors } = await town().ask<{ raiseSuggestionTicket: Raised | null }>(caller, query, { input });
    return { ...data?.raiseSuggestionTicket, code: errors?.[0]?.extensions?.code };
  };
  /** A suggestion of a resident, as its center sees it. */
  const received = async (more: Record<string, unknown> = {}) => {
    const { receipt, userErrors } = await make(people.resident, more);
    if (!receipt) throw new Error(JSON.stringify(userErrors));
    return { receipt, suggestion: await look(people.town, receipt.code) };
  };
  const answer = (caller: Caller, suggestionId: string, outcome = 'ADOPTED') =>
    give(caller, 'answerSuggestion', { suggestionId, outcome, words: '将予增设' });
  return { make, list, look, give, follow, rate, raise, received, answer };
}
