import type { FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors.ts";

/**
 * Takes `If-Match` as the input's `version`. Both forms that a client may have at hand are taken: the version itself in
 * quotes, and the ETag of an answer, which begins with it. A weak tag is as good: some proxies weaken every tag on its
 * way, and what is compared is the version alone.
 */
export function takeIfMatch(request: FastifyRequest, input: Record<string, unknown>): void {
  const { "if-match": header } = request.headers;
  if (header === undefined || header === "*") return;
  const [, digits] = /^(?:W\/)?"([1-9]\d{0,9})(?:-[\w-]*)?"$/.exec(header) ?? [];
  if (digits === undefined) {
    throw refusal("", "if_match", 'If-Match must be one version in quotes, such as "3", or the ETag of an answer.');
  }
  const version = Number(digits);
  if (input["version"] !== undefined && input["version"] !== version) {
    throw refusal("/version", "if_match", `This differs from If-Match, which says ${version}.`);
  }
  input["version"] = version;
}

const refusal = (pointer: string, code: string, detail: string): AppError =>
  new AppError("request.invalid", { detail, issues: [{ pointer, code, detail }] });
