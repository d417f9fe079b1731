import { randomBytes } from "node:crypto";
import type { CaughtMail } from "./index.ts";
import { mailDocument } from "./mail-document.ts";
import { inboxPage } from "./page.ts";
import type { MailStore } from "./store.ts";

export interface MailRequest {
  readonly method: string;
  /** Path and query, as in an HTTP request line. */
  readonly url: string;
}

export interface MailResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function answer(store: MailStore, request: MailRequest): MailResponse {
  const url = URL.parse(request.url, "http://localhost");
  const path = url?.pathname.replace(/\/$/, "") ?? "";
  if (url !== null && path === "/dev/mail.json") return json(store, request.method, url.searchParams);
  const id = /^\/dev\/mail\/(\d{1,15})$/.exec(path)?.[1];
  if (path !== "/dev/mail" && id === undefined) return plain(404, "No such page");
  if (request.method !== "GET") return plain(405, "Only GET", { allow: "GET" });
  if (id === undefined) return page();
  const mail = store.find(id);
  return mail === undefined ? plain(404, "No such mail") : document(mail);
}

function json(store: MailStore, method: string, query: URLSearchParams): MailResponse {
  const filter = { ...recipient(query), ...limit(query) };
  if (method === "GET")
    return reply(200, "application/json; charset=utf-8", JSON.stringify(store.list(filter).map(shown)));
  if (method !== "DELETE") return plain(405, "Only GET and DELETE", { allow: "GET, DELETE" });
  store.clear(filter);
  return { status: 204, headers: { ...common }, body: "" };
}

// A query decodes "+" as a space, which no address holds but "guest+1@example.com" needs.
function recipient(query: URLSearchParams): { to?: string } {
  const to = query.get("to")?.trim().replaceAll(" ", "+");
  return to ? { to } : {};
}

function limit(query: URLSearchParams): { limit?: number } {
  const text = query.get("limit") ?? "";
  return /^\d{1,6}$/.test(text) ? { limit: Number(text) } : {};
}

function shown({ id, at, from, to, subject, text, html }: CaughtMail): object {
  return { id, at, from, to, subject, text, html };
}

function page(): MailResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return html(inboxPage(nonce), policy);
}

/** The sandbox takes scripts, forms and our origin from the mail; its links may still open a tab. */
function document(mail: CaughtMail): MailResponse {
  return html(mailDocument(mail), [
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    "img-src http: https: data:",
    "font-src http: https: data:",
    "style-src 'unsafe-inline' http: https:",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]);
}

const common = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

function html(body: string, policy: readonly string[]): MailResponse {
  const { headers, ...rest } = reply(200, "text/html; charset=utf-8", body);
  return { ...rest, headers: { ...headers, "content-security-policy": policy.join("; ") } };
}

function plain(status: number, body: string, extra: Record<string, string> = {}): MailResponse {
  const { headers, ...rest } = reply(status, "text/plain; charset=utf-8", body);
  return { ...rest, headers: { ...headers, ...extra } };
}

function reply(status: number, type: string, body: string): MailResponse {
  return { status, headers: { ...common, "content-type": type }, body };
}
