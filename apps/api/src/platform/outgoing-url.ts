import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** Why nothing was fetched, or nothing of use came. */
export type OutgoingFault =
  | "invalid_address"
  | "not_https"
  | "credentials"
  | "port"
  | "private_address"
  | "unknown_host"
  | "unreachable"
  | "certificate"
  | "redirect"
  | "timeout"
  | "too_large"
  | "protocol";

/** An address that Roost does not call, or that did not answer as it must. */
export class OutgoingRefused extends Error {
  readonly fault: OutgoingFault;

  constructor(fault: OutgoingFault, cause?: unknown) {
    super(faultWords[fault], { cause });
    this.name = "OutgoingRefused";
    this.fault = fault;
  }
}

/** Each fault as a person who gave the address understands it. */
export const faultWords: Readonly<Record<OutgoingFault, string>> = {
  invalid_address: "This is not a full web address.",
  not_https: "The address must begin with https://.",
  credentials: "The address must not hold a user name or password.",
  port: "The address must not name a port.",
  private_address: "The address leads into a private network.",
  unknown_host: "There is no server of this name.",
  unreachable: "The server cannot be reached.",
  certificate: "The server's certificate is not valid for this address.",
  redirect: "The server sends us on to another address; give that one.",
  timeout: "The server did not answer within 5 seconds.",
  too_large: "The answer is larger than 1 MB.",
  protocol: "The answer cannot be read.",
};

const maxLength = 2048;

/**
 * The address of a server of somebody else's choosing; throws where its very spelling says that it is not called. Every
 * spelling of an IP address (decimal, octal, hexadecimal, full-width) has become the usual one in the URL.
 */
export function outgoingUrl(text: string): URL {
  const url = text.length <= maxLength && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new OutgoingRefused("invalid_address");
  if (url.protocol !== "https:") throw new OutgoingRefused("not_https");
  if (url.username !== "" || url.password !== "") throw new OutgoingRefused("credentials");
  if (url.port !== "") throw new OutgoingRefused("port");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0) {
    if (!isPublicAddress(host)) throw new OutgoingRefused("private_address");
  } else if (!host.includes(".") || host.endsWith(".")) {
    // `localhost`, the names of an intranet, and a trailing dot that would hide either.
    throw new OutgoingRefused(/^localhost\.?$|\.localhost\.?$/.test(host) ? "private_address" : "invalid_address");
  } else if (host.endsWith(".localhost")) {
    throw new OutgoingRefused("private_address");
  }
  return url;
}
