import type { FastifyInstance } from "fastify";
import { AppError } from "../../platform/errors.ts";

const maxDepth = 20;

/** JSON bodies: an empty one is no body, one that nests too deep is refused before anything walks it. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
    try {
      done(null, parseJson(String(text)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
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
