import type { z } from "zod";
import type { AnyQuery, Query } from "../../platform/action.ts";
import type { Route } from "../../platform/route.ts";

/** A field of one type that another action answers, as it would answer this caller: its policy decides what is seen. */
export interface Relation {
  readonly parent: z.ZodObject;
  readonly field: string;
  readonly action: AnyQuery;
  /** Fields of the action's input, each with the parent's field that fills it. */
  readonly by: Readonly<Record<string, string | undefined>>;
  /** Of a list: what callers may give besides `first` and `after`. Absent where the action answers one thing. */
  readonly takes?: readonly string[];
}

interface Asked<P extends z.ZodObject, I extends z.ZodObject, O extends z.ZodType> {
  readonly asks: Route<Query<I, O>>;
  readonly by: { readonly [K in keyof z.input<I> & string]?: keyof z.output<P> & string };
}

interface AskedList<P extends z.ZodObject, I extends z.ZodObject, O extends z.ZodType> extends Asked<P, I, O> {
  readonly takes: readonly (keyof z.input<I> & string)[];
}

/** `Booking.listing`: null where there is none, or none that the caller may see. */
export const one = <P extends z.ZodObject, I extends z.ZodObject, O extends z.ZodType>(
  parent: P,
  field: string,
  { asks, by }: Asked<P, I, O>,
): Relation => ({ parent, field, action: asks.action, by });

/** `Listing.reviews(first, after)`: a connection over the pages that the action answers. */
export const list = <P extends z.ZodObject, I extends z.ZodObject, O extends z.ZodType>(
  parent: P,
  field: string,
  { asks, by, takes }: AskedList<P, I, O>,
): Relation => ({ parent, field, action: asks.action, by, takes });
