import { PlaceSuggestions, SuggestPlacesInput } from "@roost/contract";
import type { z } from "zod";
import { query } from "../../../platform/action.ts";
import { anyone } from "../../../platform/policies.ts";

type Place = z.output<typeof PlaceSuggestions>["data"][number];

export const suggestPlaces = query({
  name: "listings.suggestPlaces",
  summary: "Cities whose name begins like this, or nearly: those with homes first.",
  input: SuggestPlacesInput,
  output: PlaceSuggestions,
  may: anyone,
  async run({ sql }, { q, limit }) {
    return { data: await sql.all<Place>("place_suggest", suggestText, [q, limit]) };
  },
});

// What begins so comes before what only sounds so. Homes are counted for the few that are shown. Cities that are not shipped
// are called as some host called them: without a home there they are nobody's.
const suggestText = `with asked as materialized (select search_fold($1) as name), found as (
    select p.*, starts_with(p.city_key, a.name) as begins, similarity(p.city_key, a.name) as likeness
    from place p cross join asked a where starts_with(p.city_key, a.name) or p.city_key % a.name
    order by begins desc, p.time_zone is null, likeness desc, p.city_key, p.country limit 50
  )
  select f.name, f.country, f.region, f.latitude, f.longitude, h.homes
  from found f cross join lateral (
    select count(*) as homes from (
      select from listing_search s
      where s.published and s.city_key = f.city_key and s.country = f.country limit 1000) s
  ) h
  where h.homes > 0 or f.time_zone is not null
  order by f.begins desc, h.homes > 0 desc, f.likeness desc, h.homes desc, f.city_key, f.country limit $2`;
