export class BodyTooLarge extends Error {}

/** The whole of a response body; throws BodyTooLarge as soon as it passes the limit, which also drops the connection. */
export async function boundedBody(chunks: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limitBytes) throw new BodyTooLarge(`more than ${limitBytes} bytes`);
    kept.push(chunk);
  }
  const [first] = kept;
  return kept.length === 1 && first ? first : Buffer.concat(kept, size);
}
