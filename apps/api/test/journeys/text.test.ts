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

  test("a home is found by its words with accents, without them and misspelt, until it says others or is taken down", async () => {
    const { app, host } = world;
    const describe = async (title: string, description: string) => {
      const home = { ...plainHome, title, description, neighbourhood: "Grünerløkka" };
      const { id } = (await host.call("listings.create", home)).output;
      await host.call("listings.publish", { listingId: id });
      return id;
    };
    const sauna = await describe("Hytte med badstue", "Çok güzel: a sauna by the fjörd.");
    const title = await describe("Sauna och fjörd", "");
    const found = async (input: Parameters<ReturnType<World["anyone"]>["searchAll"]>[0]) =>
      (await world.anyone().searchAll(input)).flat().map(({ id }) => id);

    expect(await found({ q: "FJÖRD, sauna" })).toEqual([title, sauna]);
    expect(await found({ q: "fjord sauna", limit: 1 })).toEqual([title, sauna]);
    expect(await found({ q: "güzel badstue grünerlökka" })).toEqual([sauna]);
    await advance(app, "PT1S");
    expect(await found({ q: "badsteu grunerlokka", city: "oslo" })).toEqual([sauna]);
    expect(await found({ q: "quux sauna" })).toEqual([]);
    const { count } = (await world.anyone().call("listings.facets", { q: "sauna" })).output;
    expect(count).toBe(2);
    expect(await refusal(world.anyone().call("listings.search", { q: "x".repeat(101) }))).toMatchObject({
      ...{ code: "request.invalid", issues: [{ pointer: "/q" }] },
    });

    await host.call("listings.update", { listingId: title, title: "Only a shed" });
    await host.call("listings.unlist", { listingId: sauna });
    expect(await found({ q: "sauna" })).toEqual([]);
    expect(await found({ q: "shed" })).toEqual([title]);
    await advance(app, "PT1S");
    await expectInvariants(app);
  });
});
