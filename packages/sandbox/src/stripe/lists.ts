import type { Answer, Call } from "./context.ts";
import { ok } from "./context.ts";
import type { FormValue } from "./form.ts";
import type { Kind } from "./objects.ts";
import { hash, integer, type Parameter, text } from "./parameters.ts";
import { missingObject } from "./refusal.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

export const startingAfter = text("starting_after");
export const endingBefore = text("ending_before");
export const limit = integer("limit", { min: 1, max: 100 });
const created = range("created");

export const listParameters = [startingAfter, endingBefore, limit, created] as const;

export interface Listing {
  readonly kind: Kind;
  readonly url: string;
  readonly label?: string | undefined;
  /** Top-level fields and the values that they must have; undefined asks for nothing. */
  readonly where?: Readonly<Record<string, string | number | undefined>>;
  /** Brings an object up to date with what is known only now. */
  readonly show?: (found: unknown) => unknown;
}

/** A page of objects, newest first, in Stripe's list envelope. */
export function list(call: Call, { kind, url, label = "*", where, show = (found) => found }: Listing): Answer {
  const after = call.parameters.get(startingAfter);
  const before = call.parameters.get(endingBefore);
  for (const [parameter, id] of [
    [startingAfter, after],
    [endingBefore, before],
  ] as const) {
    if (id !== undefined && call.world.store.positionOf(id, kind) === undefined) {
      throw missingObject(kind, id, parameter.name);
    }
  }
  const page = call.world.store.page({
    kind,
    label,
    where,
    created: call.parameters.get(created) ?? { from: 0, to: Number.MAX_SAFE_INTEGER },
    after,
    before,
    limit: call.parameters.get(limit) ?? 10,
  });
  return ok({ object: "list", data: page.data.map((found) => show(found)), has_more: page.hasMore, url });
}

/** `created=1` or `created[gte]=1`, as bounds that both belong to the range. */
function range(name: string): Parameter<Range> {
  const [gt, gte, lt, lte] = [integer("gt"), integer("gte"), integer("lt"), integer("lte")];
  const exact = integer(name);
  const bounds = hash(name, [gt, gte, lt, lte]);
  const read = (value: FormValue, path: string): Range => {
    if (typeof value === "string") return { from: exact.read(value, path), to: exact.read(value, path) };
    const found = bounds.read(value, path);
    const from = Math.max(found.get(gte) ?? 0, (found.get(gt) ?? -1) + 1);
    const most = Number.MAX_SAFE_INTEGER;
    return { from, to: Math.min(found.get(lte) ?? most, (found.get(lt) ?? most) - 1) };
  };
  return { name, fields: [gt, gte, lt, lte], read };
}
