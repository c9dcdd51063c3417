/** A client of GridLink in one file: plain HTTP, nothing to install. Copy it. */

export type UserError = {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
  readonly article?: string | null;
};
type GraphError = { readonly message: string; readonly extensions?: { readonly code?: string; readonly at?: string } };
type Answer = { readonly data?: Record<string, unknown> | null; readonly errors?: readonly GraphError[] };
type Token = { readonly accessToken: string; readonly expiresAt: string };

export const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name} in the environment`);
  return value;
};

const ATTEMPTS = 5;
const RENEW_BEFORE_MS = 60_000;
const PROGRAM_TOKEN = `mutation Token($input: ProgramTokenInput!) {
  programToken(input: $input) { accessToken expiresAt userErrors { code message } }
}`;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the input's author can mend; the message is Chinese and made to be shown. */
export class Refused extends Error {
  readonly userErrors: readonly UserError[];
  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.userErrors = userErrors;
  }
}

/** Errors that a later try may not meet. A request sent twice does no harm as long as it carries an idempotency key. */
const isPassing = ({ errors = [] }: Answer): boolean =>
  errors.some(({ extensions }) => ['RATE_LIMITED', 'UPSTREAM_UNAVAILABLE'].includes(extensions?.code ?? ''));

/** One request, repeated after what passes: too many requests, a service away, a broken line. */
async function send(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    const answer = (await response?.json().catch(() => undefined)) as Answer | undefined;
    if (answer && !isPassing(answer)) return answer;
    if (attempt === ATTEMPTS) throw new Error(answer?.errors?.[0]?.message ?? `no answer from ${url}`);
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
    await pause(Math.max(asked, 250 * 2 ** attempt));
  }
}

export function connectProgram({
  url,
  clientId,
  clientSecret,
}: {
  url: string;
  clientId: string;
  clientSecret: string;
}) {
  let token: Token | undefined;

  async function request(query: string, variables: object, headers: Record<string, string> = {}) {
    const body = JSON.stringify({ query, variables });
    const answer = await send(url, body, { 'content-type': 'application/json', ...headers });
    const error = answer.errors?.[0];
    if (error) throw new Error(`${error.extensions?.code}: ${error.message}`);
    return answer.data ?? {};
  }

  async function accessToken(): Promise<string> {
    if (token && Date.parse(token.expiresAt) - Date.now() > RENEW_BEFORE_MS) return token.accessToken;
    const data = await request(PROGRAM_TOKEN, { input: { clientId, clientSecret } });
    const given = data.programToken as Token & { userErrors: UserError[] };
    if (given.userErrors.length > 0) throw new Refused(given.userErrors);
    token = given;
    return given.accessToken;
  }

  /** Asks with a token that is good for the next minute. */
  async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
    return (await request(query, variables, { authorization: `Bearer ${await accessToken()}` })) as Data;
  }

  return {
    accessToken,
    ask,
    /** Runs a mutation of one field and answers that field. @throws Refused with its user errors */
    async command<Payload>(mutation: string, input: object): Promise<Payload> {
      const [payload] = Object.values(await ask<Record<string, unknown>>(mutation, { input }));
      const { userErrors = [] } = payload as { userErrors?: UserError[] };
      if (userErrors.length > 0) throw new Refused(userErrors);
      return payload as Payload;
    },
    /** All nodes of a list, page after page; the document takes `$after` and its first field is the connection. */
    async *pages<Node>(query: string, variables: object = {}): AsyncGenerator<readonly Node[]> {
      let after: string | null = null;
      do {
        const data: Record<string, unknown> = await ask(query, { ...variables, after });
        const { nodes, pageInfo } = Object.values(data)[0] as {
          nodes: readonly Node[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
        yield nodes;
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
    },
  };
}

export type Program = ReturnType<typeof connectProgram>;

/** The program of the environment: GRIDLINK_URL, GRIDLINK_CLIENT_ID, GRIDLINK_CLIENT_SECRET. */
export const programOfEnvironment = (): Program =>
  connectProgram({
    url: setting('GRIDLINK_URL'),
    clientId: setting('GRIDLINK_CLIENT_ID'),
    clientSecret: setting('GRIDLINK_CLIENT_SECRET'),
  });
