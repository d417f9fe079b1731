import { BlockList, isIP } from "node:net";

// IANA's registries of special-purpose addresses: what is not reachable from everywhere, or leads to what is not.
const closedV4: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carriers' NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local, clouds' metadata
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
];

// Of IPv6 only global unicast is open, so mapped addresses, NAT64, loopback, local and multicast ones never are.
const openV6 = ["2000::", 3] as const;
const closedV6: readonly (readonly [network: string, bits: number])[] = [
  ["2001::", 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: an IPv4 address within
  ["3fff::", 20], // documentation
];

const closed = new BlockList();
const open = new BlockList();
for (const [network, bits] of closedV4) closed.addSubnet(network, bits, "ipv4");
for (const [network, bits] of closedV6) closed.addSubnet(network, bits, "ipv6");
open.addSubnet(...openV6, "ipv6");

/** Whether an address, in the spelling that sockets and resolvers use, is one that the whole internet can reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, "ipv4");
  // An address with a zone (fe80::1%eth0) is a local one.
  if (family !== 6 || address.includes("%")) return false;
  return open.check(address, "ipv6") && !closed.check(address, "ipv6");
}
