import type { County } from './county.ts';

/** How a report is told from all others, in the graph and in the events. */
export type MatterName = { readonly externalId: string; readonly title: string };

export const matterNamed = (prefix: string, n: number): MatterName => {
  const externalId = `${prefix}-${String(n).padStart(6, '0')}`;
  return { externalId, title: `路面井盖缺失 ${externalId}` };
};

/** What the county's hotline sends: the n-th report lies in the n-th grid of the county, round and round. */
export function reportInput(county: County, name: MatterName, n: number): Record<string, unknown> {
  const { grids } = county.jurisdiction;
  const place = grids[n % grids.length];
  if (!place) throw new Error('the county has no grid');
  return {
    source: 'PUBLIC_CHANNEL',
    channel: 'HOTLINE',
    title: name.title,
    text: '小区门口人行道上的井盖不见了，晚上经过的老人和孩子很危险，请尽快派人处理。',
    division: place.division,
    place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02', address: `${place.name}内` },
    reporter: { anonymous: true },
    externalId: name.externalId,
  };
}

export const REPORT = /* GraphQL */ `
  mutation Report($input: ReportTicketInput!) {
    reportTicket(input: $input) {
      receipt { code }
      duplicate
      userErrors { code message field }
    }
  }
`;

/** The same for a desk that goes on to work the ticket. */
export const REPORT_FOR_STAFF = REPORT.replace('receipt { code }', 'receipt { code } ticket { id }');

export type ReportAnswer = {
  readonly reportTicket: {
    readonly receipt: { readonly code: string } | null;
    /** Only where it was asked for. */
    readonly ticket?: { readonly id: string } | null;
    readonly duplicate: boolean;
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  };
};
