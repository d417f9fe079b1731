import type { Photo } from "@roost/contract";
import type { Example } from "./example.ts";

const listingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a03";
const photoId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a70";
const files = `https://api.example.com/files/photos/${photoId}/3f7a1c0e9b2d4856a1b0c9d8e7f60514`;

/** A photo that everybody sees. */
export const photo: Photo = {
  id: photoId,
  status: "ready",
  alt: "The living room, with the falls behind the window.",
  width: 640,
  height: 480,
  thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j2w",
  variants: [
    { format: "webp", width: 320, height: 240, url: `${files}-320.webp` },
    { format: "jpeg", width: 320, height: 240, url: `${files}-320.jpeg` },
    { format: "webp", width: 640, height: 480, url: `${files}-640.webp` },
    { format: "jpeg", width: 640, height: 480, url: `${files}-640.jpeg` },
  ],
  rejection: null,
};

const unseen = { ...photo, width: null, height: null, thumbhash: null, variants: [] };
const awaited: Photo = { ...unseen, status: "awaiting_upload" };
const processing: Photo = { ...unseen, status: "processing" };
const alt = "The living room at dusk.";

export const photoExamples: Readonly<Record<string, Example>> = {
  "listings.photos.request": {
    input: { listingId, contentType: "image/jpeg", bytes: 184_220, alt: photo.alt },
    output: {
      listingId,
      photo: awaited,
      upload: {
        method: "PUT",
        url: "https://api.example.com/uploads/WyJwcml2YXRlL3Bob3Rvcy8.bW9yZSB0aGFuIHRoaXM",
        headers: { "content-type": "image/jpeg" },
        expiresAt: "2026-11-30T19:15:00.000Z",
      },
    },
  },
  "listings.photos.get": { input: { listingId, photoId }, output: photo },
  "listings.photos.confirm": { input: { listingId, photoId }, output: processing },
  "listings.photos.reorder": { input: { listingId, photoIds: [photoId] }, output: { data: [photo] } },
  "listings.photos.update": { input: { listingId, photoId, alt }, output: { ...photo, alt } },
  "listings.photos.delete": { input: { listingId, photoId } },
};
