import { randomBytes } from "node:crypto";
import { maxPhotos, PhotoRequested, RequestPhotoInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { Sql } from "../../../platform/sql.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { mayChangePhotos } from "./may-change-photos.ts";
import { uploadKey } from "./photo-files.ts";
import { lockPhotographedHome, type PhotographedHome } from "./photo-row.ts";
import { photoOf } from "./photo-view.ts";

export const requestPhoto = command({
  name: "listings.photos.request",
  summary: "Makes room for a photo and answers where to send its file; then confirm it.",
  input: RequestPhotoInput,
  output: PhotoRequested,
  // Signed here, and of use only if the row is made. Where the store is away, an address of it would be of no use.
  async prepare(scope, { contentType, bytes }) {
    if (scope.actor?.kind !== "user") return undefined;
    const storage = storagePort.from(scope);
    const upload = { id: newId(), uploadName: randomBytes(16).toString("hex") };
    await storage.check();
    return { ...upload, grant: await storage.grantUpload({ key: uploadKey(upload), contentType, bytes }) };
  },
  async load({ sql }, { listingId }, prepared) {
    const home = await lockPhotographedHome(sql, listingId);
    return home && { id: home.id, home, prepared };
  },
  may: (actor, subject) => mayChangePhotos(actor, subject?.home),
  async run({ tx, sql, house, now }, { listingId, contentType, bytes, alt }, subject) {
    assertFound(subject);
    const { home, prepared } = subject;
    assertFound(prepared);
    refuseArchived(home);
    const { id, uploadName, grant } = prepared;
    const position = await nextPosition(sql, listingId);
    const uploadExpiresAt = new Date(grant.expiresAt);
    const photo = { id, listingId, position, alt, contentType, bytes, uploadName, uploadExpiresAt, createdAt: now };
    await tx.photo.create({ data: { ...photo, status: "awaiting_upload" }, select: { id: true } });
    return { listingId, photo: photoOf({ house }, { ...blank, id, alt }), upload: { ...grant } };
  },
});

const blank = {
  status: "awaiting_upload",
  hash: null,
  width: null,
  height: null,
  widths: [],
  thumbhash: null,
  rejection: null,
  isLost: false,
} as const;

function refuseArchived({ listingStatus: status }: PhotographedHome): void {
  if (status === "archived") throw new AppError("listing.state", { details: { status } });
}

/** After the last; refuses where there are too many. Those whose upload never came do not count. */
async function nextPosition(sql: Sql, listingId: string): Promise<number> {
  const found = await sql.one<{ count: number; next: number }>(
    "photo_next_position",
    `select count(*) filter (where status <> 'awaiting_upload' or upload_expires_at > now()) as count,
       coalesce(max(position) + 1, 0) as next
     from photo where listing_id = $1`,
    [listingId],
  );
  if (!found || found.count >= maxPhotos) throw new AppError("photo.too_many", { details: { maxPhotos } });
  return found.next;
}
