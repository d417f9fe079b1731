import type { Case } from "../core/case.ts";
import { getCase } from "../core/get-case.ts";
import { ask, expectSame } from "../core/same-answer.ts";
import { rest } from "../core/surfaces.ts";
import { httpText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import { type Draws, drawsOf, type Known } from "./draws.ts";
import { clusterName } from "./read-arguments.ts";
import { recheckCase } from "./recheck-case.ts";

export interface Stock extends Known {
  /** The ids of all homes. */
  readonly homes: readonly string[];
  readonly seed: number;
  readonly today: Date;
}

/** What is asked, each from lots of its own. */
export function searchCases({ cities, titles, homes, seed, today }: Stock): readonly Case[] {
  const draws = (salt: number) => drawsOf({ cities, titles }, randomOf(seed * 16 + salt), today);
  return [
    caseOf("search.total", "the 20 cheapest homes of a city by total, free on the dates, for so many guests", {
      pathIn: totalPath,
      draws,
    }),
    caseOf("search.rating", "the 20 best rated homes of a city for so many guests", { pathIn: ratingPath, draws }),
    caseOf("search.text", "the 20 most relevant homes for words of a home's title", { pathIn: textPath, draws }),
    { ...getCase(homes, rest), name: "search.get", title: "a home by its id, any of all" },
    recheckCase(homes, seed),
    caseOf(clusterName, "facets of a map's box, with clusters", { pathIn: clusterPath, draws }),
  ];
}

interface Asked {
  pathIn(draws: Draws): string;
  draws(salt: number): Draws;
}

const compared = 40;

function caseOf(name: string, title: string, { pathIn, draws }: Asked): Case {
  // What is compared is asked for in each run, however long it measures.
  const [toCompare, toMeasure] = [draws(1), draws(2)];
  return {
    name,
    title,
    status: 200,
    async compare(pair) {
      for (let round = 0; round < compared; round += 1) {
        const path = pathIn(toCompare);
        const answers = await Promise.all(pair.map((server) => ask(server, { path }, 200)));
        // Roost signs its cursors; the floor does not.
        expectSame(path, answers, ["nextCursor"]);
      }
    },
    next: () => httpText({ path: pathIn(toMeasure) }),
  };
}

const pathOf = (path: string, query: Readonly<Record<string, string>>) =>
  `/api/v1/${path}?${new URLSearchParams(query).toString()}`;

/** Every other search names the currency. */
function totalPath(draws: Draws): string {
  const { name: city, currency } = draws.city();
  const guests = draws.guests();
  const wish = { city, ...draws.stay(), guests: String(guests), sort: "price", limit: "20" };
  return pathOf("listings", guests % 2 === 0 ? { ...wish, currency } : wish);
}

const ratingPath = (draws: Draws): string =>
  pathOf("listings", { city: draws.city().name, guests: String(draws.guests()), sort: "-rating", limit: "20" });

const textPath = (draws: Draws): string => {
  const { q, city } = draws.phrase();
  return pathOf("listings", { q, ...(city !== undefined && { city }), limit: "20" });
};

const clusterPath = (draws: Draws): string => {
  const box = draws.box().map((degrees) => degrees.toFixed(4));
  return pathOf("listings/facets", { box: box.join(","), guests: String(draws.guests()) });
};
