import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { AppError } from "../errors.ts";
import { grantSeconds, type Storage } from "./storage.ts";
import { storageOnDisk } from "./storage-on-disk.ts";
import { readUploadToken, type SignedUpload, writeUploadToken } from "./upload-token.ts";

export interface FolderOptions {
  readonly folder: string;
  /** Where the API serves what lies in the folder. */
  readonly origin: string;
  readonly secret: string;
}

/** What the API's own routes need, where no store serves the files by itself. */
export interface LocalFiles {
  /** What a token lets its bearer put; undefined where it is not valid any more. */
  readToken(token: string): SignedUpload | undefined;
  /** Keeps a body of exactly the granted length; anything else leaves nothing. */
  accept(upload: SignedUpload, body: Readable): Promise<void>;
  /** A file that anybody may fetch, by its path below `public/`. */
  open(path: string): Promise<OpenFile | undefined>;
}

export interface OpenFile {
  readonly bytes: number;
  stream(): Readable;
}

export interface FolderStorage {
  readonly storage: Storage;
  readonly files: LocalFiles;
}

/** Files in a folder of this machine: for development, and for a house on one machine. */
export function createFolderStorage({ folder, origin, secret }: FolderOptions): FolderStorage {
  const disk = new Disk(new FSDriver({ location: folder, visibility: "private" }));
  const onDisk = storageOnDisk(disk, {
    async grantUpload(file) {
      const expires = Math.floor(Date.now() / 1000) + grantSeconds;
      return {
        method: "PUT",
        url: `${origin}/uploads/${writeUploadToken(secret, { ...file, expires })}`,
        headers: { "content-type": file.contentType },
        expiresAt: new Date(expires * 1000).toISOString(),
      };
    },
    check: async () => void (await mkdir(folder, { recursive: true })),
    urlOf: (key) => `${origin}/files/${key.replace(/^public\//, "")}`,
  });
  const storage: Storage = {
    ...onDisk,
    async listFolders(path, page = "") {
      const found = await readdir(join(folder, path)).catch(() => []);
      const names = found.filter((name) => name > page).sort();
      return { names: names.slice(0, pageSize), next: names.length > pageSize ? names[pageSize - 1] : undefined };
    },
  };
  const files: LocalFiles = {
    readToken: (token) => readUploadToken(secret, token, new Date()),
    async accept({ key, bytes }, body) {
      // Under a name of its own first: a file is there whole, or it is not there.
      const incoming = join(folder, "incoming", randomUUID());
      try {
        await mkdir(dirname(incoming), { recursive: true });
        await pipeline(body, exactly(bytes), createWriteStream(incoming, { flush: true }));
        await mkdir(dirname(join(folder, key)), { recursive: true });
        await rename(incoming, join(folder, key));
      } catch (error) {
        await rm(incoming, { force: true }).catch(() => undefined);
        if (error instanceof AppError) throw error;
        throw new AppError("storage.unavailable", { cause: error, retryAfterSeconds: 5 });
      }
    },
    async open(path) {
      if (!servable.test(path)) return undefined;
      const file = join(folder, "public", path);
      const found = await stat(file).catch(() => undefined);
      return found?.isFile() ? { bytes: found.size, stream: () => createReadStream(file) } : undefined;
    },
  };
  return { storage, files };
}

/** As many as S3 lists at once. */
const pageSize = 1000;

/** Folders and names of ours: no dot but the one before the ending, so that no path leads out. */
const servable = /^(?:[\w-]+\/)*[\w-]+\.[a-z]+$/;

function exactly(bytes: number): Transform {
  let seen = 0;
  const mismatch = () =>
    new AppError("request.invalid", { detail: `The body must have ${bytes} bytes, as was agreed.` });
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(mismatch());
      else done(null, chunk);
    },
    flush: (done) => done(seen === bytes ? null : mismatch()),
  });
}
