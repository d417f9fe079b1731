import { join } from "node:path";
import type { Env } from "../env.ts";
import { homeFolder } from "../home-folder.ts";
import { createFolderStorage, type LocalFiles } from "./folder-storage.ts";
import { type S3Options, s3Address } from "./s3-address.ts";
import type { Storage } from "./storage.ts";

export interface OpenStorage {
  readonly storage: Storage;
  /** Where the API serves and takes files itself; undefined where a store does. */
  readonly files: LocalFiles | undefined;
}

/** The store that the environment names, or else a folder of the house. */
export function openStorage(env: Env, origin: string): OpenStorage {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return createFolderStorage({ folder: join(homeFolder(env), "files"), origin, secret: env.ROOST_SECRET });
  }
  const storage = s3Storage({
    ...{ bucket, accessKeyId, secretAccessKey, region: env.S3_REGION, endpoint: env.S3_ENDPOINT },
    ...{ forcePathStyle: env.S3_FORCE_PATH_STYLE, publicUrl: env.S3_PUBLIC_URL },
  });
  return { storage, files: undefined };
}

/** Amazon's SDK takes a fifth of a second to load: nobody who keeps files in a folder waits for it. */
function s3Storage(options: S3Options): Storage {
  let opened: Promise<Storage> | undefined;
  const open = () => (opened ??= import("./s3-storage.ts").then(({ createS3Storage }) => createS3Storage(options)));
  return {
    grantUpload: async (file) => (await open()).grantUpload(file),
    check: async () => (await open()).check(),
    sizeOf: async (key) => (await open()).sizeOf(key),
    readStart: async (key, bytes) => (await open()).readStart(key, bytes),
    read: async (key, maxBytes) => (await open()).read(key, maxBytes),
    write: async (file) => (await open()).write(file),
    removeFolder: async (folder) => (await open()).removeFolder(folder),
    listFolders: async (folder, page) => (await open()).listFolders(folder, page),
    urlOf: (key) => s3Address(options, key),
  };
}
