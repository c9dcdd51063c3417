import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSERTION_HEADER, PUBLIC_CALLER, type SubgraphName } from '@gridlink/contracts';
import { createAssertionSigner } from '@gridlink/subgraph-kit';
import type { TestGateway } from '@gridlink/test-kit';

/** Hands every request on as it is, with the gateway's signed identity: what a subgraph's HTTP is like behind its fence. */
export type SigningFront = { readonly url: string; stop(): Promise<void> };

export async function startSigningFront(
  gateway: TestGateway,
  { name, url }: { readonly name: SubgraphName; readonly url: string },
): Promise<SigningFront> {
  const sign = await createAssertionSigner(gateway.privateKey);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = request.headers;
    const assertion = await sign({ audience: name, caller: PUBLIC_CALLER, body });
    const answer = await fetch(`${url}${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      headers: { ...(headers as Record<string, string>), [ASSERTION_HEADER]: assertion },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
