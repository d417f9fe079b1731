import { AmenityCatalogue, amenityCatalogue, ListAmenitiesInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { anyone } from "../../../platform/policies.ts";

export const listAmenities = query({
  name: "listings.amenities",
  summary: "All amenities that a home can have, by their codes.",
  input: ListAmenitiesInput,
  output: AmenityCatalogue,
  may: anyone,
  run: async () => ({ data: [...amenityCatalogue] }),
});
