import { z } from "zod";
import { Id, Instant, text } from "./fields.ts";

/** What a photo may be uploaded as. Every one is made anew on the server, so nothing else of a file is ever shown. */
export const PhotoType = z.enum(["image/jpeg", "image/png", "image/webp", "image/avif"]).meta({ id: "PhotoType" });
export type PhotoType = z.output<typeof PhotoType>;

/**
 * `awaiting_upload` until the upload is confirmed, then `processing` until its variants are there: `ready`, and seen
 * by everybody who sees the home. A `rejected` one says why, to the host.
 */
export const PhotoStatus = z.enum(["awaiting_upload", "processing", "ready", "rejected"]).meta({ id: "PhotoStatus" });

/**
 * `unreadable`: no picture, or a broken one. `wrong_type`: a picture of another kind than was said.
 * `too_many_pixels`: more than 60 million, or 25 million in AVIF. `lost`: its file is gone; upload it again.
 */
export const PhotoRejection = z
  .enum(["unreadable", "wrong_type", "too_many_pixels", "lost"])
  .meta({ id: "PhotoRejection" });
export type PhotoRejection = z.output<typeof PhotoRejection>;

export const PhotoFormat = z.enum(["webp", "jpeg"]).meta({ id: "PhotoFormat" });
export type PhotoFormat = z.output<typeof PhotoFormat>;

const Pixels = z.int().min(1).max(65_535);

/** One file of a photo. What an address shows never changes. */
export const PhotoVariant = z
  .object({
    format: PhotoFormat,
    width: Pixels,
    height: Pixels,
    url: z.string().describe("Shows the same for ever: keep it as long as you like."),
  })
  .meta({ id: "PhotoVariant" });
export type PhotoVariant = z.output<typeof PhotoVariant>;

/** A picture of a home. */
export const Photo = z
  .object({
    id: Id,
    status: PhotoStatus.describe("Always ready where others than the host look."),
    alt: z.string().nullable().describe("What it shows, for people who cannot see it."),
    width: Pixels.nullable().describe("Of the upright picture as it was uploaded; null until it is ready."),
    height: Pixels.nullable(),
    thumbhash: z.string().nullable().describe("ThumbHash, base64: a blur to show while it loads."),
    variants: z.array(PhotoVariant).describe("By width, smallest first; none until it is ready."),
    rejection: PhotoRejection.nullable().describe("Why it was rejected."),
  })
  .meta({ id: "Photo" });
export type Photo = z.output<typeof Photo>;

/** The largest file that may be uploaded: 20 MiB. */
export const maxPhotoBytes = 20 * 1024 * 1024;

/** How many photos a home has at most. */
export const maxPhotos = 40;

const Alt = text(300).nullable().describe("What it shows, for people who cannot see it.");

/** What is about to be uploaded. */
export const RequestPhotoInput = z.strictObject({
  listingId: Id,
  contentType: PhotoType,
  bytes: z.int().min(1).max(maxPhotoBytes).describe("The file's exact length."),
  alt: Alt.default(null),
});

/** How to send a file: one request, straight to the store, with nothing but these headers and the file as its body. */
export const PhotoUpload = z
  .object({
    method: z.literal("PUT"),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: Instant,
  })
  .meta({ id: "PhotoUpload" });

/** A photo that waits for its file, and where to send that. */
export const PhotoRequested = z
  .object({ listingId: Id, photo: Photo, upload: PhotoUpload })
  .meta({ id: "PhotoRequested" });

/** A photo of a home. */
export const PhotoInput = z.strictObject({ listingId: Id, photoId: Id });
export type PhotoInput = z.output<typeof PhotoInput>;

/** Another text for a photo; null: none. */
export const UpdatePhotoInput = z.strictObject({ listingId: Id, photoId: Id, alt: Alt });

/** Photos in their new order, the cover first. Those that are not named follow, in the order that they have. */
export const ReorderPhotosInput = z.strictObject({
  listingId: Id,
  photoIds: z
    .array(Id)
    .min(1)
    .max(maxPhotos)
    .refine((ids) => new Set(ids).size === ids.length, { error: "must not name a photo twice" }),
});

/** A home's photos in their order, the cover first. */
export const PhotoList = z.object({ data: z.array(Photo) }).meta({ id: "PhotoList" });
