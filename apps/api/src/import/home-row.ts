import {
  type CurrencyCode,
  exponentOf,
  granularityOf,
  maxAmountMinor,
  roundToGranularity,
  text,
} from "@roost/contract";
import type { z } from "zod";
import { decimalToMinor } from "./decimal-to-minor.ts";

/** The columns that are read; others are ignored. */
export const homeColumns = [
  "id",
  "name",
  "host_id",
  "neighbourhood",
  "latitude",
  "longitude",
  "room_type",
  "accommodates",
  "bedrooms",
  "price",
  "minimum_nights",
  "maximum_nights",
  "instant_bookable",
] as const;

type Column = (typeof homeColumns)[number];

/** A home as the source describes it, in the terms of Roost. */
export interface Home {
  readonly externalId: string;
  readonly hostExternalId: string;
  readonly title: string;
  readonly neighbourhood: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly propertyType: "apartment" | "hotel";
  readonly roomType: "entire" | "private" | "shared";
  readonly maxGuests: number;
  readonly bedrooms: number;
  readonly nightlyPriceMinor: number;
  readonly minNights: number;
  readonly maxNights: number;
  readonly bookingMode: "instant" | "request";
  /** What was taken otherwise than the source says it. */
  readonly changes: readonly Fault[];
}

export interface Fault {
  readonly column: string;
  readonly reason: string;
}

/** Reads one row; where a rule is broken, every fault of it instead of a home. */
export function readHome(fields: ReadonlyMap<string, string>, currency: CurrencyCode): Home | readonly Fault[] {
  const faults: Fault[] = [];
  const valueOf = (column: Column) => (fields.get(column) ?? "").trim();
  /** The value that `read` finds, or a fault and a stand-in that is thrown away with the row. */
  const take = <T>(column: Column, rule: Rule<T>): T => {
    const value = rule.read(valueOf(column));
    if (value !== undefined) return value;
    faults.push({ column, reason: `${rule.reason} (${shorten(valueOf(column))})` });
    return rule.standIn;
  };
  const minNights = take("minimum_nights", whole(1, 365));
  const maxNights = Math.min(365, take("maximum_nights", whole(1, 2_147_483_647)));
  const room = take("room_type", roomRule);
  const price = inSteps(take("price", priceRule(currency)), currency);
  const home: Home = {
    externalId: take("id", idRule),
    hostExternalId: take("host_id", idRule),
    title: take("name", textRule(200)),
    neighbourhood: valueOf("neighbourhood") === "" ? null : take("neighbourhood", textRule(100)),
    latitude: take("latitude", degreesRule(90)),
    longitude: take("longitude", degreesRule(180)),
    ...room,
    maxGuests: take("accommodates", whole(1, 50)),
    bedrooms: take("bedrooms", roundedRule),
    nightlyPriceMinor: price.minor,
    minNights,
    maxNights,
    bookingMode: valueOf("instant_bookable") === "t" ? "instant" : "request",
    changes: price.isExact ? [] : [{ column: "price", reason: roundedReason(valueOf("price"), price.minor, currency) }],
  };
  if (faults.length === 0 && minNights > maxNights) {
    faults.push({ column: "minimum_nights", reason: `must not be above maximum_nights (${minNights}, ${maxNights})` });
  }
  return faults.length > 0 ? faults : home;
}

interface Rule<T> {
  read(this: void, value: string): T | undefined;
  readonly reason: string;
  readonly standIn: T;
}

const rooms: ReadonlyMap<string, Pick<Home, "roomType" | "propertyType">> = new Map([
  ["Entire home/apt", { roomType: "entire", propertyType: "apartment" }],
  ["Private room", { roomType: "private", propertyType: "apartment" }],
  ["Shared room", { roomType: "shared", propertyType: "apartment" }],
  ["Hotel room", { roomType: "private", propertyType: "hotel" }],
]);

const roomRule: Rule<Pick<Home, "roomType" | "propertyType">> = {
  read: (value) => rooms.get(value),
  reason: `must be one of ${[...rooms.keys()].join(", ")}`,
  standIn: { roomType: "entire", propertyType: "apartment" },
};

const whole = (min: number, max: number): Rule<number> => ({
  read: (value) => within(min, max, /^\d{1,10}$/.test(value) ? Number(value) : undefined),
  reason: `must be a whole number from ${min} to ${max}`,
  standIn: min,
});

const roundedRule: Rule<number> = {
  read: (value) => within(0, 50, /^\d{1,3}(\.\d+)?$/.test(value) ? Math.round(Number(value)) : undefined),
  reason: "must be a number from 0 to 50",
  standIn: 0,
};

const degreesRule = (limit: number): Rule<number> => ({
  read: (value) => within(-limit, limit, /^-?\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : undefined),
  reason: `must be a number from -${limit} to ${limit}`,
  standIn: 0,
});

const priceRule = (currency: CurrencyCode): Rule<number> => {
  const digits = exponentOf(currency);
  return {
    read: (value) => within(1, maxAmountMinor, decimalToMinor(value, digits) ?? undefined),
    reason: `must be an amount above 0 with at most ${digits} decimals`,
    standIn: 1,
  };
};

/** A price between two steps of its currency becomes the nearer one, and never nothing. */
function inSteps(minor: number, currency: CurrencyCode) {
  const step = granularityOf(currency);
  const rounded = Math.max(step, roundToGranularity({ numerator: BigInt(minor), denominator: 1n }, step));
  return { minor: rounded, isExact: rounded === minor };
}

function roundedReason(value: string, minor: number, currency: CurrencyCode): string {
  const digits = exponentOf(currency);
  return `was rounded from ${value} to ${(minor / 10 ** digits).toFixed(digits)}, a step of ${currency} that can be paid out`;
}

const idRule: Rule<string> = {
  read: (value) => (/^\d{1,30}$/.test(value) ? value : undefined),
  reason: "must be 1 to 30 digits",
  standIn: "",
};

const textRule = (max: number): Rule<string> => {
  const schema: z.ZodType<string> = text(max);
  return {
    read: (value) => schema.safeParse(value).data,
    reason: `must be 1 to ${max} characters of well-formed text`,
    standIn: "",
  };
};

const within = (min: number, max: number, value: number | undefined) =>
  value !== undefined && value >= min && value <= max ? value : undefined;

const shorten = (value: string) => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
