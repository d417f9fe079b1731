import { z } from "zod";

/**
 * The catalogue of amenities: code, name, and the group that a page shows it in. A code is public and never changes its
 * meaning; new ones go to the end, because an amenity's place in this list is its bit in the search's bitmask (63 at most).
 */
export const amenityCatalogue = [
  { code: "wifi", name: "Wifi", group: "essentials" },
  { code: "kitchen", name: "Kitchen", group: "essentials" },
  { code: "heating", name: "Heating", group: "essentials" },
  { code: "air_conditioning", name: "Air conditioning", group: "essentials" },
  { code: "hot_water", name: "Hot water", group: "essentials" },
  { code: "bed_linens", name: "Bed linens", group: "essentials" },
  { code: "towels", name: "Towels", group: "essentials" },
  { code: "washer", name: "Washing machine", group: "laundry" },
  { code: "dryer", name: "Dryer", group: "laundry" },
  { code: "iron", name: "Iron", group: "laundry" },
  { code: "dishwasher", name: "Dishwasher", group: "kitchen" },
  { code: "oven", name: "Oven", group: "kitchen" },
  { code: "microwave", name: "Microwave", group: "kitchen" },
  { code: "coffee_maker", name: "Coffee maker", group: "kitchen" },
  { code: "refrigerator", name: "Refrigerator", group: "kitchen" },
  { code: "barbecue", name: "Barbecue", group: "kitchen" },
  { code: "tv", name: "TV", group: "leisure" },
  { code: "workspace", name: "Dedicated workspace", group: "leisure" },
  { code: "piano", name: "Piano", group: "leisure" },
  { code: "books", name: "Books", group: "leisure" },
  { code: "games", name: "Board games", group: "leisure" },
  { code: "fireplace", name: "Indoor fireplace", group: "leisure" },
  { code: "pool", name: "Pool", group: "wellness" },
  { code: "hot_tub", name: "Hot tub", group: "wellness" },
  { code: "sauna", name: "Sauna", group: "wellness" },
  { code: "gym", name: "Gym", group: "wellness" },
  { code: "bathtub", name: "Bathtub", group: "wellness" },
  { code: "hair_dryer", name: "Hair dryer", group: "wellness" },
  { code: "balcony", name: "Balcony or patio", group: "outdoors" },
  { code: "garden", name: "Garden", group: "outdoors" },
  { code: "beach_access", name: "Beach access", group: "outdoors" },
  { code: "lake_access", name: "Lake access", group: "outdoors" },
  { code: "ski_in_ski_out", name: "Ski-in, ski-out", group: "outdoors" },
  { code: "bicycles", name: "Bicycles", group: "outdoors" },
  { code: "sea_view", name: "Sea view", group: "views" },
  { code: "mountain_view", name: "Mountain view", group: "views" },
  { code: "city_view", name: "City view", group: "views" },
  { code: "free_parking", name: "Free parking on the premises", group: "parking" },
  { code: "paid_parking", name: "Paid parking on the premises", group: "parking" },
  { code: "ev_charger", name: "Charger for electric cars", group: "parking" },
  { code: "elevator", name: "Elevator", group: "access" },
  { code: "step_free_access", name: "Step-free access", group: "access" },
  { code: "wide_doorways", name: "Wide doorways", group: "access" },
  { code: "accessible_bathroom", name: "Accessible bathroom", group: "access" },
  { code: "self_check_in", name: "Self check-in", group: "access" },
  { code: "luggage_dropoff", name: "Luggage drop-off", group: "access" },
  { code: "crib", name: "Crib", group: "family" },
  { code: "high_chair", name: "High chair", group: "family" },
  { code: "playground", name: "Playground", group: "family" },
  { code: "pets_allowed", name: "Pets allowed", group: "house_rules" },
  { code: "smoking_allowed", name: "Smoking allowed", group: "house_rules" },
  { code: "events_allowed", name: "Events allowed", group: "house_rules" },
  { code: "smoke_alarm", name: "Smoke alarm", group: "safety" },
  { code: "carbon_monoxide_alarm", name: "Carbon monoxide alarm", group: "safety" },
  { code: "fire_extinguisher", name: "Fire extinguisher", group: "safety" },
  { code: "first_aid_kit", name: "First-aid kit", group: "safety" },
] as const;

export type AmenityCode = (typeof amenityCatalogue)[number]["code"];

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;
const codes: readonly AmenityCode[] = amenityCatalogue.map(({ code }) => code);
if (!isSome(codes)) throw new Error("the catalogue of amenities is empty");

/** An amenity's code, from the catalogue (`listings.amenities`). */
export const Amenity = z.enum(codes).meta({ id: "Amenity" });

/** A home's amenities, each once. */
export const Amenities = z
  .array(Amenity)
  .max(codes.length)
  .refine((list) => new Set(list).size === list.length, { error: "must name each amenity once" })
  .describe("Codes of the catalogue, each once.");

export const ListAmenitiesInput = z.strictObject({});

/** The whole catalogue, in its order. */
export const AmenityCatalogue = z
  .object({
    data: z.array(
      z
        .object({
          code: Amenity,
          name: z.string().describe("In English."),
          group: z.string().describe("What a page shows together, for example kitchen."),
        })
        .meta({ id: "AmenityEntry" }),
    ),
  })
  .meta({ id: "AmenityCatalogue" });
