import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Call } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";

export interface CredentialOptions {
  /** The API's public origin. */
  readonly origin: string;
  /** Further origins whose pages may use a cookie session. */
  isAllowedOrigin(origin: string): boolean;
  /** Who a session token belongs to; null where it has ended. */
  authenticate(token: string): Promise<Actor | null>;
}

export interface Credentials {
  /** Who calls, under which request id and key. Asked once a request; tRPC batches share it. */
  callOf(request: FastifyRequest): Promise<Call>;
  begin(reply: FastifyReply, session: { readonly token: string; readonly expiresAt: string }): void;
  end(reply: FastifyReply): void;
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export function createCredentials(options: CredentialOptions): Credentials {
  const isSecure = options.origin.startsWith("https:");
  const name = sessionCookie(options.origin);
  const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure } as const;
  const calls = new WeakMap<FastifyRequest, Promise<Call>>();

  async function actorOf(request: FastifyRequest): Promise<Actor | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, token] = /^Bearer ([\w.~-]{1,500})$/i.exec(authorization) ?? [];
      const actor = token === undefined ? null : await options.authenticate(token);
      if (actor === null) throw new AppError("auth.session_invalid");
      return actor;
    }
    const token = request.cookies[name];
    if (token === undefined || token === "") return null;
    if (!safeMethods.has(request.method)) refuseCrossSite(request, options);
    // A cookie that has ended is no credential: its owner must be able to sign in again.
    return options.authenticate(token);
  }

  return {
    callOf(request) {
      const known = calls.get(request);
      if (known) return known;
      const call = actorOf(request).then((actor) => ({
        actor,
        requestId: request.id,
        idempotencyKey: keyOf(request),
      }));
      calls.set(request, call);
      return call;
    },
    begin: (reply, { token, expiresAt }) =>
      void reply.setCookie(name, token, { ...attributes, expires: new Date(expiresAt) }),
    end: (reply) => void reply.clearCookie(name, attributes),
  };
}

/** What the cookie is called. Browsers take a __Host- cookie over https only, so the sandbox has a plain one. */
export const sessionCookie = (origin: string): string =>
  origin.startsWith("https:") ? "__Host-roost_session" : "roost_session";

function refuseCrossSite({ headers }: FastifyRequest, options: CredentialOptions): void {
  const { origin } = headers;
  if (origin !== undefined && (origin === options.origin || options.isAllowedOrigin(origin))) return;
  const site = headers["sec-fetch-site"];
  // Without either header it is no browser, and so no page of somebody else's that rides on the cookie.
  if (origin === undefined && (site === undefined || site === "same-origin" || site === "none")) return;
  throw new AppError("auth.cross_site");
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const detail = "The Idempotency-Key must be 1 to 255 visible ASCII characters.";
  throw new AppError("request.invalid", { detail, issues: [{ pointer: "", code: "idempotency_key", detail }] });
}
