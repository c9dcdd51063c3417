const WATCH = 'subscription Watch { ticketChanged { __typename } }';

/** A live stream as a plain program holds it open. */
export type Stream = { isEnded(): boolean; close(): void };

/** Opens a stream of ticket changes. @throws Error when the gateway does not open one */
export async function openStream(graphql: string, token: string): Promise<Stream> {
  const dropped = new AbortController();
  const response = await fetch(`${graphql}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: WATCH }),
    signal: dropped.signal,
  });
  if (response.status !== 200 || !response.body)
    throw new Error(`no stream: HTTP ${response.status} ${await response.text()}`);
  let isEnded = false;
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    for await (const _ of body) if (isEnded) return;
  };
  void read(response.body)
    .catch(() => undefined)
    .finally(() => {
      isEnded = true;
    });
  return { isEnded: () => isEnded, close: () => dropped.abort() };
}
