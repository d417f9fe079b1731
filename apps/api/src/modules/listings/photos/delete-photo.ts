import { PhotoInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { mayChangePhotos } from "./may-change-photos.ts";
import { lockPhoto } from "./photo-row.ts";

/** Removes the files of photos that are no more. */
export const removeFilesQueue = "listings.remove-photo-files";

export const deletePhoto = command({
  name: "listings.photos.delete",
  summary: "Removes a photo and its files; what browsers and caches hold of it is theirs.",
  input: PhotoInput,
  output: z.void(),
  load: ({ sql }, input) => lockPhoto(sql, input),
  may: (actor, photo) => mayChangePhotos(actor, photo),
  async run({ tx, enqueue, emit }, _input, photo) {
    assertFound(photo);
    await tx.photo.delete({ where: { id: photo.id }, select: { id: true } });
    if (photo.status === "ready") emit("listing.changed", { listingId: photo.listingId });
    enqueue(removeFilesQueue, { photoId: photo.id });
  },
});
