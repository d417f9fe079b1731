import { PhotoList, ReorderPhotosInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { mayChangePhotos } from "./may-change-photos.ts";
import { findPhotosOf, lockPhotographedHome, type PhotoRow } from "./photo-row.ts";
import { photosFor } from "./photo-view.ts";

export const reorderPhotos = command({
  name: "listings.photos.reorder",
  summary: "Puts a home's photos in another order, the cover first.",
  input: ReorderPhotosInput,
  output: PhotoList,
  load: ({ sql }, { listingId }) => lockPhotographedHome(sql, listingId),
  may: mayChangePhotos,
  async run({ sql, house, emit }, { listingId, photoIds }, home) {
    assertFound(home);
    const ordered = inOrderOf(photoIds, await findPhotosOf(sql, listingId));
    await sql.run(
      "photo_reorder",
      `update photo f set position = o.position - 1
       from unnest($1::uuid[]) with ordinality o(id, position) where f.id = o.id and f.listing_id = $2`,
      [ordered.map(({ id }) => id), listingId],
    );
    emit("listing.changed", { listingId });
    return { data: photosFor({ house }, ordered, true) };
  },
});

/** Those that are named first, the others after them as they were. */
function inOrderOf(photoIds: readonly string[], photos: readonly PhotoRow[]): readonly PhotoRow[] {
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  const named = photoIds.map((id, at) => {
    const photo = byId.get(id);
    if (photo) return photo;
    const issue = { pointer: `/photoIds/${at}`, code: "unknown_photo", detail: "is no photo of this home" };
    throw new AppError("request.invalid", { detail: `${issue.pointer}: ${issue.detail}`, issues: [issue] });
  });
  const isNamed = new Set(photoIds);
  return [...named, ...photos.filter(({ id }) => !isNamed.has(id))];
}
