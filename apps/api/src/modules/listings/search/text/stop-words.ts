/** Words that say nothing of a home, of the languages in which most hosts write, and what apostrophes leave over. */
const stopWords: ReadonlySet<string> = new Set(
  [
    "a an and at by for from in is it near of on or our the this to with your",
    "av de den det du ei en er et fra i og om paa pa til ved vi",
    "am an auf aus bei das dem den der des die ein eine im in ist mit nahe und von zu zum zur",
    "au aux avec chez dans de des du en et la le les ou par pour pres sur un une",
    "a al con da de del della di do dos e el em en es il la las le lo los na no o os para per por un una y",
    "aan bij een en het in met naar op te van voor",
    "d l s t",
  ].flatMap((line) => line.split(" ")),
);

/** The words without those that say nothing; all of them, where no others are left. */
export function withoutStopWords<T extends { readonly word: string }>(words: readonly T[]): readonly T[] {
  const telling = words.filter(({ word }) => !stopWords.has(word));
  return telling.length > 0 ? telling : words;
}
