import type { Problem } from "@roost/contract";
import { expect } from "vitest";
import { quiet } from "../expectations.ts";
import { changes } from "../journeys/effects.ts";
import { countProviderEvents } from "../provider.ts";
import { masked, maskedText } from "./masks.ts";
import { rowsOf } from "./rows.ts";
import { type Call, type Surface, surfaces } from "./surfaces.ts";
import { startWorld, type World } from "./world.ts";

/** A surface on a product and a database of its own, in which the same things happen in the same order as elsewhere. */
export interface Place {
  readonly surface: Surface;
  readonly world: World;
}

export const openPlaces = (): Promise<readonly Place[]> =>
  Promise.all(surfaces.map(async (surface) => ({ surface, world: await startWorld() })));

/** What a call came to, as all surfaces must tell it. */
export interface Outcome {
  readonly output: unknown;
  readonly problem: Problem | undefined;
  readonly replayed: boolean;
  readonly cookies: unknown;
  /** The rows that came to be (+) and that are no more (-). */
  readonly changes: readonly string[];
}

/** Makes a call everywhere, and answers what it came to, which must be the same: data, refusal, cookies and rows. */
export async function everywhere(places: readonly Place[], callOf: (world: World) => Promise<Call>): Promise<Outcome> {
  const told = await Promise.all(places.map(async (place) => act(place, await callOf(place.world))));
  const [first] = told;
  if (!first) throw new Error("there is no surface");
  for (const [at, outcome] of told.entries()) {
    expect(outcome, `${places[at]?.surface.name}, beside ${places[0]?.surface.name}`).toEqual(first);
  }
  return first;
}

async function act({ surface, world }: Place, call: Call): Promise<Outcome> {
  const before = await footprint(world);
  const { status, output, problem, replayed, cookies } = await surface.send(world.app, call);
  expect(status, surface.name).toBe(problem?.status ?? surface.statusOf(call.route));
  return {
    // Parsed by its own schema: what is alike must also be what was promised.
    output: problem ? undefined : masked(call.route.action.output.parse(output)),
    problem: problem && { ...problem, type: maskedText(problem.type), ...anonymous(problem) },
    replayed,
    cookies: masked(cookies),
    changes: changes(before, await footprint(world)),
  };
}

/** The parts of a problem that name things of their own. */
const anonymous = ({ instance, detail, details }: Problem) => ({
  instance: maskedText(instance),
  detail: maskedText(detail),
  ...(details && { details: Object.fromEntries(Object.entries(details).map(([k, v]) => [k, maskedValue(v)])) }),
});

const maskedValue = <V>(value: V): V | string => (typeof value === "string" ? maskedText(value) : value);

/** Everything in the database, once nothing is going on. */
async function footprint({ app }: World): Promise<readonly string[]> {
  await quiet(app, () => countProviderEvents(app));
  return (await rowsOf(app.app.sql)).map(maskedText);
}
