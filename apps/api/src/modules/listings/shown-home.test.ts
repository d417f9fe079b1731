import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import type { AnyAction, UserActor } from "../../platform/action.ts";
import { explainAvailability } from "./calendar/explain-availability.ts";
import { getCalendar } from "./calendar/get-calendar.ts";
import { getListing } from "./get-listing.ts";
import { standingsPort } from "./homes/standings.ts";
import { getPhoto } from "./photos/get-photo.ts";
import { explainPrice } from "./prices/explain-price.ts";
import { getStayRules } from "./rules/get-stay-rules.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
  standingsPort.plug(rig.app.house, async (_sql, { guestId, listingIds }) =>
    guestId === guest.userId ? new Map(listingIds.map((id) => [id, "booked"])) : new Map(),
  );
});
afterAll(() => rig.close());

const photoId = "0194f0a0-0000-7000-8000-0000000000f1";
const stay = { checkIn: "2027-03-01", checkOut: "2027-03-04" };
const asked: readonly (readonly [name: string, action: AnyAction, input: object])[] = [
  ["home", getListing, {}],
  ["calendar", getCalendar, { from: stay.checkIn, to: stay.checkOut }],
  ["availability", explainAvailability, stay],
  ["stay rules", getStayRules, {}],
  ["price", explainPrice, stay],
  ["photo", getPhoto, { photoId }],
];

test.each(asked)(
  "who has booked an unlisted home still sees its %s, other strangers do not",
  async (_name, action, input) => {
    const listingId = await rig.addHome({ status: "unlisted" });
    await rig.sql.run(
      "test_photo",
      `insert into photo (id, listing_id, status, position, content_type, bytes, upload_name, upload_expires_at, hash, width,
       height, widths, thumbhash, created_at)
     values ($1, $2, 'ready', 0, 'image/jpeg', 1, 'x', now(), 'h', 320, 200, '{320}', 't', now())
     on conflict (id) do update set listing_id = excluded.listing_id`,
      [photoId, listingId],
    );
    expect(await rig.call(action, { listingId, ...input }, guest)).toBeTruthy();
    for (const stranger of [null, await rig.addUser()]) {
      await expect(rig.call(action, { listingId, ...input }, stranger)).rejects.toMatchObject({ code: "not_found" });
    }
  },
);
