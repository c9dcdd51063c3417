import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Caller, Role } from '@gridlink/contracts';
import { conflict, notFound, reachesArea, systemScope, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { Organizations } from '../../organization/use-cases/organization-repository.ts';
import { hashSecret } from '../../session/use-cases/refresh-token.ts';
import type { AccessToken, IssueToken } from '../../token/token-issuer.ts';
import { type ProgramRefusal, programRefusals, type StoredProgram } from '../domain/program.ts';
import type { Programs } from './program-repository.ts';

export type ProgramDeps = {
  readonly programs: Programs;
  readonly organizations: Organizations;
  readonly issueToken: IssueToken;
};

export type RegisterProgramInput = {
  readonly organization: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

const SECRET_BYTES = 32;
const REASON_MAX = 200;

function inWords(refusal: ProgramRefusal): { readonly field: string; readonly message: string } {
  switch (refusal.kind) {
    case 'NO_ORGANIZATION':
      return { field: 'organization', message: `未找到机构 ${refusal.organization}，或已撤销` };
    case 'OUTSIDE_SCOPE':
      return { field: 'organization', message: '该机构不在您的管辖范围内' };
    case 'BAD_NAME':
      return { field: 'name', message: '名称应为 1 至 60 个字符，不得含不可见字符' };
    case 'NO_ROLE':
      return { field: 'roles', message: '至少须有一个角色' };
    case 'ROLE_NOT_FOR_PROGRAMS':
      return { field: 'roles', message: `程序不能有这些角色：${refusal.roles.join('、')}` };
  }
}

export const programErrors = (refusals: readonly ProgramRefusal[]): UserError[] =>
  refusals.map((refusal) => {
    const { field, message } = inWords(refusal);
    return { code: refusal.kind, field: ['input', field], message };
  });

/** Registers a program for an organization of the caller's area; the secret leaves this function and is kept by hash only. */
export async function registerProgram(deps: ProgramDeps, call: Call, input: RegisterProgramInput) {
  const [organization] = await deps.organizations.byCodes(call.scope, [input.organization]);
  const refusals = programRefusals(input, {
    organization,
    mayWrite: (areas) => reachesArea(call.scope, organization?.jurisdiction ?? '', areas),
  });
  if (refusals.length > 0 || !organization) {
    return { clientId: null, clientSecret: null, userErrors: programErrors(refusals) };
  }
  const clientId = randomUUID();
  const clientSecret = randomBytes(SECRET_BYTES).toString('base64url');
  await deps.programs.insert(
    {
      id: clientId,
      name: input.name.trim(),
      organization: organization.code,
      jurisdiction: organization.jurisdiction,
      division: organization.division,
      roles: [...new Set(input.roles)],
      secretHash: hashSecret(clientSecret),
      registeredAt: call.now,
      revokedAt: null,
    },
    call,
  );
  return { clientId, clientSecret, userErrors: [] };
}

/** Revokes a program for good; its tokens are refused within seconds. */
export async function revokeProgram(
  { programs }: ProgramDeps,
  call: Call,
  input: { readonly clientId: string; readonly reason: string },
): Promise<{ program: StoredProgram | null; userErrors: readonly UserError[] }> {
  const refused = (code: string, field: string, message: string) => ({
    program: null,
    userErrors: [{ code, field: ['input', field], message }],
  });
  const program = await programs.byId(call.scope, input.clientId);
  if (!program) throw notFound();
  if (program.revokedAt !== null) return refused('ALREADY_REVOKED', 'clientId', '该程序已经撤销');
  if (!isPlainText(input.reason, REASON_MAX)) {
    return refused('BAD_REASON', 'reason', `原因应为 1 至 ${REASON_MAX} 个字符，不得含不可见字符`);
  }
  if (!(await programs.revoke(program, 'PROGRAM_REVOKED', call))) throw conflict();
  return { program: (await programs.byId(call.scope, input.clientId)) ?? null, userErrors: [] };
}

const callerFor = ({ id, roles, jurisdiction, organization, division }: StoredProgram): Caller => ({
  subject: id,
  kind: 'PROGRAM',
  roles: [...roles],
  jurisdiction,
  organization,
  division,
});

const isEqualHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Trades client credentials for an access token, as long as the program and its organization stand. */
export async function programToken(
  deps: ProgramDeps,
  call: Call,
  input: { readonly clientId: string; readonly clientSecret: string },
): Promise<Partial<AccessToken> & { readonly userErrors: readonly UserError[] }> {
  const scope = systemScope('the credentials are the right');
  const program = await deps.programs.byId(scope, input.clientId);
  const good = program?.revokedAt === null && isEqualHash(program.secretHash, hashSecret(input.clientSecret));
  const [organization] = good ? await deps.organizations.byCodes(scope, [program.organization]) : [];
  if (!program || !organization?.active) {
    return { userErrors: [{ code: 'INVALID_CREDENTIALS', field: ['input'], message: '客户端标识或密钥不正确' }] };
  }
  return { ...(await deps.issueToken(callerFor(program), call.now)), userErrors: [] };
}
