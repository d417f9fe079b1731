import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { AppError } from "../../platform/errors.ts";

const maxDepth = 20;

/** JSON bodies: an empty one is no body, one that nests too deep is refused before anything walks it. */
export function acceptJson(app: FastifyInstance): void {
  readJsonWith(app, parseJson);
}

/** JSON bodies as text, for whoever parses them himself. */
export function acceptJsonText(app: FastifyInstance): void {
  readJsonWith(app, (text) => text);
}

function readJsonWith(app: FastifyInstance, read: (text: string) => unknown): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, read(textOf(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** Bytes that are no UTF-8 would be read as U+FFFD, and stored as what nobody wrote. */
function textOf(body: string | Buffer): string {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  if (!isUtf8(bytes)) throw new AppError("request.invalid", { detail: "The body is not UTF-8." });
  return bytes.toString();
}

/** Text to value; undefined where there is no text. */
function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("request.invalid", { detail: "The body is not JSON.", cause: error });
  }
  if (isDeeperThan(value, maxDepth)) {
    throw new AppError("request.invalid", { detail: `The body nests deeper than ${maxDepth} levels.` });
  }
  return value;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
