import type { GraphClient } from '@gridlink/demo';
import type { FeedPlace } from './attempts.ts';

export type Department = { readonly organization: string; readonly feed: FeedPlace; readonly creds: Uint8Array };

const OPEN_FEED = /* GraphQL */ `
  mutation OpenFeed($input: OpenFeedInput!) {
    openFeed(input: $input) {
      feed { stream durable apiPrefix inboxPrefix }
      credentials { creds }
      userErrors { code message }
    }
  }
`;

type Opened = { readonly feed: FeedPlace; readonly credentials: { readonly creds: string } | null };

/** Opens a department's feed as its steward does and takes the credentials meant for its program. */
export async function openDepartment(admin: GraphClient, organization: string): Promise<Department> {
  const { feed, credentials } = await admin.command<Opened>(OPEN_FEED, { input: { organization } });
  if (!credentials) throw new Error(`the feed of ${organization} came without credentials`);
  return { organization, feed, creds: new TextEncoder().encode(credentials.creds) };
}
