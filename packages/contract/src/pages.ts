import { z } from "zod";
import { opaque } from "./fields.ts";

/** The two fields that every list takes. */
export const pageInput = {
  limit: z.int().min(1).max(100).default(20).describe("Items a page, 1 to 100."),
  cursor: opaque(2000).optional().describe("nextCursor of the page before; opaque and signed."),
} as const;

/** A page of a list, in the order of the list's sort. */
export const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z
    .object({
      data: z.array(item),
      nextCursor: z.string().nullable().describe("Pass as cursor for the next page; null on the last."),
      hasMore: z.boolean(),
    })
    .meta({ id });
