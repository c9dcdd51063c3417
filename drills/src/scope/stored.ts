import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';

type Placed = { readonly _id: string; readonly jurisdiction: string; readonly areas: readonly string[] };
export type StoredGrid = Placed & { readonly code: string; readonly codes: readonly string[]; readonly status: string };
export type StoredTicket = Placed & {
  readonly code: string;
  readonly gridId: string | null;
  readonly reporter: { readonly organization: string | null };
  readonly assignments: readonly { readonly unit: string; readonly gridId: string | null }[];
  readonly referrals: readonly { readonly to: string }[];
  readonly deadlines: readonly { readonly id: string }[];
};
export type StoredPost = Placed & {
  readonly personId: string;
  readonly gridId: string | null;
  readonly organization: string | null;
  readonly active: boolean;
};
/** `areas` are the sender's. */
export type StoredInstruction = Placed & {
  readonly receipts: readonly {
    readonly recipient: { readonly unit: string | null; readonly gridId: string | null };
  }[];
};
export type StoredSuggestion = Placed & {
  readonly code: string;
  readonly gridId: string | null;
  readonly center: string;
  readonly answerer: string;
  readonly handOns: readonly { readonly to: string }[];
  readonly suggester: { readonly organization: string | null };
};
export type StoredDeliberation = Placed & {
  readonly code: string;
  readonly gridId: string | null;
  readonly attendees: readonly {
    readonly organization: string | null;
    readonly person: string | null;
    readonly invited: boolean;
  }[];
  readonly agenda: readonly { readonly source: { readonly bodies: readonly string[] } | null }[];
};
type Plan = Placed & { readonly state: string };
type Organization = Placed & { readonly code: string };
type Program = Placed & { readonly organization: string };
type Resource = Placed & { readonly code: string; readonly owner: string; readonly returnsToGrid: boolean };
export type StoredShare = Placed & {
  readonly resource: string;
  readonly owner: string;
  readonly grantee: string;
  readonly status: string;
};
type DataRow = Placed & { readonly grid?: string; readonly resource: string; readonly key: string };
type AuditLine = Omit<Placed, '_id'> & { readonly sequence: number };
type StaffedGrid = Placed & { readonly code: string };

type ById<T> = ReadonlyMap<string, T>;

/** Everything that has a scope, as the databases hold it: what the services themselves think of it does not count here. */
export type Stored = {
  readonly divisions: readonly string[];
  readonly grids: ById<StoredGrid>;
  /** By code. */
  readonly organizations: ById<Organization>;
  readonly persons: ById<Placed>;
  readonly posts: ById<StoredPost>;
  readonly accounts: ById<Placed>;
  readonly programs: ById<Program>;
  /** By code. */
  readonly staffed: ById<StaffedGrid>;
  readonly tickets: ById<StoredTicket>;
  readonly instructions: ById<StoredInstruction>;
  readonly suggestions: ById<StoredSuggestion>;
  readonly deliberations: ById<StoredDeliberation>;
  readonly plans: ById<Plan>;
  readonly resources: ById<Resource>;
  readonly shares: ById<StoredShare>;
  readonly records: ById<DataRow>;
  readonly feeds: ById<Placed>;
  /** By `<jurisdiction>|<sequence>`; lines come in while questions are asked. */
  readonly audit: Map<string, AuditLine>;
  /** Reads what the chains hold now. */
  refreshAudit(): Promise<void>;
  close(): Promise<void>;
};

const byCode = <T extends { readonly code: string }>(documents: readonly T[]): ById<T> =>
  new Map(documents.map((document) => [document.code, document]));

/** Reads it once; nothing but the audit chains grows while a drill only asks. */
export async function readStored({ endpoints }: Stack): Promise<Stored> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const all = async <T>(service: string, name: string): Promise<T[]> =>
    (await client.db(`${endpoints.databasePrefix}_${service}`).collection(name).find({}).toArray()) as unknown as T[];
  const byId = async <T extends { readonly _id: string }>(service: string, name: string): Promise<ById<T>> =>
    new Map((await all<T>(service, name)).map((document) => [document._id, document]));
  const audit = new Map<string, AuditLine>();
  const refreshAudit = async (): Promise<void> => {
    for (const line of await all<AuditLine>('dataexchange', 'audit_entries'))
      audit.set(`${line.jurisdiction}|${line.sequence}`, line);
  };
  await refreshAudit();
  return {
    divisions: (await all<{ _id: string }>('grid', 'divisions')).map(({ _id }) => _id),
    grids: await byId<StoredGrid>('grid', 'grids'),
    organizations: byCode(await all<Organization>('personnel', 'organizations')),
    persons: await byId<Placed>('personnel', 'persons'),
    posts: await byId<StoredPost>('personnel', 'appointments'),
    accounts: await byId<Placed>('personnel', 'accounts'),
    programs: await byId<Program>('personnel', 'programs'),
    staffed: byCode(await all<StaffedGrid>('personnel', 'grids')),
    tickets: await byId<StoredTicket>('tickets', 'tickets'),
    instructions: await byId<StoredInstruction>('tickets', 'instructions'),
    suggestions: await byId<StoredSuggestion>('tickets', 'suggestions'),
    deliberations: await byId<StoredDeliberation>('tickets', 'deliberations'),
    plans: await byId<Plan>('tickets', 'mode_plans'),
    resources: await byId<Resource>('dataexchange', 'resources'),
    shares: await byId<StoredShare>('dataexchange', 'shares'),
    records: await byId<DataRow>('dataexchange', 'records'),
    feeds: await byId<Placed>('dataexchange', 'feeds'),
    audit,
    refreshAudit,
    close: () => client.close(),
  };
}
