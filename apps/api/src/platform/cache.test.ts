import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hasRedis, startRedis, type TestRedis } from "../../test/redis.ts";
import { type Cache, createCache } from "./cache.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import { createLog } from "./log.ts";

const log = createLog({ level: "silent" });
let redis: TestRedis | undefined;
const open: Cache[] = [];
const make = (options: { ttlMs?: number; redisUrl?: string | undefined } = {}) => {
  const cache = createCache({ ttlMs: 5000, log, ...options });
  open.push(cache);
  return cache;
};
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  await Promise.all(open.map((cache) => cache.close()));
  await redis?.stop();
});

/** Answers how often it was read, and each time something else. */
function counter() {
  let reads = 0;
  return {
    read: async () => {
      reads += 1;
      return { reads };
    },
    count: () => reads,
  };
}
const entry = (...tags: string[]) => ({ key: newId(), tags });

describe.each([
  { level: "in memory", isHere: true },
  { level: "with Redis behind it (needs redis-server)", isHere: hasRedis },
])("a cache $level", ({ level, isHere }) => {
  const withRedis = level !== "in memory";
  const cache = (ttlMs = 5000) => make({ ttlMs, redisUrl: withRedis ? redis?.url : undefined });

  test.runIf(isHere)("reads once for everybody who asks at once, and keeps the answer", async () => {
    const [kept, home, { read, count }] = [cache(), entry(), counter()];
    const answers = await Promise.all(Array.from({ length: 100 }, () => kept.getOrRead(home, read)));
    expect(new Set(answers.map((answer) => answer?.reads))).toEqual(new Set([1]));
    expect(await kept.getOrRead(home, read)).toEqual({ reads: 1 });
    expect(count()).toBe(1);
  });

  test.runIf(isHere)("keeps what must be hot only once it was asked for often", async () => {
    const [kept, { read, count }] = [cache(), counter()];
    const home = { ...entry("a"), onlyIfHot: true };
    const answers = [];
    for (let time = 0; time < 20; time += 1) answers.push((await kept.getOrRead(home, read))?.reads);
    expect(answers).toEqual(Array.from({ length: 20 }, (_, at) => Math.min(at + 1, 17)));
    await kept.forget("a");
    expect(await kept.getOrRead(home, read)).toEqual({ reads: 18 });
    await Promise.all(Array.from({ length: 10 }, () => kept.getOrRead({ ...home, key: newId() }, read)));
    expect(count()).toBe(28);
  });

  test.runIf(isHere)("keeps that there is nothing, too", async () => {
    const [kept, home] = [cache(), entry()];
    const read = vi.fn<() => Promise<object | undefined>>().mockResolvedValue(undefined);
    expect(await kept.getOrRead(home, read)).toBeUndefined();
    expect(await kept.getOrRead(home, read)).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(1);
  });

  test.runIf(isHere)("forgets what has a tag, and nothing else", async () => {
    const [kept, one, two, first, second] = [cache(), entry("a", "b"), entry("c"), counter(), counter()];
    await kept.getOrRead(one, first.read);
    await kept.getOrRead(two, second.read);
    await kept.forget("b");
    expect(await kept.getOrRead(one, first.read)).toEqual({ reads: 2 });
    expect(await kept.getOrRead(two, second.read)).toEqual({ reads: 1 });
    await kept.forgetAll();
    expect(await kept.getOrRead(two, second.read)).toEqual({ reads: 2 });
  });

  test.runIf(isHere)("throws what the read throws, and keeps no failure", async () => {
    const [kept, home] = [cache(), entry()];
    const refusal = new AppError("internal");
    await expect(kept.getOrRead(home, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await kept.getOrRead(home, counter().read)).toEqual({ reads: 1 });
  });

  test.runIf(isHere)("reads again once an answer is old", async () => {
    const [kept, home, { read }] = [cache(50), entry(), counter()];
    await kept.getOrRead(home, read);
    await vi.waitFor(async () => expect(await kept.getOrRead(home, read)).toEqual({ reads: 2 }));
  });
});

test.runIf(hasRedis)("two processes share what one has read, and what one forgets (needs redis-server)", async () => {
  const [here, there] = [make({ redisUrl: redis?.url }), make({ redisUrl: redis?.url })];
  const share = async () => {
    const [home, source] = [entry("home"), counter()];
    await here.getOrRead(home, source.read);
    expect(await there.getOrRead(home, source.read)).toEqual({ reads: 1 });
    return { home, source };
  };
  // Both connect first; until then each reads for itself.
  const { home, source } = await vi.waitFor(share);
  await here.forget("home");
  await there.forget("home");
  // Within one millisecond either may read again; neither answers what was forgotten.
  for (const cache of [there, here]) {
    expect((await cache.getOrRead(home, source.read))?.reads).toBeGreaterThan(1);
  }
});

test.runIf(hasRedis)("a Redis that dies is passed by (needs redis-server)", async () => {
  const mortal = await startRedis();
  const kept = make({ redisUrl: mortal.url });
  const [before, after] = [counter(), counter()];
  await kept.getOrRead(entry("home"), before.read);
  await mortal.stop();
  expect(await kept.getOrRead(entry("home"), after.read)).toEqual({ reads: 1 });
  await kept.forget("home");
  await kept.forgetAll();
});

test("a Redis that never was there is passed by", async () => {
  const kept = make({ redisUrl: "redis://127.0.0.1:9" });
  expect(await kept.getOrRead(entry(), counter().read)).toEqual({ reads: 1 });
});

test("where nothing is kept, every question is a read", async () => {
  const [kept, home, { read }] = [make({ ttlMs: 0 }), entry(), counter()];
  await kept.getOrRead(home, read);
  expect(await kept.getOrRead(home, read)).toEqual({ reads: 2 });
  await kept.forget("home");
  await kept.forgetAll();
});
