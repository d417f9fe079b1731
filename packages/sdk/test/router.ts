import { initTRPC, TRPCError } from "@trpc/server";
import type { Problem } from "../src/index.ts";

interface Context {
  readonly token: string | undefined;
  readonly key: string | undefined;
}

/** What a procedure of the test API throws. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Partial<Problem> & Pick<Problem, "code" | "status">) {
    super(problem.code);
    const { code } = problem;
    this.problem = {
      type: `http://test/errors/${code}`,
      title: code,
      detail: `Refused: ${code}`,
      instance: "urn:request:req-1",
      ...problem,
    };
  }
}

/** A few of the API's procedures; their behaviour is chosen by the input. */
export function routerOver() {
  const made = new Map<string, unknown>();
  let booked = 0;

  const create = (input: Readonly<Record<string, unknown>>, { key, token }: Context) => {
    if (key === undefined) throw new Refusal({ code: "idempotency.required", status: 400 });
    if (input.quoteId === "taken") throw new Refusal({ code: "booking.dates_unavailable", status: 409 });
    const known = made.get(key);
    if (known) return known;
    booked += 1;
    const booking = { id: `booking-${booked}`, quoteId: input.quoteId, key, token };
    made.set(key, booking);
    return booking;
  };

  const router = t.router({
    auth: t.router({
      signIn: t.procedure.mutation(() => ({ user: { id: "user-1" }, session })),
      signOut: t.procedure.mutation(() => undefined),
    }),
    users: t.router({
      me: t.procedure.input(record).query(({ ctx, input }) => ({ id: ctx.token ?? "nobody", input })),
    }),
    listings: t.router({
      get: t.procedure.input(record).query(({ input }) => listing(input.listingId)),
      search: t.procedure.input(record).query(({ input }) => pageAt(input.cursor)),
    }),
    bookings: t.router({
      create: t.procedure.input(record).mutation(({ ctx, input }) => create(input, ctx)),
    }),
  });
  return { router, booked: () => booked };
}

export const session = { id: "session-1", token: "secret-1", expiresAt: "2030-01-01T00:00:00.000Z" };

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) =>
    error.cause instanceof Refusal
      ? {
          ...shape,
          message: error.cause.problem.detail,
          data: { ...shape.data, httpStatus: error.cause.problem.status, problem: error.cause.problem },
        }
      : shape,
});

function record(raw: unknown): Record<string, unknown> {
  if (typeof raw !== "object" || raw === null) throw new TRPCError({ code: "BAD_REQUEST", message: "no object" });
  return { ...raw };
}

function listing(id: unknown) {
  if (id === "missing") throw new Refusal({ code: "not_found", status: 404 });
  return { id };
}

function pageAt(cursor: unknown) {
  const at = cursor === undefined ? 0 : Number(cursor);
  const data = [`${at}-a`, `${at}-b`].map((id) => ({ id }));
  return { data, nextCursor: at < 2 ? String(at + 1) : null, hasMore: at < 2 };
}
