import { ASSERTION_HEADER, type Caller } from '@gridlink/contracts';
import { createAssertionSigner } from '@gridlink/subgraph-kit';
import { readContestantSettings, readGatewayKey } from './contestant-settings.ts';

/** The header that the subgraphs demand, for one call's subgraph address and body. */
export type SignCall = (url: string, body: string) => Promise<Record<string, string>>;

/** Reference gateways know nothing of the signed identity: this adds it to their calls, so that the subgraphs do the same work. */
export async function callSigner(): Promise<SignCall> {
  const { subgraphs, gatewayKey, caller } = readContestantSettings();
  const sign = await createAssertionSigner(readGatewayKey(gatewayKey));
  const audiences = new Map(Object.entries(subgraphs).map(([name, url]) => [new URL(url).port, name]));
  const asked: Caller = caller;
  return async (url, body) => {
    const audience = audiences.get(new URL(url).port);
    if (audience === undefined) throw new Error(`no subgraph answers at ${url}`);
    return { [ASSERTION_HEADER]: await sign({ audience, caller: asked, body }) };
  };
}
