import type { Random } from "../../random.ts";

/** What a payment's provider tells of it, in the order in which it happened. */
export const told = ["created", "requires_action", "charged", "succeeded", "refunded"] as const;
export type Told = (typeof told)[number];

/** One payment's deliveries: an event's place among those told, as often as it is delivered. */
export type Order = readonly number[];

const times = 3;

/** Every order of the events, each delivered three times in a row. */
export function allOrders(): readonly Order[] {
  return permutations(told.map((_, index) => index)).map((order) =>
    order.flatMap((event) => Array.from({ length: times }, () => event)),
  );
}

/** Deliveries in any order at all, the same for the same seed. */
export function shuffles(count: number, random: Random): readonly Order[] {
  const all = told.flatMap((_, index) => Array.from({ length: times }, () => index));
  return Array.from({ length: count }, () => shuffled(all, random));
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

function shuffled(items: readonly number[], random: Random): readonly number[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.integer(0, last);
    const [a, b] = [mixed[last] ?? 0, mixed[other] ?? 0];
    mixed[last] = b;
    mixed[other] = a;
  }
  return mixed;
}
