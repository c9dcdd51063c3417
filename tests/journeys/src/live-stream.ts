import type { World } from './world.ts';

/** What a desk is told live. */
export type Told = { readonly change: string; readonly ticket: { readonly code: string; readonly stage: string } };

export type LiveStream<T = Told> = {
  readonly told: readonly T[];
  /** Codes of the errors it was told. */
  readonly problems: readonly string[];
  /** The cursor to come back with. */
  readonly cursor: string | null;
  readonly isEnded: boolean;
  close(): void;
};

type Line<T> = {
  readonly data?: Readonly<Record<string, T>>;
  readonly errors?: readonly { extensions: { code: string } }[];
};

const OF_TICKETS = 'change ticket { code stage }';

/** Opens a subscription of a desk, as a screen does; of tickets unless `selection` asks for something else. */
export async function openLive<T = Told>(
  world: World,
  login: string,
  field: string,
  { cursor = null, selection = OF_TICKETS }: { readonly cursor?: string | null; readonly selection?: string } = {},
): Promise<LiveStream<T>> {
  const dropped = new AbortController();
  const response = await fetch(`${world.graphql}/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world.desks.tokenOf(login)}`,
      ...(cursor ? { 'last-event-id': cursor } : {}),
    },
    body: JSON.stringify({ query: `subscription { ${field} { ${selection} } }` }),
    signal: dropped.signal,
  });
  if (response.status !== 200) throw new Error(`the stream was answered with ${response.status}`);
  const told: T[] = [];
  const problems: string[] = [];
  let last: string | null = cursor;
  let isEnded = false;
  const take = (line: string): void => {
    if (line.startsWith('id: ')) last = line.slice('id: '.length);
    if (!line.startsWith('data: {')) return;
    const { data, errors = [] } = JSON.parse(line.slice('data: '.length)) as Line<T>;
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
