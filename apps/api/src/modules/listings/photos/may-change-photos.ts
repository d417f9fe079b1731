import type { Actor, Verdict } from "../../../platform/action.ts";
import { isAdmin } from "../../../platform/policies.ts";
import type { Standing } from "../homes/standings.ts";
import type { PhotographedHome, PhotoRow } from "./photo-row.ts";

type Subject = Pick<PhotographedHome, "hostId" | "listingStatus">;

/** Only the host changes a home's photos. Who is not signed in learns nothing, not even whether the home exists. */
export function mayChangePhotos(actor: Actor | null, home: Subject | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!home) return "hidden";
  if (isItsHost(actor, home)) return true;
  return home.listingStatus === "published" || isAdmin(actor) ? "forbidden" : "hidden";
}

export interface SeenPhoto {
  readonly photo: PhotoRow;
  /** What who asks is to the home. */
  readonly standing: Standing | undefined;
}

/** Who sees a home sees its ready photos; the host and admins see all. */
export function maySeePhoto(actor: Actor | null, seen: SeenPhoto | undefined): Verdict {
  if (!seen) return "hidden";
  const { photo, standing } = seen;
  const isHomeShown = photo.listingStatus === "published" || standing !== undefined;
  const isShown = isHomeShown && photo.status === "ready" && !photo.isLost;
  return isShown || isItsHost(actor, photo) || isAdmin(actor) ? true : "hidden";
}

export const isItsHost = (actor: Actor | null, { hostId }: Subject): boolean =>
  actor?.kind === "user" && actor.userId === hostId;
