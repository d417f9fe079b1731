import { Photo, PhotoInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { standingsOf } from "../homes/standings.ts";
import { maySeePhoto, type SeenPhoto } from "./may-change-photos.ts";
import { findPhoto } from "./photo-row.ts";
import { photoOf } from "./photo-view.ts";

export const getPhoto = query({
  name: "listings.photos.get",
  summary: "A photo of a home: once it is ready for everybody, before that for its host.",
  input: PhotoInput,
  output: Photo,
  async load(scope, input): Promise<SeenPhoto | undefined> {
    const { listingId } = input;
    const [photo, standings] = await Promise.all([findPhoto(scope.sql, input), standingsOf(scope, [listingId])]);
    return photo && { photo, standing: standings.get(listingId) };
  },
  may: maySeePhoto,
  async run({ house }, _input, seen) {
    assertFound(seen);
    return photoOf({ house }, seen.photo);
  },
});
