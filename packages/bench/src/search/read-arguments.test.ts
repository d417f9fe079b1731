import { expect, test } from "vitest";
import { readArguments } from "./read-arguments.ts";

const said = (...args: readonly string[]) => readArguments(args);

test("without anything, all cases at the size of Oslo, thrown away afterwards", () => {
  expect(said()).toEqual({
    ...{
      sizes: [10_099],
      only: undefined,
      keep: undefined,
      profile: undefined,
      seed: 1,
      brief: false,
      json: false,
      check: false,
      plot: false,
    },
  });
});

test("sizes are told apart, and stand in ascending order", () => {
  expect(said("--listings", "1000000,10099,1000000", "--json", "--plot")).toMatchObject({
    ...{ sizes: [10_099, 1_000_000], json: true, plot: true },
  });
});

test("cases by name, a seed and a folder", () => {
  const args = said("--only", "search.total,search.memory", "--seed", "7", "--keep", "/tmp/x", "--check");
  expect(args).toMatchObject({ only: ["search.total", "search.memory"], seed: 7, keep: "/tmp/x", check: true });
});

test.each([
  [["--listings", "999"], "--listings"],
  [["--listings", "1e6"], "--listings"],
  [["--listings", ""], "--listings"],
  [["--listings", "10099,-1"], "--listings"],
  [["--listings", "20000001"], "--listings"],
  [["--seed", "x"], "--seed"],
  [["--seed", "4294967296"], "--seed"],
  [["--only", "search.totals"], "search.totals"],
  [["--plot"], "--plot"],
  [["--plot", "--listings", "5000,5000"], "--plot"],
  [["--fast"], "--fast"],
  [["core"], "core"],
])("%j cannot be meant, and the answer names why", (args, named) => {
  const answer = readArguments(args);
  expect(typeof answer).toBe("string");
  expect(answer).toContain(named);
});
