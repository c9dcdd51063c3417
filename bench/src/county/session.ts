import { type Caller, callerSchema } from '@gridlink/contracts';
import { createGraphClient } from '@gridlink/demo';
import type { County } from './county.ts';

const LOGIN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }
`;

const ME = /* GraphQL */ `
  query Me { me { subject roles jurisdiction division { code } organization { code } } }
`;

type Me = {
  readonly me: {
    readonly subject: string;
    readonly roles: readonly string[];
    readonly jurisdiction: string | null;
    readonly division: { readonly code: string } | null;
    readonly organization: { readonly code: string } | null;
  };
};

/** A signed-in desk: its token, and what the gateway makes of it for the subgraphs. */
export type Session = { readonly token: string; readonly caller: Caller };

export async function signInCoordinator({ graphql, coordinator }: County): Promise<Session> {
  const { accessToken: token } = await createGraphClient(graphql).command<{ accessToken: string }>(LOGIN, {
    input: coordinator,
  });
  const { me } = await createGraphClient(graphql, async () => token).ask<Me>(ME);
  const caller = callerSchema.parse({
    subject: me.subject,
    kind: 'PERSON',
    roles: me.roles,
    jurisdiction: me.jurisdiction ?? undefined,
    division: me.division?.code,
    organization: me.organization?.code,
  });
  return { token, caller };
}
