import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../../test/rig.ts";
import { correctWord, type VocabWord } from "./correct-word.ts";
import { readWords } from "./read-words.ts";

const letters = fc.constantFrom(...Array.from("aaeeiioorrssttnnlldkmughbpfø"), "ж", "字");
const made = fc
  .array(letters, { minLength: 2, maxLength: 13 })
  .map((some) => some.join(""))
  // Many that begin alike, as compounds do.
  .chain((end) => fc.constantFrom(end, end, end, `${end}hus`, `ferien${end}`, `strand${end}`));
const seen = new Set(fc.sample(made, { numRuns: 4000, seed: 7 }));
const vocab: readonly VocabWord[] = Array.from(seen, (word, n) => ({ word, documents: 1 + (n % 60), heads: 0 }));

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  const words = [vocab.map(({ word }) => word), vocab.map(({ documents }) => documents)];
  await rig.sql.run("test_vocab", "insert into vocab select * from unnest($1::text[], $2::int[])", words);
});
afterAll(() => rig.close());

const unknown = (word: string): VocabWord => ({ word, documents: 0, heads: 0 });
/** Words behind another are no beginnings. */
const common: VocabWord = { word: "home", documents: 9999, heads: 0 };

const slip = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  letter: letters,
  kind: fc.constantFrom("more", "less", "other", "swap"),
});
type Slip = typeof slip extends fc.Arbitrary<infer T> ? T : never;

function slipped(word: string, { at, letter, kind }: Slip): string {
  const all = Array.from(word);
  const index = Math.floor(at * all.length);
  const [here = "", next = ""] = all.slice(index);
  const changed = { more: [letter, here, next], less: [next], other: [letter, next], swap: [next, here] }[kind];
  return [...all.slice(0, index), ...changed, ...all.slice(index + 2)].join("");
}

test("whatever the slips are, an unknown word is read as the nearest of all words that there are", async () => {
  const cases = fc.record({ meant: fc.constantFrom(...vocab), slips: fc.array(slip, { minLength: 1, maxLength: 2 }) });
  await fc.assert(
    fc.asyncProperty(cases, async ({ meant, slips }) => {
      const typed = slips.reduce(slipped, meant.word);
      fc.pre(typed !== "" && !seen.has(typed));
      const { groups, probable } = await readWords(rig.sql, [unknown(typed), common], 0);
      expect(groups[0]?.[0]?.word).toBe(correctWord(typed, near(typed))?.word ?? typed);
      expect(probable).toBeNull();
    }),
    { numRuns: 800 },
  );
}, 120_000);

/** None of more slips than the lengths differ by. */
const near = (typed: string) =>
  vocab.filter(({ word }) => Math.abs(Array.from(word).length - Array.from(typed).length) <= 2);

test("no statement is sent for words that many homes have, nor for short ones and numbers", async () => {
  const never = () => Promise.reject(new Error("asked"));
  const words = [common, { word: "ab", documents: 1, heads: 0 }, { word: "flat2", documents: 1, heads: 0 }];
  const { groups, probable } = await readWords({ one: never, all: never, run: never }, words, 10_000);
  expect([groups, probable]).toEqual([words.map((word) => [word]), null]);
});
