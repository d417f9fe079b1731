import type { Issue } from "@roost/contract";
import type { ListingRow } from "../listing-row.ts";

/** The fields of a home that only make sense together. */
export type RelatedFields = Pick<
  ListingRow,
  "minNights" | "maxNights" | "checkInFrom" | "checkInUntil" | "includedGuests" | "maxGuests"
>;

/**
 * The rules of `CreateListingInput` between fields, for a home after a change: an issue for each that does not hold,
 * at the field that the change gives, since that is the one to correct.
 */
export const brokenRules = (home: RelatedFields, given: ReadonlySet<string>): Issue[] =>
  rules
    .filter(({ holds }) => !holds(home))
    .flatMap(({ fields }) => fields.filter(({ field }) => given.has(field)).slice(0, 1))
    .map(({ field, detail }) => ({ pointer: `/${field}`, code: "custom", detail: detail(home) }));

interface Rule {
  holds(home: RelatedFields): boolean;
  readonly fields: readonly { readonly field: keyof RelatedFields; detail(home: RelatedFields): string }[];
}

const rules: readonly Rule[] = [
  {
    holds: ({ minNights, maxNights }) => minNights <= maxNights,
    fields: [
      { field: "minNights", detail: ({ maxNights }) => `must not be above maxNights, ${maxNights}` },
      { field: "maxNights", detail: ({ minNights }) => `must not be below minNights, ${minNights}` },
    ],
  },
  {
    holds: ({ checkInFrom, checkInUntil }) => checkInUntil === null || checkInFrom < checkInUntil,
    fields: [
      { field: "checkInUntil", detail: ({ checkInFrom }) => `must be after checkInFrom, ${checkInFrom}` },
      { field: "checkInFrom", detail: ({ checkInUntil }) => `must be before checkInUntil, ${checkInUntil}` },
    ],
  },
  {
    holds: ({ includedGuests, maxGuests }) => includedGuests <= maxGuests,
    fields: [
      { field: "includedGuests", detail: ({ maxGuests }) => `must not be above maxGuests, ${maxGuests}` },
      { field: "maxGuests", detail: ({ includedGuests }) => `must not be below includedGuests, ${includedGuests}` },
    ],
  },
];
