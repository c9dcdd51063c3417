import { programOfEnvironment, setting } from './gridlink.ts';

/**
 * Changes of the department's tickets as they happen, by server-sent events over plain HTTP. Comes back by itself after a break and
 * goes on where it was. Ends after GRIDLINK_EVENTS changes; without it, when it is stopped.
 */
const CHANGES = `subscription Changes {
  ticketChanged { cursor change at ticket { code stage title dueAt } }
}`;

type Change = { readonly change: string; readonly ticket: { readonly code: string; readonly stage: string } | null };
type Message = { readonly event: string; readonly id: string | undefined; readonly data: string };

/** The messages of a stream: blocks of `field: value` lines with an empty line after each. */
async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 2)]));
      yield { event: fields.get('event') ?? '', id: fields.get('id'), data: fields.get('data') ?? '' };
    }
  }
}

const program = programOfEnvironment();
const wanted = Number(process.env.GRIDLINK_EVENTS ?? Number.POSITIVE_INFINITY);
let heard = 0;
let lastEventId: string | undefined;

async function open(): Promise<Response> {
  return fetch(`${setting('GRIDLINK_URL')}/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${await program.accessToken()}`,
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    },
    body: JSON.stringify({ query: CHANGES }),
  });
}

type Answer = {
  readonly data?: { readonly ticketChanged: Change };
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

/** Answers false when the stream has to be asked for again: what it is made of is away for a moment. */
function handle(text: string): boolean {
  const { data, errors: [error] = [] } = JSON.parse(text) as Answer;
  if (!data && error?.extensions?.code === 'UPSTREAM_UNAVAILABLE') return false;
  if (!data) throw new Error(error?.message);
  const { change, ticket } = data.ticketChanged;
  console.log(`${change} ${ticket?.code} ${ticket?.stage}`);
  return true;
}

/** Until the stream is over, or broken: a stream that ends without "complete" is. */
async function listen(): Promise<'OVER' | 'BROKEN'> {
  const response = await open();
  if (response.status >= 500 || response.status === 429) return 'BROKEN';
  if (!response.ok || !response.body) throw new Error(await response.text());
  console.log('listening');
  for await (const { event, id, data } of messagesOf(response.body)) {
    lastEventId = id ?? lastEventId;
    if (event === 'complete') return 'OVER';
    if (event !== 'next') continue;
    if (!handle(data)) return 'BROKEN';
    if (++heard >= wanted) return 'OVER';
  }
  return 'BROKEN';
}

/** fetch says TypeError for a line that cannot be had or breaks. */
const brokenLine = (error: unknown): 'BROKEN' => {
  if (error instanceof TypeError) return 'BROKEN';
  throw error;
};

const PAUSE_MS = 1_000;
while ((await listen().catch(brokenLine)) === 'BROKEN') await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
process.exit(0);
