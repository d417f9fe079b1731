import { join } from "node:path";
import type { Env } from "../env.ts";
import { homeFolder } from "../home-folder.ts";
import { createFolderStorage, type LocalFiles } from "./folder-storage.ts";
import { createS3Storage } from "./s3-storage.ts";
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
  const storage = createS3Storage({
    ...{ bucket, accessKeyId, secretAccessKey, region: env.S3_REGION, endpoint: env.S3_ENDPOINT },
    ...{ forcePathStyle: env.S3_FORCE_PATH_STYLE, publicUrl: env.S3_PUBLIC_URL },
  });
  return { storage, files: undefined };
}
