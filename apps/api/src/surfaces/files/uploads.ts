import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors.ts";
import type { LocalFiles } from "../../platform/storage/folder-storage.ts";
import type { SignedUpload } from "../../platform/storage/upload-token.ts";
import { refuseOtherMethods } from "../http/server.ts";

const path = "/uploads/:token";

/** Takes files as an S3-compatible store does: the address is the permission, for one file of one length and type. */
export async function registerUploads(app: FastifyInstance, files: LocalFiles): Promise<void> {
  await app.register(async (scope) => {
    // The body is never in memory: it streams to the disk, up to the length that was agreed.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, body, done) => done(null, body));
    scope.put<{ Params: { token: string } }>(
      path,
      {
        // Before the body is read, so that nothing is sent in vain.
        onRequest: async (request, reply) => {
          try {
            check(request, granted(files, request.params.token));
          } catch (error) {
            reply.header("connection", "close");
            throw error;
          }
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!(body instanceof Readable)) throw new AppError("request.invalid", { detail: "The body is missing." });
        await files.accept(granted(files, request.params.token), body);
        return reply.code(200).send();
      },
    );
  });
  refuseOtherMethods(app, path, new Set(["PUT"]));
}

function granted(files: LocalFiles, token: string): SignedUpload {
  const upload = files.readToken(token);
  if (!upload) throw new AppError("upload.link_invalid");
  return upload;
}

function check({ headers }: FastifyRequest, { contentType, bytes }: SignedUpload): void {
  if (headers["content-type"] !== contentType) {
    throw new AppError("request.unsupported_media_type", { detail: `Content-Type must be ${contentType}, as agreed.` });
  }
  const length = headers["content-length"];
  if (length === String(bytes)) return;
  const detail = `Content-Length must be ${bytes}, as agreed.`;
  throw new AppError(Number(length) > bytes ? "request.too_large" : "request.invalid", { detail });
}
