import { lookup as lookUp } from "node:dns/promises";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { type OutgoingFault, OutgoingRefused, outgoingUrl } from "./outgoing-url.ts";
import { Port } from "./port.ts";
import { isPublicAddress } from "./public-address.ts";

const timeoutMs = 5000;
const maxBytes = 1_048_576;

export interface OutgoingRequest {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: Buffer;
}

/**
 * Calls a server of somebody else's choosing: https on port 443 only, no address that is not public (checked on the
 * addresses that are connected to, so that a name which changes meanwhile wins nothing), no redirects, 5 seconds and
 * 1 MB in all. Any status but a redirect is an answer; everything else throws OutgoingRefused.
 */
export type GuardedFetch = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

export const guardedFetchPort = new Port<GuardedFetch>("guardedFetch");

/** Where a host is, and whether it may be called. */
export interface Reach {
  resolve(host: string): Promise<readonly string[]>;
  mayConnect(address: string): boolean;
  port(host: string): number;
  /** Trusted instead of the public authorities, as PEM. */
  readonly ca?: string | undefined;
  readonly timeoutMs?: number;
}

/** The internet. */
export const publicReach: Reach = {
  resolve: async (host) => (await lookUp(host, { all: true })).map(({ address }) => address),
  mayConnect: isPublicAddress,
  port: () => 443,
};

export const createGuardedFetch =
  (reach: Reach): GuardedFetch =>
  async (request) => {
    const url = outgoingUrl(request.url);
    const signal = AbortSignal.timeout(reach.timeoutMs ?? timeoutMs);
    try {
      const response = await begin(request, reach, { url, signal });
      const { statusCode: status = 0, headers } = response;
      if (status >= 300 && status < 400 && status !== 304) {
        response.destroy();
        throw new OutgoingRefused("redirect");
      }
      return { status, headers, body: await bodyOf(response, signal) };
    } catch (error) {
      throw error instanceof OutgoingRefused ? error : new OutgoingRefused(faultOf(error, signal), error);
    }
  };

interface Attempt {
  readonly url: URL;
  readonly signal: AbortSignal;
}

/** Sends the request, and answers once the head of an answer is there. */
async function begin(
  { method = "GET", headers, body }: OutgoingRequest,
  reach: Reach,
  { url, signal }: Attempt,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !reach.mayConnect(host)) throw new OutgoingRefused("private_address");
  const options: RequestOptions = {
    ...{ method, host, path: url.pathname + url.search, port: reach.port(host), signal },
    headers: { "user-agent": "Roost", "accept-encoding": "gzip, deflate, br", host: url.host, ...headers },
    ...{ agent: false, lookup: lookupIn(reach), rejectUnauthorized: true },
    ...(isIP(host) === 0 && { servername: host }),
    ...(reach.ca !== undefined && { ca: reach.ca }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(options, resolve);
    outgoing.on("error", reject);
    outgoing.on("socket", (socket) => checkConnected(socket, reach));
    outgoing.end(body);
  });
}

/** Only addresses that may be connected to ever reach the socket. */
const lookupIn =
  (reach: Reach): LookupFunction =>
  (host, options, done) => {
    const fail = (error: Error) => done(error, "", 0);
    const answer = (addresses: readonly string[]): void => {
      const allowed = addresses.filter((address) => reach.mayConnect(address));
      const [first] = allowed;
      if (first === undefined) fail(new OutgoingRefused(addresses.length === 0 ? "unknown_host" : "private_address"));
      else if (options.all === true) done(null, allowed.map(withFamily));
      else done(null, first, isIP(first));
    };
    reach.resolve(host).then(answer, fail);
  };

const withFamily = (address: string) => ({ address, family: isIP(address) });

/** What was really connected to, before a word is said. */
function checkConnected(socket: Socket, reach: Reach): void {
  socket.once("connect", () => {
    const { remoteAddress = "" } = socket;
    if (!reach.mayConnect(remoteAddress)) socket.destroy(new OutgoingRefused("private_address"));
  });
}

async function bodyOf(response: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const decoder = decoderOf(response.headers["content-encoding"]);
  if (decoder) await pipeline(response, atMost, decoder, atMost, keep, { signal });
  else await pipeline(response, atMost, keep, { signal });
  return Buffer.concat(chunks);
}

/** Counts on both sides of a decompression: a small answer may become a large one, and an endless one nothing. */
async function* atMost(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new OutgoingRefused("too_large");
    yield chunk;
  }
}

function decoderOf(encoding = "identity") {
  switch (encoding.trim().toLowerCase()) {
    case "identity":
    case "":
      return;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw new OutgoingRefused("protocol");
  }
}

function faultOf(error: unknown, signal: AbortSignal): OutgoingFault {
  if (signal.aborted) return "timeout";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA") return "unknown_host";
  if (/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_|EPROTO/.test(code)) return "certificate";
  return /^(?:HPE_|Z_|ERR_STREAM|ERR_BROTLI|ERR__ERROR_FORMAT|ECONNRESET)/.test(code) ? "protocol" : "unreachable";
}
