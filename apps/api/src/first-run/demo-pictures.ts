import type { App } from "../app.ts";
import { bringPhoto } from "../modules/listings/index.ts";
import { newId } from "../platform/ids.ts";
import { drawRoom, drawView } from "./draw-picture.ts";

const homes = 5;

/** Two drawn pictures for some homes of the demo's host, once; they are ready some seconds after the start. */
export async function hangDemoPictures(app: App, email: string): Promise<void> {
  const bare = await app.sql.all<{ id: string; host_id: string }>("demo_bare_homes", bareText, [email, homes]);
  for (const [at, { id: listingId, host_id: userId }] of bare.entries()) {
    const host = { kind: "user", userId, roles: ["guest", "host"], emailVerified: true, sessionId: newId() } as const;
    const pictures = [
      { body: drawView(at), alt: "The house among the hills" },
      { body: drawRoom(at), alt: "The living room" },
    ];
    for (const { body, alt } of pictures) {
      await bringPhoto(app, host, { listingId, contentType: "image/png", body, alt });
    }
  }
}

/** Whoever took them away wants them away: only where no photo was ever asked for. */
const bareText = `select l.id, l.host_id from listing l join app_user u on u.id = l.host_id
  where u.email = $1 and l.status = 'published'
    and not exists (select from audit where action = 'listings.photos.request')
  order by l.id limit $2`;
