import { read, write } from "../../../platform/route.ts";
import { confirmPhoto } from "./confirm-photo.ts";
import { deletePhoto } from "./delete-photo.ts";
import { getPhoto } from "./get-photo.ts";
import { reorderPhotos } from "./reorder-photos.ts";
import { requestPhoto } from "./request-photo.ts";
import { updatePhoto } from "./update-photo.ts";

const photos = "/listings/{listingId}/photos";

export const photosRouter = {
  request: write(requestPhoto, `POST ${photos}`, {
    created: ({ listingId, photo }) => `/listings/${listingId}/photos/${photo.id}`,
  }),
  get: read(getPhoto, `GET ${photos}/{photoId}`),
  confirm: write(confirmPhoto, `POST ${photos}/{photoId}/confirm`, { accepted: true }),
  reorder: write(reorderPhotos, `PUT ${photos}/order`),
  update: write(updatePhoto, `PATCH ${photos}/{photoId}`),
  delete: write(deletePhoto, `DELETE ${photos}/{photoId}`, { empty: true }),
} as const;
