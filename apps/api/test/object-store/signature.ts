import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface StoreKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What Amazon says of a request that it refuses. */
export type Refusal = "AccessDenied" | "InvalidAccessKeyId" | "SignatureDoesNotMatch";

interface Claim {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly payloadHash: string;
  /** Of an address that was signed; undefined for a request that is signed itself. */
  readonly expires: number | undefined;
}

/**
 * Checks Signature Version 4, of addresses and of requests, from Amazon's description of it. s3rver leaves it out: it
 * believes whoever names a known key.
 */
export function refusalOf(request: IncomingMessage, { accessKeyId, secretAccessKey }: StoreKey): Refusal | undefined {
  const url = new URL(request.url ?? "/", "http://store");
  const claim = claimIn(url) ?? claimOf(request);
  if (!claim) return "AccessDenied";
  const [key, ...scope] = claim.credential.split("/");
  if (key !== accessKeyId) return "InvalidAccessKeyId";
  const [day = "", region = "", service = "", last = ""] = scope;
  const hmac = (secret: string | Buffer, text: string) => createHmac("sha256", secret).update(text).digest();
  const signingKey = [day, region, service, last].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const digest = createHash("sha256")
    .update(canonical(request, url, claim))
    .digest("hex");
  const text = ["AWS4-HMAC-SHA256", claim.date, scope.join("/"), digest].join("\n");
  if (hmac(signingKey, text).toString("hex") !== claim.signature) return "SignatureDoesNotMatch";
  const age = Date.now() - instantOf(claim.date);
  return age > (claim.expires ?? 900) * 1000 || age < -900_000 ? "AccessDenied" : undefined;
}

function claimIn({ searchParams }: URL): Claim | undefined {
  if (!searchParams.has("X-Amz-Signature")) return undefined;
  const given = (name: string) => searchParams.get(`X-Amz-${name}`) ?? "";
  return {
    credential: given("Credential"),
    signedHeaders: given("SignedHeaders"),
    signature: given("Signature"),
    date: given("Date"),
    payloadHash: searchParams.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
    expires: Number(given("Expires")),
  };
}

function claimOf({ headers }: IncomingMessage): Claim | undefined {
  const { authorization = "" } = headers;
  const part = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(authorization)?.[1] ?? "";
  if (!authorization.startsWith("AWS4-HMAC-SHA256 ")) return undefined;
  return {
    credential: part("Credential"),
    signedHeaders: part("SignedHeaders"),
    signature: part("Signature"),
    date: String(headers["x-amz-date"]),
    payloadHash: String(headers["x-amz-content-sha256"]),
    expires: undefined,
  };
}

/** The request in the one form that both sides sign: what was not signed may be anything. */
function canonical({ method, headers }: IncomingMessage, url: URL, { signedHeaders, payloadHash }: Claim): string {
  const query = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !part.startsWith("X-Amz-Signature="))
    .map((part) => (part.includes("=") ? part : `${part}=`))
    .sort();
  const lines = signedHeaders.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`);
  return [method, url.pathname, query.join("&"), ...lines, "", signedHeaders, payloadHash].join("\n");
}

/** `20261120T160000Z` */
const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
