import { Photo, UpdatePhotoInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { mayChangePhotos } from "./may-change-photos.ts";
import { lockPhoto } from "./photo-row.ts";
import { photoOf } from "./photo-view.ts";

export const updatePhoto = command({
  name: "listings.photos.update",
  summary: "Gives a photo another text for people who cannot see it.",
  input: UpdatePhotoInput,
  output: Photo,
  load: ({ sql }, input) => lockPhoto(sql, input),
  may: (actor, photo) => mayChangePhotos(actor, photo),
  async run({ tx, house, emit }, { alt }, photo) {
    assertFound(photo);
    await tx.photo.update({ where: { id: photo.id }, data: { alt }, select: { id: true } });
    if (photo.status === "ready") emit("listing.changed", { listingId: photo.listingId });
    return photoOf({ house }, { ...photo, alt });
  },
});
