/** One event as it came over the wire. */
export type SseEvent = { readonly id: string | null; readonly event: string; readonly data: string };

export type SseStream = {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly SseEvent[];
  readonly comments: readonly string[];
  /** The last id that came, with an event or alone. */
  readonly lastId: string | null;
  readonly isEnded: boolean;
  /** What was pushed so far: the data of results. */
  results(): readonly { data?: Record<string, unknown>; errors?: readonly { extensions: Record<string, unknown> }[] }[];
  close(): void;
};

/** Opens a stream as a plain program does. */
export async function openSse(
  url: string,
  query: string,
  options: { token?: string; variables?: object; lastEventId?: string; get?: boolean } = {},
): Promise<SseStream> {
  const dropped = new AbortController();
  const headers = {
    accept: 'text/event-stream',
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    ...(options.lastEventId ? { 'last-event-id': options.lastEventId } : {}),
  };
  const search = new URLSearchParams({ query, variables: JSON.stringify(options.variables ?? {}) });
  const response = options.get
    ? await fetch(`${url}/graphql/stream?${search}`, { headers, signal: dropped.signal })
    : await fetch(`${url}/graphql/stream`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: options.variables }),
        signal: dropped.signal,
      });
  const events: SseEvent[] = [];
  const comments: string[] = [];
  let lastId: string | null = null;
  let isEnded = false;
  const take = (block: string): void => {
    const lines = block.split('\n');
    const field = (name: string): string | undefined =>
      lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim();
    comments.push(...lines.filter((line) => line.startsWith(':')).map((line) => line.slice(1).trim()));
    const id = field('id') ?? null;
    lastId = id ?? lastId;
    const event = field('event');
    if (event) events.push({ id, event, data: field('data') ?? '' });
  };
  void (async () => {
    let text = '';
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) take(block);
      }
    } catch {
      // Dropped by this side, or broken by the other: either way it is over.
    }
    isEnded = true;
  })();
  return {
    status: response.status,
    headers: response.headers,
    events,
    comments,
    get lastId() {
      return lastId;
    },
    get isEnded() {
      return isEnded;
    },
    results: () => events.filter(({ event }) => event === 'next').map(({ data }) => JSON.parse(data)),
    close: () => dropped.abort(),
  };
}
