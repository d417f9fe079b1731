import type { PhotoFormat } from "@roost/contract";

export const photoFormats: readonly PhotoFormat[] = ["webp", "jpeg"];

/** The folders that have a folder for each photo. */
export const publicPhotos = "public/photos";
export const privatePhotos = "private/photos";

/** What people are shown of a photo. */
export const publicFolder = (photoId: string): string => `${publicPhotos}/${photoId}`;

/** What its host uploads, as it came: never shown to anybody. */
export const privateFolder = (photoId: string): string => `${privatePhotos}/${photoId}`;

export const uploadKey = ({ id, uploadName }: { readonly id: string; readonly uploadName: string }): string =>
  `${privateFolder(id)}/${uploadName}`;

interface Variant {
  readonly hash: string;
  readonly width: number;
  readonly format: PhotoFormat;
}

/** Where a variant lies. The hash is of its content, so that this never names another picture. */
export const variantKey = (photoId: string, { hash, width, format }: Variant): string =>
  `${publicFolder(photoId)}/${hash}-${width}.${format}`;
