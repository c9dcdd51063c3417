import { BlockList, isIPv6 } from 'node:net';

/** IANA's special-purpose registries: nothing of these is a host of the public internet. */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only 2000::/3 is given out; of it, what is not public or carries an IPv4 address inside. */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

function listOf(family: 'ipv4' | 'ipv6', networks: typeof NOT_PUBLIC_4): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

// Two lists: in one, IPv4 addresses are held against IPv6 networks as well.
const blocked = { ipv4: listOf('ipv4', NOT_PUBLIC_4), ipv6: listOf('ipv6', NOT_PUBLIC_6) };

/** True for an address that anybody on the internet could call. */
export function isPublicAddress(ip: string): boolean {
  const family = isIPv6(ip) ? 'ipv6' : 'ipv4';
  return !blocked[family].check(ip, family);
}
