import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import { conflict, forbidden, reachesArea, type Scope } from '@gridlink/subgraph-kit';
import { afterTry, type Delivery } from '../../delivery/domain/delivery.ts';
import { messageId } from '../../delivery/domain/message-id.ts';
import type { DeliveryRepository } from '../../delivery/use-cases/delivery-repository.ts';
import { organizationDesk } from '../../notification/domain/desk.ts';
import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { KnownOrganization, OrganizationDirectory } from '../../organization/organization-directory.ts';
import type { TextSeal } from '../../reporter/text-seal.ts';
import { packOf, type TicketDeps } from '../../ticket/use-cases/deps.ts';
import { SECRET_PREFIX } from '../domain/signature.ts';
import { afterRotation, type Webhook } from '../domain/webhook.ts';
import { type AllowedTargets, type UrlProblem, urlProblem } from '../sending/check-url.ts';
import { type createWebhookChannel, sealedFor } from './webhook-channel.ts';
import { pingBody } from './webhook-message.ts';
import type { WebhookRepository } from './webhook-repository.ts';

export type WebhookDeps = Pick<TicketDeps, 'packs'> & {
  readonly webhooks: WebhookRepository;
  readonly deliveries: DeliveryRepository;
  readonly organizations: Pick<OrganizationDirectory, 'organization'>;
  readonly textSeal: TextSeal;
  readonly webhookChannel: Pick<ReturnType<typeof createWebhookChannel>, 'call'>;
  readonly webhookTargets: AllowedTargets;
  readonly keptUntil: (now: Date) => Date;
};

export type WebhookCall = { readonly scope: Scope; readonly caller: Caller; readonly now: Date };

export type WebhookProblem =
  | UrlProblem
  | 'ORGANIZATION_UNKNOWN'
  | 'WEBHOOK_EXISTS'
  | 'WEBHOOK_UNKNOWN'
  | 'KINDS_EMPTY'
  | 'NOTHING_CHANGED';

export type WebhookOutcome<Done> =
  | ({ readonly kind: 'DONE' } & Done)
  | { readonly kind: 'REFUSED'; readonly problem: WebhookProblem };

export const refused = (problem: WebhookProblem) => ({ kind: 'REFUSED', problem }) as const;

const SECRET_BYTES = 32;
/** A caller waits for it. */
const PING_TIMEOUT_MS = 5_000;

/** Whether somebody may look after an organization's webhook: its own lead, or an administrator over it. */
export function governs({ scope, caller }: Omit<WebhookCall, 'now'>, organization: KnownOrganization): boolean {
  const { code, jurisdiction, areas } = organization;
  const leads =
    caller.roles.includes('DEPARTMENT_LEAD') &&
    scope.reach === 'BOUNDED' &&
    scope.jurisdiction === jurisdiction &&
    scope.organization === code;
  return leads || (caller.roles.includes('ADMIN') && reachesArea(scope, jurisdiction, areas));
}

/** @throws GraphError FORBIDDEN for whoever neither leads the organization nor administers its area */
async function governed(deps: WebhookDeps, call: WebhookCall, code: string): Promise<KnownOrganization | null> {
  const organization = await deps.organizations.organization(code);
  if (organization === null) return null;
  if (!governs(call, organization)) {
    throw forbidden('只有本单位负责人和辖区管理员可以管理回调 (only the lead of the organization or an administrator)');
  }
  return organization;
}

