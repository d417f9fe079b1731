import { Block } from "@roost/contract";
import { listingsRouter } from "../../src/modules/listings/index.ts";
import { stay } from "../factories.ts";
import type { Rig } from "../rig.ts";
import type { People } from "./people.ts";
import type { Subjects } from "./subjects.ts";

/** Calendars and seasons of homes, published or not, and what is asked of them. */
export function calendarSubjects(rig: Rig, people: People): Subjects {
  const home = (status: string) => rig.addHome({ host_id: people.idOf("host"), status });
  const of = (inputOf: (listingId: string) => object | Promise<object>) => ({
    "a published home": async () => inputOf(await home("published")),
    "a draft": async () => inputOf(await home("draft")),
  });
  const nightsOff = (listingId: string) => ({ listingId, first: stay(21).checkIn, until: stay(21).checkOut });
  return {
    "listings.calendar": of((listingId) => ({ listingId, from: "2027-05-01", to: "2027-06-01" })),
    "listings.explainAvailability": of((listingId) => ({ listingId, ...stay(21) })),
    "listings.block": of(nightsOff),
    "listings.blocks": of((listingId) => ({ listingId })),
    "listings.unblock": of(async (listingId) => {
      const host = await people.signIn("host");
      const block = Block.parse(await rig.call(listingsRouter.block.action, nightsOff(listingId), host));
      return { listingId, blockId: block.id };
    }),
    "listings.setStayRules": of((listingId) => ({ listingId, rules: [] })),
    "listings.stayRules": of((listingId) => ({ listingId })),
  };
}
