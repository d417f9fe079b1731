import { getText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import type { Case } from "./case.ts";
import { ask, expectSame } from "./same-answer.ts";

/** One home by its id, every home as often as any other. */
export function getCase(homes: readonly string[]): Case {
  const random = randomOf(1);
  const anyHome = () => `/api/v1/listings/${homes[random.integer(0, homes.length - 1)] ?? ""}`;
  return {
    name: "rest.get",
    title: "GET /listings/{listingId}, ids at random",
    status: 200,
    async compare(pair) {
      for (let round = 0; round < 20; round += 1) {
        const path = anyHome();
        expectSame(path, await Promise.all(pair.map((server) => ask(server, path, { status: 200 }))));
      }
    },
    next: () => getText(anyHome()),
  };
}
