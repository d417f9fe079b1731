import fc from "fast-check";
import { expect, test } from "vitest";
import { correctWord } from "./correct-word.ts";
import { editDistance } from "./edit-distance.ts";

const words = fc.string({ unit: fc.constantFrom("a", "b", "c", "ø", "𠮷"), maxLength: 8 });

test("no slips lie between equal words only, as many either way, and never more than a detour costs", () => {
  fc.assert(
    fc.property(words, words, words, (one, other, detour) => {
      const slips = editDistance(one, other);
      expect(slips === 0).toBe(one === other);
      expect(editDistance(other, one)).toBe(slips);
      expect(slips).toBeLessThanOrEqual(Math.max(Array.from(one).length, Array.from(other).length));
      expect(editDistance(`${detour}${one}`, `${detour}${other}`)).toBe(slips);
    }),
  );
});

const slips = fc.record({
  at: fc.nat(),
  letter: fc.constantFrom("x", "y"),
  kind: fc.constantFrom("more", "less", "other", "swap"),
});

test("a letter too many, too few, another or two that changed places are one slip", () => {
  fc.assert(
    fc.property(
      words.filter((word) => Array.from(word).length > 1),
      slips,
      (word, { at, letter, kind }) => {
        const letters = Array.from(word);
        const index = at % (letters.length - 1);
        const [here = "", next = ""] = letters.slice(index);
        const changed = { more: [letter, here, next], less: [next], other: [letter, next], swap: [next, here] }[kind];
        const slipped = [...letters.slice(0, index), ...changed, ...letters.slice(index + 2)].join("");
        expect(editDistance(word, slipped)).toBe(word === slipped ? 0 : 1);
      },
    ),
  );
});

const known = (word: string, documents = 1) => ({ word, documents, heads: 0 });

test.each<[string, ReturnType<typeof known>[], string | undefined]>([
  ["lotf", [known("loft")], "loft"],
  ["loftx", [known("loft"), known("lofty", 9)], "lofty"],
  ["lxxt", [known("loft")], undefined],
  ["suanna", [known("sauna")], "sauna"],
  ["saunxy", [known("sauna")], "sauna"],
  ["saunxyz", [known("sauna")], undefined],
  ["abc", [known("abd")], undefined],
  ["flat2", [known("flats")], undefined],
  ["beach", [known("teach", 3), known("reach", 5), known("leach", 5)], "leach"],
  ["beach", [], undefined],
])("%s among %j means %s", (word, candidates, meant) => {
  expect(correctWord(word, candidates)?.word).toBe(meant);
});
