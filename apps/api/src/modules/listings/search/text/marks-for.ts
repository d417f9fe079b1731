import type { SearchListingsInput } from "@roost/contract";

/** What a search asks for besides words and a place, as far as few homes may have it. */
export type Marked = Pick<SearchListingsInput, "amenities" | "guests" | "bedrooms" | "roomType">;

// Most homes are for fewer, and walking past the others costs nothing: marks begin here.
const [manyGuests, manyBedrooms] = [9, 5];

/** The marks of homes that have it (`search_marks` in SQL). */
export const marksFor = ({ amenities, guests = 0, bedrooms = 0, roomType }: Marked): readonly string[] => [
  ...[...new Set(amenities)].map((code) => `#${code}`),
  ...(guests < manyGuests ? [] : [`+${guests}`]),
  ...(bedrooms < manyBedrooms ? [] : [`=${bedrooms}`]),
  ...(roomType === "shared" ? ["$shared"] : []),
];
