import { isIPv6 } from 'node:net';
import type { HttpRequest } from '@gridlink/subgraph-kit';
import { headerOf } from './header.ts';

/**
 * What tells callers without a token apart. Behind `trustedProxies` load balancers it is the address that the outermost of them wrote
 * into X-Forwarded-For, counted from the right: what stands further left was written by the client and proves nothing. Of an IPv6
 * address only the network counts: one subscriber has all 2^64 addresses below it, and would have as many times the rate.
 */
export function clientAddress(request: Pick<HttpRequest, 'headers' | 'remoteAddress'>, trustedProxies: number): string {
  if (trustedProxies === 0) return networkOf(request.remoteAddress);
  const hops = (headerOf(request, 'x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return networkOf(hops.at(-trustedProxies) || request.remoteAddress);
}

const MAPPED_V4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/** An IPv4 address as it is, an IPv6 address as its /64. */
function networkOf(address: string): string {
  const [, mapped] = MAPPED_V4.exec(address) ?? [];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : GROUPS - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
