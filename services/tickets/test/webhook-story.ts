import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Caller } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { expect } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import type { UserErrorView } from './steps.ts';
import { COUNTY, people, type Town } from './town.ts';

export const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
export const lead: Caller = {
  subject: 'urban-lead',
  kind: 'PERSON',
  jurisdiction: 'zhengzhou',
  roles: ['DEPARTMENT_LEAD'],
  organization: URBAN,
};
export const otherLead: Caller = { ...lead, subject: 'health-lead', organization: `${COUNTY}-HEALTH` };
export const cityAdmin: Caller = { ...people.city, subject: 'admin', roles: ['ADMIN'] };
export const otherAdmin: Caller = { ...people.otherCounty, subject: 'other-admin', roles: ['ADMIN'] };

export type Delivery = {
  id: string;
  event: string;
  ticketCode: string | null;
  state: string;
  attempts: number;
  status: number | null;
  problem: string | null;
  nextAt: string | null;
};
export type Hook = { url: string; state: string; failures: number; disabledReason: string | null };
export type Answer = {
  webhook?: Hook | null;
  secret?: string | null;
  removed?: boolean;
  delivery?: Delivery | null;
  userErrors: UserErrorView[];
};
export const HOOK = 'webhook { url state failures disabledReason }';
export const DELIVERY = 'id event ticketCode state attempts status problem nextAt';
export const SELECTIONS: Readonly<Record<string, string>> = {
  registerWebhook: `${HOOK} secret`,
  changeWebhook: HOOK,
  rotateWebhookSecret: `${HOOK} secret`,
  removeWebhook: 'removed',
  pingWebhook: `delivery { ${DELIVERY} }`,
};

export type Heard = { readonly headers: Record<string, string>; readonly body: string };

/** A department's own system, as it is called. */
export type Program = {
  readonly url: string;
  readonly heard: Heard[];
  /** How it answers from now on. */
  answers(status: number): void;
  close(): void;
};

export async function openProgram(): Promise<Program> {
  const heard: Heard[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({ headers: request.headers as Record<string, string>, body });
      response.statusCode = status;
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    answers(next) {
      status = next;
    },
    close: () => server.close(),
  };
}

/** What a department does with its webhook. */
export function webhookStory(town: () => Town, program: () => Program) {
  const give = async (caller: Caller, name: string, more: Record<string, unknown> = {}): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { ${SELECTIONS[name]} userErrors { code field message } } }`;
    const input = { organization: URBAN, ...more };
    const { data, errors } = await town().ask<{ answer: Answer | null }>(caller, query, { input });
    if (!data?.answer) throw new Error(String(errors[0]?.extensions?.code));
    return data.answer;
  };
  const register = async (more: Record<string, unknown> = {}): Promise<string> => {
    const { secret, userErrors } = await give(lead, 'registerWebhook', { url: program().url, ...more });
    expect(userErrors).toEqual([]);
    return secret ?? '';
  };
  const look = async (caller: Caller = lead): Promise<(Hook & { deliveries: { nodes: Delivery[] } }) | null> => {
    const query = `query ($code: String!) { webhook(organization: $code) { url state failures disabledReason
      deliveries(first: 100) { nodes { ${DELIVERY} } } } }`;
    return (await town().ask<{ webhook: never }>(caller, query, { code: URBAN })).data?.webhook ?? null;
  };
  /** Sends what is due once the delivery of an event is written, and says how it went. */
  const sent = async (code: string, event = 'dispatched'): Promise<Delivery> => {
    const find = async () =>
      (await look())?.deliveries.nodes.find((row) => row.ticketCode === code && row.event === event);
    await eventually(find);
    await town().service.sendDue();
    return (await find()) as Delivery;
  };
  /** Verifies as the reference library does, at the instant that was signed: the town's clock stands in another year. */
  const verified = (secret: string, { headers, body }: Heard): { type: string; data: Record<string, unknown> } => {
    const verifier = new Verifier(secret);
    const id = headers['webhook-id'] ?? '';
    const signature = verifier.sign(id, new Date(Number(headers['webhook-timestamp']) * 1_000), body);
    expect(headers['webhook-signature']?.split(' ')).toContain(signature);
    return JSON.parse(body);
  };

  return { give, register, look, sent, verified };
}
