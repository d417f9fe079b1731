import { Photo, PhotoInput } from "@roost/contract";
import { command, type Scope } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { isItsHost, mayChangePhotos } from "./may-change-photos.ts";
import { uploadKey } from "./photo-files.ts";
import { findPhoto, lockPhoto } from "./photo-row.ts";
import { photoOf } from "./photo-view.ts";
import { sniffedBytes, sniffType } from "./sniff-type.ts";

/** Works off photos that were confirmed. */
export const processPhotoQueue = "listings.process-photo";

export const confirmPhoto = command({
  name: "listings.photos.confirm",
  summary: "Says that the file has been sent. It is looked at, and its variants are made; ask for the photo meanwhile.",
  input: PhotoInput,
  output: Photo,
  prepare: lookAtUpload,
  async load({ sql }, input, upload) {
    const photo = await lockPhoto(sql, input);
    return photo && { ...photo, upload };
  },
  may: (actor, photo) => mayChangePhotos(actor, photo),
  async run({ tx, house, enqueue }, _input, photo) {
    assertFound(photo);
    // Confirmed before: it goes on as it does.
    if (photo.status !== "awaiting_upload") return photoOf({ house }, photo);
    refuseWrong(photo, photo.upload);
    await tx.photo.update({ where: { id: photo.id }, data: { status: "processing" }, select: { id: true } });
    enqueue(processPhotoQueue, { photoId: photo.id });
    return photoOf({ house }, { ...photo, status: "processing" });
  },
});

interface Upload {
  readonly bytes: number;
  readonly contentType: string | undefined;
}

/** What lies in the store; undefined where nothing does. Nobody but the host makes us ask it. */
async function lookAtUpload(scope: Scope, input: PhotoInput): Promise<Upload | undefined> {
  const photo = await findPhoto(scope.sql, input);
  if (!photo || photo.status !== "awaiting_upload" || !isItsHost(scope.actor, photo)) return undefined;
  const storage = storagePort.from(scope);
  const key = uploadKey(photo);
  const bytes = await storage.sizeOf(key);
  if (bytes === undefined) return undefined;
  return { bytes, contentType: await sniffType(await storage.readStart(key, sniffedBytes)) };
}

interface Announced {
  readonly bytes: number;
  readonly contentType: string;
}

function refuseWrong(announced: Announced, upload: Upload | undefined): void {
  if (!upload) throw new AppError("photo.not_uploaded");
  const { bytes, contentType } = announced;
  if (upload.bytes !== bytes) {
    const detail = `The file has ${upload.bytes} bytes; ${bytes} were announced.`;
    throw new AppError("photo.invalid", { detail, details: { reason: "length" } });
  }
  if (upload.contentType !== contentType) {
    const found = upload.contentType ?? "none that can be told";
    const detail = `By its content the file's type is ${found}; ${contentType} was announced.`;
    throw new AppError("photo.invalid", { detail, details: { reason: "type" } });
  }
}
