import { maxPhotoBytes } from "@roost/contract";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import { type Storage, storagePort } from "../../../platform/storage/storage.ts";
import type { Making } from "./make-variants.ts";
import { privateFolder, uploadKey, variantKey } from "./photo-files.ts";
import { findPhotoById, type PhotoRow } from "./photo-row.ts";
import { settlePhoto } from "./settle-photo.ts";

export interface PhotoWork {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
}

/**
 * Makes a photo's variants and shows it, or rejects it. Again after a crash: the same upload makes the same files
 * under the same names. The upload itself goes when its photo is settled.
 */
export async function processPhoto({ engine, house, sql }: PhotoWork, photoId: string): Promise<void> {
  const photo = await findPhotoById(sql, photoId);
  if (!photo) return;
  const storage = storagePort.from({ house });
  if (photo.status === "processing") {
    const outcome = await keepVariants(storage, photo);
    await engine.execute(settlePhoto, { actor: { kind: "system" }, requestId: newId() }, { photoId, outcome });
  }
  await storage.removeFolder(privateFolder(photoId));
}

/** Looks at the upload again: since it was confirmed, its address may have been used once more. */
async function keepVariants(storage: Storage, photo: PhotoRow) {
  const upload = await storage.read(uploadKey(photo), maxPhotoBytes);
  // The decoders are loaded by whoever looks at a picture: a server that only answers never does.
  const { makeVariants } = await import("./make-variants.ts");
  const made: Making = upload ? await makeVariants(upload, photo.contentType) : { rejection: "lost" };
  if ("rejection" in made) return made;
  const { files, ...facts } = made;
  for (const { width, format, body } of files) {
    const key = variantKey(photo.id, { hash: facts.hash, width, format });
    await storage.write({ key, contentType: `image/${format}`, body });
  }
  return facts;
}
