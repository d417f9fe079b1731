import type { SearchListingsInput } from "@roost/contract";

/** What a search asks for besides words and a place, as far as few homes may have it. */
export type Marked = Pick<SearchListingsInput, "amenities" | "guests" | "bedrooms" | "roomType">;

// Most homes are for fewer, and walking past the others costs nothing.
const [manyGuests, manyBedrooms] = [9, 5];
/** More are not to be had. */
const most = 50;

/** The marks of homes that have it (`search_marks` in SQL): one of each group. */
export function markGroups({ amenities, guests = 0, bedrooms = 0, roomType }: Marked): readonly (readonly string[])[] {
  return [
    ...[...new Set(amenities)].map((code) => [`#${code}`]),
    ...(guests < manyGuests ? [] : [atLeast("+", guests)]),
    ...(bedrooms < manyBedrooms ? [] : [atLeast("=", bedrooms)]),
    ...(roomType === "shared" ? [["$shared"]] : []),
  ];
}

/** More than any home has finds none. */
const atLeast = (sign: string, count: number): readonly string[] =>
  Array.from({ length: Math.max(1, most - count + 1) }, (_, index) => `${sign}${count + index}`);
