import { Id, PhotoRejection } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { findPhotoById } from "./photo-row.ts";

const Made = z.strictObject({
  hash: z.string(),
  width: z.int(),
  height: z.int(),
  widths: z.array(z.int()),
  thumbhash: z.string(),
});

/** What became of a photo that was looked at: shown, or rejected. Once; a repeated job finds it settled. */
export const settlePhoto = command({
  name: "listings.settlePhoto",
  summary: "Show a photo whose variants are made, or reject it.",
  input: z.strictObject({ photoId: Id, outcome: z.union([Made, z.strictObject({ rejection: PhotoRejection })]) }),
  output: z.object({ moved: z.boolean() }),
  may: onlySystem,
  load: ({ sql }, { photoId }) => findPhotoById(sql, photoId),
  async run({ tx, emit }, { photoId, outcome }, photo) {
    const status = "rejection" in outcome ? "rejected" : "ready";
    const where = { id: photoId, status: "processing" } as const;
    const { count } = await tx.photo.updateMany({ where, data: { ...outcome, status } });
    if (photo && count > 0 && status === "ready") emit("listing.changed", { listingId: photo.listingId });
    return { moved: count > 0 };
  },
});
