import { type GraphClient, GraphRefusal } from '@gridlink/demo';
import { beforeAll, expect, it } from '@jest/globals';
import type { World } from './world.ts';

const PUBLISH = /* GraphQL */ `
  mutation Publish($input: PublishResourceInput!) {
    publishResource(input: $input) { resource { id code } userErrors { code message } }
  }
`;
const PUSH = /* GraphQL */ `
  mutation Push($input: PushRecordsInput!) {
    pushRecords(input: $input) { report { created refused rows { row outcome messages } } userErrors { code message } }
  }
`;
const REQUEST = /* GraphQL */ `
  mutation Request($input: RequestShareInput!) {
    requestShare(input: $input) { request { id status version } userErrors { code message } }
  }
`;
const REVIEW = /* GraphQL */ `
  mutation Review($input: ReviewShareRequestInput!) {
    reviewShareRequest(input: $input) { request { status grant { id state } } userErrors { code message } }
  }
`;
const REVOKE = /* GraphQL */ `
  mutation Revoke($input: RevokeGrantInput!) { revokeGrant(input: $input) { grant { state } userErrors { code message } } }
`;
const READ = /* GraphQL */ `
  query Read($grant: ID!) { sharedRecords(grant: $grant, first: 10) { nodes { values } } }
`;
const AUDIT = /* GraphQL */ `
  query Audit($grant: ID!) {
    auditEntries(filter: { grant: $grant }, first: 10) { nodes { action organization purpose fields count } }
  }
`;

type AuditLine = {
  action: string;
  organization: string | null;
  purpose: string | null;
  fields: string[];
  count: number;
};

const FIELDS = [
  { name: 'id', title: '编号', type: 'TEXT', grade: 'INTERNAL', keyField: true },
  { name: 'owner', title: '经营者', type: 'PERSON_NAME', grade: 'PERSONAL' },
  { name: 'phone', title: '电话', type: 'PHONE', grade: 'PERSONAL' },
  { name: 'trade', title: '业态', type: 'TEXT', grade: 'PUBLIC' },
];

/** One department's register, asked for, granted in part, read masked, written down, withdrawn. */
export function sharingJourney(running: () => World): void {
  let world: World;
  let owner: GraphClient;
  let asker: GraphClient;
  let auditor: GraphClient;
  let resource: string;
  let grant: string;

  beforeAll(() => {
    world = running();
    const { accounts } = world.at('zhengzhou');
    const desk = (wanted: (account: (typeof accounts)[number]) => boolean): GraphClient => {
      const found = accounts.find(wanted);
      if (!found) throw new Error('no such desk');
      return world.desks.at(found.name);
    };
    owner = desk(({ role }) => role === 'DATA_STEWARD');
    asker = desk(
      ({ role, organization }) => role === 'DEPARTMENT_OFFICER' && organization?.endsWith('-PUBLIC_SECURITY') === true,
    );
    auditor = desk(({ role }) => role === 'AUDITOR');
  });

  it('[D01] [D02] lists it in the catalogue, and a wrong row is refused with the reason', async () => {
    const declaration = { title: '沿街商户', fields: FIELDS, sharing: 'CONDITIONAL', refresh: 'MONTHLY' };
    const published = await owner.command<{ resource: { id: string } }>(PUBLISH, {
      input: { name: 'SHOPS', declaration },
    });
    resource = published.resource.id;
    const rows = [
      { id: 's1', owner: '李晓明', phone: '13900001234', trade: '餐饮' },
      { id: 's2', owner: '王芳', phone: 'not a phone', trade: '零售' },
    ];
    const { report } = await owner.command<{ report: { created: number; refused: number } }>(PUSH, {
      input: { resource, batchId: 'b1', rows },
    });
    expect(report).toMatchObject({ created: 1, refused: 1 });
  });

  it('[D06] gives nothing before the owner has granted it', async () => {
    await expect(asker.ask(READ, { grant: 'no-such-grant' })).rejects.toThrow(GraphRefusal);
  });

  it('[D06] is read within the grant only, personal data masked', async () => {
    const { request } = await asker.command<{ request: { id: string; status: string; version: number } }>(REQUEST, {
      input: { resource, fields: ['id', 'owner', 'phone'], purpose: '走访核查', termDays: 30 },
    });
    expect(request.status).toBe('PENDING');
    const reviewed = await owner.command<{ request: { status: string; grant: { id: string } } }>(REVIEW, {
      input: { request: request.id, expectedVersion: request.version, decision: 'APPROVE' },
    });
    expect(reviewed.request.status).toBe('GRANTED');
    grant = reviewed.request.grant.id;
    const { sharedRecords } = await asker.ask<{ sharedRecords: { nodes: { values: Record<string, string> }[] } }>(
      READ,
      { grant },
    );
    expect(sharedRecords.nodes.map(({ values }) => Object.keys(values).sort())).toEqual([['id', 'owner', 'phone']]);
    expect(JSON.stringify(sharedRecords)).not.toMatch(/李晓明|13900001234/);
  });

  it('[D07] leaves who read what, why and how much', async () => {
    const { auditEntries } = await auditor.ask<{ auditEntries: { nodes: AuditLine[] } }>(AUDIT, { grant });
    const read = auditEntries.nodes.find(({ action }) => action === 'READ');
    expect(read).toMatchObject({ purpose: '走访核查', count: 1 });
    expect(read?.fields.toSorted()).toEqual(['id', 'owner', 'phone']);
  });

  it('[D06] ends at once when the grant is withdrawn, and the refused read is written down too', async () => {
    await owner.command(REVOKE, { input: { grant, reason: '核查结束' } });
    await expect(asker.ask(READ, { grant })).rejects.toThrow(GraphRefusal);
    const { auditEntries } = await auditor.ask<{ auditEntries: { nodes: AuditLine[] } }>(AUDIT, { grant });
    expect(auditEntries.nodes.map(({ action }) => action)).toContain('READ_REFUSED');
  });

  it('[D07] is audited by nobody but the auditor', async () => {
    await expect(owner.ask(AUDIT, { grant })).rejects.toThrow(GraphRefusal);
  });
}
