import fc from "fast-check";
import { expect, test } from "vitest";
import { csv } from "./csv.ts";

test("quotes what holds a comma, a quote or a line break", () => {
  expect(
    csv(
      ["a", "b"],
      [
        ["x,y", 'say "hi"'],
        ["two\nlines", null],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n');
});

test("numbers stay numbers, also below zero", () => {
  expect(csv(["amount"], [[-1250], [0]])).toBe("amount\r\n-1250\r\n0\r\n");
});

test("digits are written as they are given, with the zeros at their end", () => {
  expect(csv(["amount"], [[{ digits: "-94.50" }], [{ digits: "12.000" }]])).toBe("amount\r\n-94.50\r\n12.000\r\n");
  expect(csv(["amount"], [[{ digits: "-1+1" }]])).toBe("amount\r\n'-1+1\r\n");
});

test.each(["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1"])("%j is no formula", (text) => {
  expect(
    csv(["note"], [[text]])
      .split("\r\n")
      .slice(1)
      .join(""),
  ).toMatch(/^"?'/);
});

test("whatever the text, it is one cell and begins no formula", () => {
  const isOneCell = fc.property(fc.string({ unit: "binary" }), (text) => {
    const body = csv(["note"], [[text]]).slice("note\r\n".length, -2);
    const inner = body.startsWith('"') ? body.slice(1, -1).replaceAll('""', '"') : body;
    const isQuoted = body !== inner || !/[",\r\n]/.test(inner);
    return isQuoted && (inner === text || inner === `'${text}`) && !/^\s*[=+\-@]/.test(inner);
  });
  expect(fc.check(isOneCell)).toMatchObject({ failed: false });
});
