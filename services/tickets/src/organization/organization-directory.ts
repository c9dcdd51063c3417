import { type OrganizationSnapshot, organizationDissolved, organizationRegistered } from '@gridlink/contracts';
import { type EventHandler, keepingNewest } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import type { Unit } from '../ticket/domain/decision.ts';

/** `sequence` is that of the event it was learnt from. */
type OrganizationDocument = Omit<OrganizationSnapshot, 'successor'> & {
  _id: string;
  successor?: string | undefined;
  sequence: number;
};

const organizationSchema = new Schema<OrganizationDocument>(
  {
    _id: { type: String, required: true },
    id: String,
    code: String,
    name: String,
    kind: String,
    function: String,
    level: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    active: Boolean,
    successor: String,
    sequence: Number,
  },
  { collection: 'organizations', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

/** An organization with where it belongs. */
export type KnownOrganization = Pick<OrganizationSnapshot, 'code' | 'jurisdiction' | 'areas' | 'active'>;

export type OrganizationDirectory = {
  /** One organization, dissolved or not; null for one never heard of. */
  organization(code: string): Promise<KnownOrganization | null>;
  /** Organizations by code; unknown ones are missing. */
  units(codes: readonly string[]): Promise<ReadonlyMap<string, Unit>>;
  /** What organizations are called, by code; unknown ones are missing. */
  names(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Reactions to personnel's events; `dissolved` is told of a body that has a successor. */
  handlers(
    dissolved: (succession: { from: string; to: string }) => Promise<unknown>,
  ): Readonly<Record<string, EventHandler>>;
};

/** What tickets keep of personnel's organizations: who there is, where, whether still there. */
export function createOrganizationDirectory(connection: Connection): OrganizationDirectory {
  const organizations = connection.model<OrganizationDocument>('Organization', organizationSchema);

  const collection = organizations.collection as unknown as Collection<OrganizationDocument>;
  const keepDocument = keepingNewest(collection);
  const keep = (snapshot: OrganizationSnapshot, sequence: number): Promise<boolean> =>
    keepDocument({ ...snapshot, _id: snapshot.code, sequence });

  return {
    organization: (code) =>
      organizations.findOne({ _id: code }, { code: 1, jurisdiction: 1, areas: 1, active: 1 }).lean<KnownOrganization>(),
    async units(codes) {
      const wanted = [...new Set(codes)];
      if (wanted.length === 0) return new Map();
      const rows = await organizations
        .find({ _id: { $in: wanted } }, { code: 1, function: 1, division: 1, areas: 1, active: 1 })
        .lean();
      return new Map(rows.map((row) => [row.code, row]));
    },
    async names(codes) {
      const wanted = [...new Set(codes)];
      if (wanted.length === 0) return new Map();
      const rows = await organizations.find({ _id: { $in: wanted } }, { code: 1, name: 1 }).lean();
      return new Map(rows.map(({ code, name }) => [code, name]));
    },
    handlers: (dissolved) => ({
      [organizationRegistered.type]: async (event) => {
        const { organization } = organizationRegistered.data.parse(event.data) as {
          organization: OrganizationSnapshot;
        };
        await keep(organization, event.sequence);
      },
      [organizationDissolved.type]: async (event) => {
        const { organization } = organizationDissolved.data.parse(event.data) as { organization: OrganizationSnapshot };
        await keep({ ...organization, active: false }, event.sequence);
        const { code, successor } = organization;
        if (successor !== undefined && successor !== code) await dissolved({ from: code, to: successor });
      },
    }),
  };
}
