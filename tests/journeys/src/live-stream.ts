import type { World } from './world.ts';

/** What a desk is told live. */
export type Told = { readonly change: string; readonly ticket: { readonly code: string; readonly stage: string } };

export type LiveStream = {
  readonly told: readonly Told[];
  /** Codes of the errors it was told. */
  readonly problems: readonly string[];
  /** The cursor to come back with. */
  readonly cursor: string | null;
  readonly isEnded: boolean;
  close(): void;
};

const LOGIN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }
`;

type Line = {
  readonly data?: Readonly<Record<string, Told>>;
  readonly errors?: readonly { extensions: { code: string } }[];
};

/** Opens a subscription of a desk, as a screen does. */
export async function openLive(
  world: World,
  login: string,
  field: string,
  cursor?: string | null,
): Promise<LiveStream> {
  const { accessToken } = await world.public.command<{ accessToken: string }>(LOGIN, {
    input: { login, password: world.password },
  });
  const dropped = new AbortController();
  const response = await fetch(`${world.graphql}/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${accessToken}`,
      ...(cursor ? { 'last-event-id': cursor } : {}),
    },
    body: JSON.stringify({ query: `subscription { ${field} { change ticket { code stage } } }` }),
    signal: dropped.signal,
  });
  if (response.status !== 200) throw new Error(`the stream was answered with ${response.status}`);
  const told: Told[] = [];
  const problems: string[] = [];
  let last = cursor ?? null;
  let isEnded = false;
  const take = (line: string): void => {
    if (line.startsWith('id: ')) last = line.slice('id: '.length);
    if (!line.startsWith('data: {')) return;
    const { data, errors = [] } = JSON.parse(line.slice('data: '.length)) as Line;
    problems.push(...errors.map(({ extensions }) => extensions.code));
    if (data?.[field]) told.push(data[field]);
  };
  void (async () => {
    let text = '';
    try {
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = (text + piece).split('\n');
        text = lines.pop() ?? '';
        for (const line of lines) take(line);
      }
    } catch {
      // Closed by this side, or broken by the other: it is over either way.
    }
    isEnded = true;
  })();
  return {
    told,
    problems,
    get cursor() {
      return last;
    },
    get isEnded() {
      return isEnded;
    },
    close: () => dropped.abort(),
  };
}
