import { Photo, PhotoInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { maySeePhoto } from "./may-change-photos.ts";
import { findPhoto } from "./photo-row.ts";
import { photoOf } from "./photo-view.ts";

export const getPhoto = query({
  name: "listings.photos.get",
  summary: "A photo of a home: once it is ready for everybody, before that for its host.",
  input: PhotoInput,
  output: Photo,
  load: ({ sql }, input) => findPhoto(sql, input),
  may: maySeePhoto,
  async run({ house }, _input, photo) {
    assertFound(photo);
    return photoOf({ house }, photo);
  },
});
