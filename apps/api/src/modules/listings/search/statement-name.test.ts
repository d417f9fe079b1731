import { expect, test } from "vitest";
import { statementName } from "./statement-name.ts";

test("two hundred shapes are prepared under a name each; whoever asks for more gets no name, and no plan is kept", () => {
  const names = Array.from({ length: 250 }, (_, at) => statementName("s", String(at)));
  expect(names.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, at) => `s_${at}`));
  expect(new Set(names.slice(200))).toEqual(new Set([""]));
  expect(statementName("s", "7")).toBe("s_7");
});
