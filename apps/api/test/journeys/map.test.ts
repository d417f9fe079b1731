import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectInvariants } from "../expectations.ts";
import { advance, plainHome } from "../factories.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { startWorld, type World } from "./world.ts";

describe.each(drivers)("over $surface", (driver) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(driver);
  });
  afterAll(() => world.close());

  test("a map shows what stands on it, in clusters with the cheapest of each, until a home is taken down", async () => {
    const { app, host } = world;
    const place = async (longitude: number, amount: number) => {
      const home = { ...plainHome, latitude: 69.65, longitude, nightlyPrice: amount };
      const { id } = (await host.call("listings.create", home)).output;
      await host.call("listings.publish", { listingId: id });
      return id;
    };
    const [west, middle, east] = [await place(18.1, 90_000), await place(18.105, 70_000), await place(18.9, 80_000)];
    await advance(app, "PT1S");
    const map = { box: "18,69.5,19,70.5" };
    const found = async (box: string) =>
      (await world.anyone().searchAll({ box }))
        .flat()
        .map(({ id }) => id)
        .toSorted();
    const shown = async () => (await host.call("listings.facets", map)).output;

    expect(await found(map.box)).toEqual([west, middle, east].toSorted());
    expect(await found("18.5,69.5,19,70.5")).toEqual([east]);
    const { count, clusters } = await shown();
    expect(count).toBe(3);
    expect(clusters.map((cluster) => [cluster.count, cluster.cheapest?.amount])).toEqual([
      [2, 70_000],
      [1, 80_000],
    ]);
    await host.call("listings.unlist", { listingId: middle });
    const left = (await shown()).clusters.map((cluster) => cluster.cheapest?.amount);
    expect(new Set(left)).toEqual(new Set([80_000, 90_000]));
    expect(await refusal(world.anyone().call("listings.facets", { box: "18,70,19,69" }))).toMatchObject({
      ...{ code: "request.invalid", issues: [{ pointer: "/box" }] },
    });
    await advance(app, "PT1S");
    await expectInvariants(app);
  });
});