const newSecret = (): string => `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

type Registration = {
  readonly organization: string;
  readonly url: string;
  readonly kinds: readonly NotificationKind[] | null;
};

function settingsProblem(
  deps: WebhookDeps,
  { url, kinds }: { readonly url: string | null; readonly kinds: readonly NotificationKind[] | null },
): WebhookProblem | null {
  if (kinds?.length === 0) return 'KINDS_EMPTY';
  return url === null ? null : urlProblem(url, deps.webhookTargets);
}

/** Registers where an organization's system is called; the secret leaves this function once and is kept sealed. */
export async function registerWebhook(
  deps: WebhookDeps,
  call: WebhookCall,
  { organization: code, url, kinds }: Registration,
): Promise<WebhookOutcome<{ webhook: Webhook; secret: string }>> {
  const organization = await governed(deps, call, code);
  if (!organization?.active) return refused('ORGANIZATION_UNKNOWN');
  const problem = settingsProblem(deps, { url, kinds });
  if (problem !== null) return refused(problem);
  const secret = newSecret();
  const { jurisdiction, areas } = organization;
  const webhook: Webhook = {
    organization: code,
    jurisdiction,
    areas,
    desks: organizationDesk(packOf(deps, jurisdiction), code).tokens,
    url,
    kinds,
    secrets: [{ sealed: deps.textSeal.seal(sealedFor(code), secret), since: call.now, until: null }],
    state: 'ACTIVE',
    disabledReason: null,
    failures: 0,
    failingSince: null,
    registeredAt: call.now,
  };
  const stored = await deps.webhooks.insert(webhook);
  return stored === 'TAKEN' ? refused('WEBHOOK_EXISTS') : { kind: 'DONE', webhook, secret };
}

type ChangeRequest = {
  readonly organization: string;
  readonly url: string | null;
  /** Undefined leaves them as they are, null means all. */
  readonly kinds: readonly NotificationKind[] | null | undefined;
  readonly active: boolean | null;
};

const SWITCHED: Readonly<Record<'on' | 'off', Partial<Webhook>>> = {
  on: { state: 'ACTIVE', disabledReason: null, failures: 0, failingSince: null },
  off: { state: 'DISABLED', disabledReason: '由本单位停用 (switched off by the organization)' },
};

/** Changes address or kinds, switches off, or on again with the failures forgotten. */
export async function changeWebhook(
  deps: WebhookDeps,
  call: WebhookCall,
  { organization: code, url, kinds, active }: ChangeRequest,
): Promise<WebhookOutcome<{ webhook: Webhook }>> {
  const organization = await governed(deps, call, code);
  if (organization === null) return refused('ORGANIZATION_UNKNOWN');
  if (url === null && kinds === undefined && active === null) return refused('NOTHING_CHANGED');
  const problem = settingsProblem(deps, { url, kinds: kinds ?? null });
  if (problem !== null) return refused(problem);
  const found = await deps.webhooks.change(code, {
    ...(url === null ? {} : { url }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(active === null ? {} : SWITCHED[active ? 'on' : 'off']),
  });
  const webhook = found ? await deps.webhooks.find(code) : null;
  return webhook === null ? refused('WEBHOOK_UNKNOWN') : { kind: 'DONE', webhook };
}

/** A new secret; the one before it signs beside it for a day. @throws GraphError CONFLICT when somebody else was first */
export async function rotateSecret(
  deps: WebhookDeps,
  call: WebhookCall,
  code: string,
): Promise<WebhookOutcome<{ webhook: Webhook; secret: string }>> {
  const organization = await governed(deps, call, code);
  const webhook = organization === null ? null : await deps.webhooks.find(code);
  if (webhook === null) return refused('WEBHOOK_UNKNOWN');
  const secret = newSecret();
  const secrets = afterRotation(webhook.secrets, deps.textSeal.seal(sealedFor(code), secret), call.now);
  if (!(await deps.webhooks.rotate(webhook, secrets))) throw conflict();
  return { kind: 'DONE', webhook: { ...webhook, secrets }, secret };
}

export async function removeWebhook(
  deps: WebhookDeps,
  call: WebhookCall,
  code: string,
): Promise<WebhookOutcome<object>> {
  const organization = await governed(deps, call, code);
  const removed = organization !== null && (await deps.webhooks.remove(code));
  return removed ? { kind: 'DONE' } : refused('WEBHOOK_UNKNOWN');
}

/** Calls it now, switched off or not, and answers how it went; the log keeps it, failures are not counted. */
export async function pingWebhook(
  deps: WebhookDeps,
  call: WebhookCall,
  code: string,
): Promise<WebhookOutcome<{ delivery: Delivery }>> {
  const organization = await governed(deps, call, code);
  const webhook = organization === null ? null : await deps.webhooks.find(code);
  if (webhook === null) return refused('WEBHOOK_UNKNOWN');
  const { now } = call;
  const asked: Delivery = {
    id: `ping|${code}|${randomUUID()}`,
    channel: 'WEBHOOK',
    receiver: code,
    event: 'ping',
    kind: null,
    ticketCode: null,
    body: pingBody(code, now),
    createdAt: now,
    state: 'PENDING',
    attempts: 0,
    lastAt: null,
    status: null,
    problem: null,
  };
  const outcome = await deps.webhookChannel.call(
    webhook,
    { id: messageId(asked.id), body: asked.body },
    PING_TIMEOUT_MS,
  );
  const once = outcome.kind === 'TRY_AGAIN' ? ({ ...outcome, kind: 'GIVE_UP' } as const) : outcome;
  const delivery = afterTry(asked, once, now);
  await deps.deliveries.add([delivery], deps.keptUntil(now));
  return { kind: 'DONE', delivery };
}
