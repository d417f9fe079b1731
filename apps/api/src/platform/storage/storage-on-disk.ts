import type { Readable } from "node:stream";
import type { Disk } from "flydrive";
import { AppError } from "../errors.ts";
import { immutable, type Storage } from "./storage.ts";

type Own = Pick<Storage, "grantUpload" | "check" | "urlOf">;

/** What a folder and S3 have in common, on flydrive's disk. */
export function storageOnDisk(disk: Disk, own: Own): Storage {
  return {
    ...own,
    check: () => answered(own.check()),
    sizeOf: (key) => answered(sizeOf(disk, key)),
    readStart: (key, bytes) => answered(disk.getStream(key).then((stream) => startOf(stream, bytes))),
    read: (key, maxBytes) =>
      answered(
        sizeOf(disk, key).then(async (size) =>
          size === undefined || size > maxBytes ? undefined : whole(await disk.getStream(key), maxBytes),
        ),
      ),
    write: ({ key, contentType, body }) =>
      answered(disk.put(key, body, { contentType, contentLength: body.length, cacheControl: immutable })),
    removeFolder: (folder) => answered(disk.deleteAll(folder)),
    async listFolders(folder, page) {
      const listed = await answered(disk.listAll(folder, page === undefined ? {} : { paginationToken: page }));
      const names = [...listed.objects].flatMap((one) => (one.isDirectory ? [one.name] : []));
      return { names, next: listed.paginationToken };
    },
  };
}

/** To callers a store that fails is one that is away: the same call may succeed later. */
async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new AppError("storage.unavailable", { cause: error, retryAfterSeconds: 5 });
  }
}

async function sizeOf(disk: Disk, key: string): Promise<number | undefined> {
  return (await disk.exists(key)) ? (await disk.getMetaData(key)).contentLength : undefined;
}

async function startOf(stream: Readable, bytes: number): Promise<Uint8Array> {
  const start = await collect(stream, bytes);
  return start.subarray(0, bytes);
}

/** The file may have been replaced by a longer one since its length was asked. */
async function whole(stream: Readable, maxBytes: number): Promise<Uint8Array | undefined> {
  const bytes = await collect(stream, maxBytes + 1);
  return bytes.length > maxBytes ? undefined : bytes;
}

/** Reads until there are `enough` bytes, and not on. */
async function collect(stream: Readable, enough: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= enough) break;
  }
  return Buffer.concat(chunks);
}
