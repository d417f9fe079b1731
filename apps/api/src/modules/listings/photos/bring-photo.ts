import { PhotoRequested, type PhotoType } from "@roost/contract";
import type { UserActor } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { newId } from "../../../platform/ids.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { confirmPhoto } from "./confirm-photo.ts";
import { uploadKey } from "./photo-files.ts";
import { findPhotoById } from "./photo-row.ts";
import type { PhotoWork } from "./process-photo.ts";
import { requestPhoto } from "./request-photo.ts";

export interface Picture {
  readonly listingId: string;
  readonly contentType: PhotoType;
  readonly body: Uint8Array;
  readonly alt: string;
}

/** Adds a photo whose file is at hand, as its host would: asked for, sent, confirmed. A job makes the rest. */
export async function bringPhoto({ engine, house, sql }: PhotoWork, host: UserActor, picture: Picture): Promise<void> {
  const { listingId, contentType, body, alt } = picture;
  const call = { actor: host, requestId: newId() } as const;
  const asked = await engine.execute(requestPhoto, call, { listingId, contentType, bytes: body.length, alt });
  const photoId = PhotoRequested.parse(asked.output).photo.id;
  const row = await findPhotoById(sql, photoId);
  assertThere(row, `photo ${photoId} is gone`);
  await storagePort.from({ house }).write({ key: uploadKey(row), contentType, body });
  await engine.execute(confirmPhoto, call, { listingId, photoId });
}
