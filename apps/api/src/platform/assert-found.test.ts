import { expect, test } from "vitest";
import { assertFound, assertThere } from "./assert-found.ts";
import { AppError } from "./errors.ts";

test("what is not there is 404 to callers, or a fault that only the log hears of", () => {
  expect(() => assertFound(undefined)).toThrow(AppError);
  expect(() => assertThere(undefined, "payment 1 is gone")).toThrow("payment 1 is gone");
  assertFound({ id: 1 });
  assertThere({ id: 1 }, "never");
});
