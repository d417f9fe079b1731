import { httpText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import type { Case } from "./case.ts";
import { ask, expectSame } from "./same-answer.ts";

/** The first 20 homes of the city by the price of a night, for one to eight guests. */
export function listCase(): Case {
  const random = randomOf(3);
  const pathOf = (guests: number) => `/api/v1/listings?city=Oslo&guests=${guests}&sort=price&limit=20`;
  return {
    name: "rest.list",
    title: "GET /listings, 20 of a city by the price of a night",
    status: 200,
    async compare(pair) {
      for (let guests = 1; guests <= 8; guests += 1) {
        const path = pathOf(guests);
        const answers = await Promise.all(pair.map((server) => ask(server, { path }, 200)));
        // Roost signs its cursors; the floor does not.
        expectSame(path, answers, ["nextCursor"]);
      }
    },
    next: () => httpText({ path: pathOf(random.integer(1, 8)) }),
  };
}
