import { afterEach, expect, test, vi } from "vitest";
import { hotKeys } from "./hot-keys.ts";
import { newId } from "./ids.ts";

const clock = vi.spyOn(performance, "now");
afterEach(() => clock.mockReset());

/** How often of so many times it was hot. */
const asked = (isHot: (key: string) => boolean, key: string, times: number) =>
  Array.from({ length: times }, () => isHot(key)).filter(Boolean).length;

test("what is asked for often is hot, and half of that is forgotten with each span", () => {
  clock.mockReturnValue(1000);
  const isHot = hotKeys({ often: 4, spanMs: 100 });
  expect(asked(isHot, "a", 6)).toBe(2);
  clock.mockReturnValue(1099);
  expect(isHot("a")).toBe(true);
  clock.mockReturnValue(1100);
  expect(asked(isHot, "a", 3)).toBe(2);
  clock.mockReturnValue(1320);
  expect(asked(isHot, "a", 4)).toBe(1);
  clock.mockReturnValue(90_000);
  expect(asked(isHot, "a", 5)).toBe(1);
});

test("what stays hot is hot from the first time of a span on", () => {
  clock.mockReturnValue(0);
  const isHot = hotKeys({ often: 4, spanMs: 100 });
  expect(asked(isHot, "a", 20)).toBe(16);
  for (const at of [100, 200, 300]) {
    clock.mockReturnValue(at);
    expect(asked(isHot, "a", 10)).toBe(10);
  }
});

test("what is asked for now and then never is, among many others as well", () => {
  clock.mockReturnValue(0);
  const isHot = hotKeys({ often: 16, spanMs: 5000 });
  const keys = Array.from({ length: 30_000 }, () => `listing:${newId()}`);
  expect(keys.filter(isHot)).toEqual([]);
  expect(asked(isHot, "listing:hot", 20)).toBeGreaterThanOrEqual(4);
});
