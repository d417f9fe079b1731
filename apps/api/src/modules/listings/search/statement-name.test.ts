import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { searchConnectionSeconds } from "./search-sql.ts";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}_${at}`);

let statementName: (prefix: string, shape: string) => string;
beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  ({ statementName } = await import("./statement-name.ts"));
});
afterEach(() => vi.useRealTimers());

const named = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => statementName(prefix, String(at)));
const afterConnections = () => vi.advanceTimersByTime(searchConnectionSeconds * 1000);

test("two hundred shapes are prepared under a name each; whoever asks for more gets no name, and no plan is kept", () => {
  expect(named("s", 250)).toEqual([...names("s", 200), ...names("s", 50).fill("")]);
  expect(statementName("s", "7")).toBe("s_7");
});

test("odd shapes keep the usual ones out only as long as connections live: then those that are asked for most have names", () => {
  named("odd", 3000);
  for (let times = 0; times < 3; times += 1) expect(named("usual", 20)).toEqual(names("usual", 20).fill(""));
  for (let round = 0; round < 3; round += 1) {
    afterConnections();
    named("odd", 3000);
    expect(named("usual", 20)).toEqual(names("usual", 20));
    named("usual", 20);
  }
});

test("a connection sees three hundred names at most, whatever is asked for while it lives", () => {
  named("old", 250);
  vi.advanceTimersByTime(searchConnectionSeconds * 500);
  const seen = new Set<string>(named("old", 250));
  vi.advanceTimersByTime(searchConnectionSeconds * 999);
  for (const name of [...named("odd", 500), ...named("other", 500)]) seen.add(name);
  seen.delete("");
  expect(seen.size).toBe(300);
});
