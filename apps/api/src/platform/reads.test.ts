import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type AnyQuery, query } from "./action.ts";
import { AppError } from "./errors.ts";
import { createReads } from "./reads.ts";
import type { Sql } from "./sql.ts";

const nothing = () => Promise.reject(new Error("no statement is run here"));
const sql: Sql = { all: nothing, one: nothing, run: nothing };
const reads = createReads(sql, {});
const call = { actor: null, requestId: "test" };

interface Gathered {
  readonly load?: boolean;
  readonly run?: boolean;
}

/** Answers ten times a number; 3 does not exist, 4 is not for everybody, 5 is refused. Says what it was asked for. */
function tenfold(gathered: Gathered) {
  const asked: string[] = [];
  const answer = (n: number) => {
    if (n === 5) throw new AppError("request.invalid");
    return { tenfold: n * 10, secret: n };
  };
  const action: AnyQuery = query({
    name: "tests.tenfold",
    summary: "Ten times a number.",
    input: z.strictObject({ n: z.int() }),
    output: z.object({ tenfold: z.int() }),
    async load(_scope, { n }) {
      asked.push(`load ${n}`);
      return n === 3 ? undefined : n;
    },
    ...(gathered.load && {
      async loadMany(_scope: unknown, inputs: readonly { readonly n: number }[]) {
        asked.push(`load ${inputs.map(({ n }) => n).join()}`);
        return inputs.map(({ n }) => (n === 3 ? undefined : n));
      },
    }),
    may: (_actor, subject: number | undefined) => (subject === undefined || subject === 4 ? "hidden" : true),
    async run(_scope, { n }) {
      asked.push(`run ${n}`);
      return answer(n);
    },
    ...(gathered.run && {
      async runMany(_scope: unknown, all: readonly { readonly input: { readonly n: number } }[]) {
        asked.push(`run ${all.map(({ input }) => input.n).join()}`);
        return all.map(({ input }) => answer(input.n));
      },
    }),
  });
  return {
    asked,
    many: (...ns: readonly unknown[]) =>
      reads.many(
        action,
        call,
        ns.map((n) => ({ n })),
      ),
  };
}

const told = (outcomes: Awaited<ReturnType<typeof reads.many>>) =>
  outcomes.map((outcome) => (outcome instanceof AppError ? outcome.code : outcome.output));

describe("several inputs", () => {
  const expected = [{ tenfold: 10 }, "not_found", "request.invalid", { tenfold: 20 }, "not_found", "request.invalid"];

  test.each([[{}], [{ load: true }], [{ run: true }], [{ load: true, run: true }]])(
    "are answered or refused each by itself, in their order: %j",
    async (gathered) => {
      expect(told(await tenfold(gathered).many(1, 3, "x", 2, 4, 5))).toEqual(expected);
    },
  );

  test("are loaded and answered together, without those that may not be asked", async () => {
    const { asked, many } = tenfold({ load: true, run: true });
    await many(1, 3, "x", 2, 4);
    expect(asked).toEqual(["load 1,3,2,4", "run 1,2"]);
  });

  test("are asked one by one where one of them is refused", async () => {
    const { asked, many } = tenfold({ load: true, run: true });
    await many(1, 5);
    expect(asked).toEqual(["load 1,5", "run 1,5", "run 1", "run 5"]);
  });

  test("ask nothing where all are bad", async () => {
    const { asked, many } = tenfold({ load: true, run: true });
    expect(told(await many("x"))).toEqual(["request.invalid"]);
    expect(asked).toEqual([]);
  });

  test("a fault of ours is thrown, and stands for no answer", async () => {
    const faulty: AnyQuery = query({
      ...{ name: "tests.faulty", summary: "Fails.", input: z.strictObject({}), output: z.object({}), may: () => true },
      async run() {
        throw new Error("a fault");
      },
    });
    await expect(reads.many(faulty, call, [{}])).rejects.toThrow("a fault");
  });
});
