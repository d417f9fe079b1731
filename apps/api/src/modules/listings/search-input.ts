import type { Issue, ListingSort, SearchListingsInput } from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import type { Point } from "./sphere.ts";
import type { StayDates } from "./stay-rules.ts";

/** A search whose fields go together. */
export interface Wanted {
  readonly point: (Point & { readonly radiusKm: number }) | null;
  readonly dates: StayDates | null;
  readonly sort: ListingSort;
}

const defaultRadiusKm = 10;

/** Reads the fields that only make sense together; 400 pointing at every one that is missing. */
export function wantedBy(input: SearchListingsInput): Wanted {
  const { lat, lng, radiusKm, checkIn, checkOut, currency } = input;
  const located = lat !== undefined || lng !== undefined || radiusKm !== undefined;
  const priced = input.minPrice !== undefined || input.maxPrice !== undefined;
  refuse([
    ...(located && lat === undefined ? [missing("lat", "goes together with lng")] : []),
    ...(located && lng === undefined ? [missing("lng", "goes together with lat")] : []),
    ...(checkIn !== undefined && checkOut === undefined ? [missing("checkOut", "goes together with checkIn")] : []),
    ...(checkOut !== undefined && checkIn === undefined ? [missing("checkIn", "goes together with checkOut")] : []),
    ...(priced && currency === undefined ? [missing("currency", "goes together with minPrice and maxPrice")] : []),
    ...(input.sort === "distance" && !located ? [sortNeedsPoint] : []),
  ]);
  const point =
    lat === undefined || lng === undefined
      ? null
      : { latitude: lat, longitude: lng, radiusKm: radiusKm ?? defaultRadiusKm };
  return {
    point,
    dates: checkIn === undefined || checkOut === undefined ? null : { checkIn, checkOut },
    sort: input.sort ?? (point ? "distance" : "price"),
  };
}

const missing = (field: string, detail: string): Issue => ({ pointer: `/${field}`, code: "required", detail });

const sortNeedsPoint: Issue = {
  pointer: "/sort",
  code: "needs_point",
  detail: "distance goes together with lat and lng",
};

function refuse(issues: readonly Issue[]): void {
  const [first] = issues;
  if (first) throw new AppError("request.invalid", { issues, detail: `${first.pointer}: ${first.detail}` });
}
