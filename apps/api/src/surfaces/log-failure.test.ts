import { expect, test } from "vitest";
import { AppError } from "../platform/errors.ts";
import { createLog } from "../platform/log.ts";
import { logFailure } from "./log-failure.ts";

function linesOf(error: AppError): string[] {
  const lines: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line) => void lines.push(line) } });
  logFailure(log, error, "request-1");
  return lines;
}

test("a refusal under load is a warning without a stack", () => {
  const [line = "", ...others] = linesOf(new AppError("service.unavailable", { cause: new Error("no connection") }));
  expect(JSON.parse(line)).toMatchObject({ level: 40, code: "service.unavailable", reason: "no connection" });
  expect(line).not.toContain("stack");
  expect(others).toEqual([]);
});

test("what is broken is an error with the stack of its cause", () => {
  const [line = ""] = linesOf(new AppError("internal", { cause: new TypeError("x is not a function") }));
  expect(JSON.parse(line)).toMatchObject({ level: 50, requestId: "request-1", err: { type: "TypeError" } });
  expect(line).toContain("log-failure.test.ts");
});

test("a refusal of the caller's own making is not logged", () => {
  expect(linesOf(new AppError("not_found"))).toEqual([]);
});
