import type { Guests, LineItem, LineItemKind } from "./bookings.ts";
import { formatMoney } from "./money.ts";

/** What a line of a price is called, in English. */
export const lineTitles: Readonly<Record<LineItemKind, string>> = {
  nightly: "Nights",
  cleaning: "Cleaning fee",
  extra_guests: "Extra guests",
  pets: "Pet fee",
  service_fee: "Service fee",
  tax: "Tax",
  host_fee: "Host service fee",
};

/** A line for people: `3 nights × NOK 1,850.00, less 10 %`; a tax by its own name. */
export function describeLine({ kind, quantity, unit, discount, name }: Described): string {
  if (kind === "tax") return name ?? lineTitles.tax;
  if (kind !== "nightly") return lineTitles[kind];
  const nights = `${count(quantity, "night", "nights")} × ${formatMoney(unit)}`;
  return discount ? `${nights}, less ${discount.bps / 100} %` : nights;
}

type Described = Pick<LineItem, "kind" | "quantity" | "unit" | "discount" | "name">;

/** `2 adults, 1 child`. */
export const describeGuests = ({ adults, children, infants, pets }: Guests): string =>
  [
    count(adults, "adult", "adults"),
    count(children, "child", "children"),
    count(infants, "infant", "infants"),
    count(pets, "pet", "pets"),
  ]
    .filter((part) => part !== "")
    .join(", ");

const count = (number: number, one: string, many: string): string =>
  number === 0 ? "" : `${number} ${number === 1 ? one : many}`;

/** `2026-07-03` as `Fri, 3 July 2026`: local dates of the home, in no zone. */
export const formatDate = (date: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
