import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { refusalOf } from "./signature.ts";

export interface ObjectStore {
  readonly url: string;
  /** The environment of a house that keeps its files here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends it in the middle of everything; the files stay. */
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const bucket = "roost-photos";
// s3rver knows this one key.
const key = { accessKeyId: "S3RVER", secretAccessKey: "a-secret-that-only-tests-know" };

/**
 * An S3-compatible store on loopback: s3rver, behind a check of signatures that it does not make. Its bucket is as the
 * guide asks for: anybody may fetch what is below `public/`, everything else needs a signature.
 */
export async function startObjectStore(): Promise<ObjectStore> {
  const directory = await mkdtemp(join(tmpdir(), "roost-store-"));
  const store = new S3rver({
    directory,
    silent: true,
    allowMismatchedSignatures: false,
    configureBuckets: [{ name: bucket }],
  });
  await store.configureBuckets();
  const serve = store.callback();
  const server = createServer((request, response) => {
    const isPublic = request.method === "GET" && request.url?.startsWith(`/${bucket}/public/`);
    const refusal = isPublic && !request.headers.authorization ? undefined : refusalOf(request, key);
    if (refusal === undefined) return serve(request, response);
    request.resume();
    response.writeHead(403, { "content-type": "application/xml", connection: "close" });
    return response.end(`<?xml version="1.0"?><Error><Code>${refusal}</Code><Message>No.</Message></Error>`);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url,
    variables: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: url,
      S3_ACCESS_KEY_ID: key.accessKeyId,
      S3_SECRET_ACCESS_KEY: key.secretAccessKey,
      S3_FORCE_PATH_STYLE: "true",
    },
    stop,
    start: () => listen(port),
    async close() {
      if (server.listening) await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
