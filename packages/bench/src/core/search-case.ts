import { dateIn } from "../dates.ts";
import { httpText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import type { Case } from "./case.ts";
import { ask, expectSame } from "./same-answer.ts";

/** The cheapest 20 homes of the city for a stay of 2 to 7 nights within the year whose calendars are filled. */
export function searchCase(today: Date): Case {
  const random = randomOf(2);
  const anySearch = () => {
    const first = random.integer(2, 340);
    const dates = `checkIn=${dateIn(today, first)}&checkOut=${dateIn(today, first + random.integer(2, 7))}`;
    return `/api/v1/listings?city=Oslo&${dates}&guests=2&sort=price&limit=20`;
  };
  return {
    name: "rest.search",
    title: "GET /listings, 20 of a city by total price, dates at random",
    status: 200,
    async compare(pair) {
      for (let round = 0; round < 20; round += 1) {
        const path = anySearch();
        const answers = await Promise.all(pair.map((server) => ask(server, { path }, 200)));
        // Roost signs its cursors; the floor does not.
        expectSame(path, answers, ["nextCursor"]);
      }
    },
    next: () => httpText({ path: anySearch() }),
  };
}
