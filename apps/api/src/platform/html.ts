/** Markup that is safe to send: everything people wrote in it is escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | Html | readonly Html[];

/** A template whose values are escaped, unless they are Html themselves. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(literals.map((literal, index) => literal + markupOf(parts[index] ?? "")).join(""));

function markupOf(part: Part): string {
  if (typeof part === "string") return part.replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? "");
  return part instanceof Html ? part.markup : part.map(({ markup }) => markup).join("");
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);
