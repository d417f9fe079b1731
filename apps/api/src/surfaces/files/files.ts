import type { FastifyInstance } from "fastify";
import { AppError } from "../../platform/errors.ts";
import type { LocalFiles } from "../../platform/storage/folder-storage.ts";
import { immutable } from "../../platform/storage/storage.ts";
import { refuseOtherMethods } from "../http/server.ts";

const path = "/files/*";
const types = new Map([
  ["webp", "image/webp"],
  ["jpeg", "image/jpeg"],
]);

/** What anybody may fetch of a folder's files. Where a store keeps them, it serves them itself. */
export function registerFiles(app: FastifyInstance, files: LocalFiles): void {
  app.get<{ Params: { "*": string } }>(path, async (request, reply) => {
    const { "*": name } = request.params;
    const type = types.get(name.slice(name.lastIndexOf(".") + 1));
    const file = type === undefined ? undefined : await files.open(name);
    if (type === undefined || file === undefined) throw new AppError("not_found");
    // A name holds the hash of what it names, so it is its own tag.
    const etag = `"${name.slice(name.lastIndexOf("/") + 1)}"`;
    reply.header("etag", etag).header("cache-control", immutable);
    // Pictures are shown by other origins' pages.
    reply.header("cross-origin-resource-policy", "cross-origin");
    if (!reply.hasHeader("access-control-allow-origin")) reply.header("access-control-allow-origin", "*");
    if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send();
    return reply.type(type).header("content-length", file.bytes).send(file.stream());
  });
  refuseOtherMethods(app, path, new Set(["GET", "HEAD"]));
}
