import type { ListingStatus, Photo, PhotoRejection } from "@roost/contract";
import type { z } from "zod";
import type { Sql } from "../../../platform/sql.ts";

/** What a photo shows of itself, as its home's row holds it. */
export interface ShownPhotoRow {
  readonly id: string;
  readonly status: Photo["status"];
  readonly alt: string | null;
  readonly hash: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly widths: readonly number[];
  readonly thumbhash: string | null;
  readonly rejection: PhotoRejection | null;
  readonly isLost: boolean;
}

/** A photo, and what decides who may do what with it. */
export interface PhotoRow extends ShownPhotoRow {
  readonly listingId: string;
  readonly hostId: string;
  readonly listingStatus: z.output<typeof ListingStatus>;
  readonly contentType: string;
  readonly bytes: number;
  readonly uploadName: string;
  readonly uploadExpiresAt: string;
}

const shownObject = `json_build_object('id', f.id, 'status', f.status, 'alt', f.alt, 'hash', f.hash, 'width', f.width,
    'height', f.height, 'widths', f.widths, 'thumbhash', f.thumbhash, 'rejection', f.rejection, 'isLost', f.is_lost)`;

/** A column of `listing l`: all of its photos in their order, the cover first; null without any. */
export const photosColumn = `(select json_agg(${shownObject} order by f.position, f.id) from photo f
    where f.listing_id = l.id) as photos`;

/** A column of `listing l`: what everybody sees first of it. */
export const coverColumn = `(select ${shownObject} from photo f where f.listing_id = l.id and f.status = 'ready'
    and not f.is_lost order by f.position, f.id limit 1) as cover`;

const rowText = `select f.id, f.status, f.alt, f.hash, f.width, f.height, f.widths, f.thumbhash, f.rejection,
    f.is_lost as "isLost", f.listing_id as "listingId", l.host_id as "hostId", l.status as "listingStatus",
    f.content_type as "contentType", f.bytes, f.upload_name as "uploadName",
    f.upload_expires_at as "uploadExpiresAt"
  from photo f join listing l on l.id = f.listing_id`;

interface PhotoOf {
  readonly listingId: string;
  readonly photoId: string;
}

export const findPhoto = (sql: Sql, { listingId, photoId }: PhotoOf): Promise<PhotoRow | undefined> =>
  sql.one<PhotoRow>("photo_find", `${rowText} where f.id = $1 and f.listing_id = $2`, [photoId, listingId]);

export const findPhotoById = (sql: Sql, photoId: string): Promise<PhotoRow | undefined> =>
  sql.one<PhotoRow>("photo_find_by_id", `${rowText} where f.id = $1`, [photoId]);

/** A home's photos in their order. */
export const findPhotosOf = (sql: Sql, listingId: string): Promise<readonly PhotoRow[]> =>
  sql.all<PhotoRow>("photo_find_of", `${rowText} where f.listing_id = $1 order by f.position, f.id`, [listingId]);

/** The photo, locked until the transaction ends. */
export const lockPhoto = (sql: Sql, { listingId, photoId }: PhotoOf): Promise<PhotoRow | undefined> =>
  sql.one<PhotoRow>("photo_lock", `${rowText} where f.id = $1 and f.listing_id = $2 for no key update of f`, [
    photoId,
    listingId,
  ]);

/** A home whose photos are about to change, locked so that their order and number are one writer's at a time. */
export interface PhotographedHome {
  readonly id: string;
  readonly hostId: string;
  readonly listingStatus: z.output<typeof ListingStatus>;
}

export const lockPhotographedHome = (sql: Sql, listingId: string): Promise<PhotographedHome | undefined> =>
  sql.one<PhotographedHome>(
    "photo_home_lock",
    `select id, host_id as "hostId", status as "listingStatus" from listing where id = $1 for no key update`,
    [listingId],
  );
