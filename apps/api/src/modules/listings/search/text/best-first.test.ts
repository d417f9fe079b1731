import fc from "fast-check";
import { expect, test } from "vitest";
import { bestFirst, levelMarks } from "./best-first.ts";

const cases = fc.record({
  counts: fc.array(fc.nat(5000), { minLength: levelMarks.length, maxLength: levelMarks.length }),
  others: fc.nat(100_000),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  least: fc.integer({ min: 1, max: 303 }),
});

test("each look takes in the one before it, many more homes, and less than half of all", () => {
  fc.assert(
    fc.property(cases, ({ counts, others, share, least }) => {
      let homes = 0;
      const levels = levelMarks.map((word, index) => {
        homes += counts[index] ?? 0;
        return { word, documents: homes, heads: 0 };
      });
      homes += others;
      const documents = Math.round(homes * share);
      const steps = bestFirst(
        { query: "'loft'", words: null, documents, byChance: documents },
        { levels, homes, least },
      );
      const marks = steps.map(({ query }) => query.replace("'loft' & ", "").slice(1, -1));
      expect(marks).toEqual(levelMarks.filter((mark) => marks.includes(mark)));
      for (const [index, { homes: looked }] of steps.entries()) {
        expect(looked).toBeGreaterThanOrEqual((steps[index - 1]?.homes ?? least / 6) * 6 - 1e-6);
        expect(looked * 2).toBeLessThan(documents);
      }
    }),
  );
});
