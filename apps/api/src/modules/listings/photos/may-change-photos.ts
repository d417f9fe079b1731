import type { Actor, Verdict } from "../../../platform/action.ts";
import { isAdmin } from "../../../platform/policies.ts";
import type { PhotographedHome, PhotoRow } from "./photo-row.ts";

type Subject = Pick<PhotographedHome, "hostId" | "listingStatus">;

/** Only the host changes a home's photos. Who is not signed in learns nothing, not even whether the home exists. */
export function mayChangePhotos(actor: Actor | null, home: Subject | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!home) return "hidden";
  if (isItsHost(actor, home)) return true;
  return home.listingStatus === "published" || isAdmin(actor) ? "forbidden" : "hidden";
}

/** Everybody sees the ready photos of a published home; the host and admins see all. */
export function maySeePhoto(actor: Actor | null, photo: PhotoRow | undefined): Verdict {
  if (!photo) return "hidden";
  const isShown = photo.listingStatus === "published" && photo.status === "ready" && !photo.isLost;
  return isShown || isItsHost(actor, photo) || isAdmin(actor) ? true : "hidden";
}

export const isItsHost = (actor: Actor | null, { hostId }: Subject): boolean =>
  actor?.kind === "user" && actor.userId === hostId;
