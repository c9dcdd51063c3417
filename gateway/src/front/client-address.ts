import type { HttpRequest } from '@gridlink/subgraph-kit';
import { headerOf } from './header.ts';

/**
 * Where a request comes from. Behind `trustedProxies` load balancers the address is the one the outermost of them wrote into
 * X-Forwarded-For, counted from the right: what stands further left was written by the client and proves nothing.
 */
export function clientAddress(request: Pick<HttpRequest, 'headers' | 'remoteAddress'>, trustedProxies: number): string {
  if (trustedProxies === 0) return request.remoteAddress;
  const hops = (headerOf(request, 'x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return hops.at(-trustedProxies) || request.remoteAddress;
}
