import type { Env } from "./env.ts";
import { publicReach, type Reach } from "./guarded-fetch.ts";

/**
 * The internet, or in the sandbox, where OUTGOING_SANDBOX_HOSTS is set, those hosts and no others, wherever they are.
 * `readEnv` refuses the variable outside of the sandbox.
 */
export function reachOf({ OUTGOING_SANDBOX_HOSTS: hosts, OUTGOING_SANDBOX_CA: ca, ROOST_SANDBOX }: Env): Reach {
  if (!ROOST_SANDBOX || hosts.length === 0) return publicReach;
  const places = new Map(hosts.map(placeOf));
  return {
    resolve: async (host) => {
      const place = places.get(host);
      return place ? [place.address] : [];
    },
    mayConnect: (address) => [...places.values()].some((place) => place.address === address),
    port: (host) => places.get(host)?.port ?? 443,
    ca,
  };
}

interface Place {
  readonly address: string;
  readonly port: number;
}

/** `feeds.example.com=127.0.0.1:8443`, which `readEnv` has checked. */
function placeOf(text: string): [host: string, place: Place] {
  const [host = "", at = ""] = text.split("=");
  const [address = "", port = ""] = at.split(":");
  return [host, { address, port: Number(port) }];
}
