import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Rig, startRig } from "../../test/rig.ts";
import { type Cache, cachePort, createCache } from "./cache.ts";
import { type CacheListener, listenForChanges } from "./cache-listener.ts";
import { advanceClock, readClock, roughlyNow } from "./clock.ts";
import { createLog } from "./log.ts";

const log = createLog({ level: "silent" });
let rig: Rig;
let cache: Cache;
let listener: CacheListener;
beforeAll(async () => {
  rig = await startRig();
  cache = createCache({ ttlMs: 5000, log });
  listener = listenForChanges({ url: rig.database.url, cache, log });
  await listener.listening;
});
afterAll(async () => {
  await listener.stop();
  await cache.close();
  await rig.close();
});

const titleOf = (id: string) =>
  cache.getOrRead({ key: id, tags: [`listing:${id}`] }, () =>
    rig.sql.one<{ title: string }>("test_title", "select title from listing where id = $1", [id]),
  );
const rename = "update listing set title = $2 where id = $1";

test("a change that another process commits is forgotten here; one that it rolls back is not", async () => {
  const id = await rig.addHome({ title: "Before" });
  expect(await titleOf(id)).toEqual({ title: "Before" });
  await rig.sql.run("test_rename", rename, [id, "After"]);
  await vi.waitFor(async () => expect(await titleOf(id)).toEqual({ title: "After" }));

  const undone = rig.inTransaction(async (sql) => {
    await sql.run("test_rename", rename, [id, "Never"]);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  const other = await rig.addHome({ title: "Other" });
  await titleOf(other);
  await rig.sql.run("test_rename", rename, [other, "Other, after"]);
  await vi.waitFor(async () => expect(await titleOf(other)).toEqual({ title: "Other, after" }));
  expect(await titleOf(id)).toEqual({ title: "After" });
});

test("after a lost connection everything is forgotten, and changes are heard again", async () => {
  const id = await rig.addHome({ title: "Before" });
  await titleOf(id);
  await rig.sql.all(
    "test_cut",
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'roost cache' and datname = current_database()`,
    [],
  );
  await rig.sql.run("test_rename", rename, [id, "Meanwhile"]);
  await vi.waitFor(async () => expect(await titleOf(id)).toEqual({ title: "Meanwhile" }), { timeout: 3000 });
  await rig.sql.run("test_rename", rename, [id, "After"]);
  await vi.waitFor(async () => expect(await titleOf(id)).toEqual({ title: "After" }), { timeout: 3000 });
});

test("rough time is that of the database, kept until somebody moves the clock", async () => {
  const house = {};
  cachePort.plug(house, cache);
  const now = vi.fn<() => Promise<Date>>(async () => new Date((await readClock(rig.sql)).now));
  const scope = { sql: rig.sql, house, actor: null, requestId: "test", now };
  const differenceMs = async () => (await roughlyNow(scope)).getTime() - (await now()).getTime();
  const soonMs = 2000;
  expect(Math.abs(await differenceMs())).toBeLessThan(soonMs);
  now.mockClear();
  await roughlyNow(scope);
  expect(now).not.toHaveBeenCalled();
  await advanceClock(rig.sql, 3_600_000);
  await vi.waitFor(async () => expect(Math.abs(await differenceMs())).toBeLessThan(soonMs));
});
