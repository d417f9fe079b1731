import type { Issue, ListingSort, SearchListingsInput } from "@roost/contract";
import { AppError } from "../../../platform/errors.ts";
import type { Point } from "../sphere.ts";
import type { StayDates } from "../stay-rules.ts";
import type { Box } from "./search-place.ts";

/** A search whose fields go together. */
export interface Wanted {
  readonly point: (Point & { readonly radiusKm: number }) | null;
  /** One, or two across the antimeridian. */
  readonly box: readonly Box[] | null;
  readonly dates: StayDates | null;
  readonly sort: ListingSort;
}

const defaultRadiusKm = 10;

export type WantedFields = Omit<SearchListingsInput, "limit" | "cursor">;

/** Reads the fields that only make sense together; 400 pointing at every one that is missing or contradicts another. */
export function wantedBy(input: WantedFields): Wanted {
  const { lat, lng, radiusKm, checkIn, checkOut, currency, minPrice, maxPrice } = input;
  const located = lat !== undefined || lng !== undefined || radiusKm !== undefined;
  const priced = minPrice !== undefined || maxPrice !== undefined;
  const isUpsideDown = minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice;
  const box = input.box === undefined ? null : readBox(input.box);
  refuse([
    ...(located && lat === undefined ? [missing("lat", "goes together with lng")] : []),
    ...(located && lng === undefined ? [missing("lng", "goes together with lat")] : []),
    ...(located && box !== null ? [twoPlaces] : []),
    ...(checkIn !== undefined && checkOut === undefined ? [missing("checkOut", "goes together with checkIn")] : []),
    ...(checkOut !== undefined && checkIn === undefined ? [missing("checkIn", "goes together with checkOut")] : []),
    ...(priced && currency === undefined ? [missing("currency", "goes together with minPrice and maxPrice")] : []),
    ...(isUpsideDown ? [belowMinPrice] : []),
    ...(input.sort === "distance" && !located ? [sortNeedsPoint] : []),
    ...(box === undefined ? [noBox] : []),
  ]);
  const point =
    lat === undefined || lng === undefined
      ? null
      : { latitude: lat, longitude: lng, radiusKm: radiusKm ?? defaultRadiusKm };
  return {
    point,
    box: box ?? null,
    dates: checkIn === undefined || checkOut === undefined ? null : { checkIn, checkOut },
    sort: input.sort ?? usualSort({ byText: input.q !== undefined, byPoint: point !== null }),
  };
}

function usualSort({ byText, byPoint }: { readonly byText: boolean; readonly byPoint: boolean }): ListingSort {
  if (byText) return "relevance";
  return byPoint ? "distance" : "price";
}

/** `west,south,east,north`; west of it is the antimeridian where west is above east. Undefined for anything else. */
function readBox(text: string): readonly Box[] | undefined {
  const numbers = text.split(",").map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers;
  const fits =
    [west, east].every((value) => Math.abs(value) <= 180) && [south, north].every((value) => Math.abs(value) <= 90);
  if (numbers.length !== 4 || !fits || south > north) return undefined;
  if (west <= east) return [{ south, north, west, east }];
  return [
    { south, north, west, east: 180 },
    { south, north, west: -180, east },
  ];
}

const missing = (field: string, detail: string): Issue => ({ pointer: `/${field}`, code: "required", detail });

const belowMinPrice: Issue = {
  pointer: "/maxPrice",
  code: "below_min_price",
  detail: "must not be below minPrice",
};

const sortNeedsPoint: Issue = {
  pointer: "/sort",
  code: "needs_point",
  detail: "distance goes together with lat and lng",
};

const noBox: Issue = {
  pointer: "/box",
  code: "invalid_box",
  detail: "must be west,south,east,north in degrees, south not above north",
};

const twoPlaces: Issue = {
  pointer: "/box",
  code: "two_places",
  detail: "goes not together with lat, lng and radiusKm",
};

function refuse(issues: readonly Issue[]): void {
  const [first] = issues;
  if (first) throw new AppError("request.invalid", { issues, detail: `${first.pointer}: ${first.detail}` });
}
