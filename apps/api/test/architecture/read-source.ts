/** A source file as the rules of the house see it. */
export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments and the insides of literals blanked, every other character where it was. */
  readonly code: string;
  readonly literals: readonly Literal[];
  readonly imports: readonly Import[];
}

export interface Literal {
  /** Where its first character inside the quotes stands. */
  readonly at: number;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  readonly typesOnly: boolean;
}

export function readSource(path: string, text: string): Source {
  const { code, literals } = blank(text);
  return { path, text, code, literals, imports: importsOf(code, literals) };
}

const importPattern = /\b(?:import|export)\b([^;"'`()]*?)\bfrom\s*["']|\bimport\s*\(?\s*["']/g;

function importsOf(code: string, literals: readonly Literal[]): Import[] {
  const textAt = new Map(literals.map(({ at, text }) => [at, text]));
  return [...code.matchAll(importPattern)].flatMap((match) => {
    const from = textAt.get(match.index + match[0].length);
    return from === undefined ? [] : [{ from, typesOnly: takesTypesOnly(match[1]?.trim()) }];
  });
}

function takesTypesOnly(clause: string | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.startsWith("type ")) return true;
  const names = /^\{([^}]*)\}$/.exec(clause)?.[1]?.split(",") ?? [""];
  return names.every((name) => name.trim() === "" || name.trim().startsWith("type ")) && names.join("").trim() !== "";
}

interface Blanked {
  readonly code: string;
  readonly literals: Literal[];
}

/** Walks the text once: comments, quotes, templates with code inside, and regular expressions. */
function blank(text: string): Blanked {
  const code = text.split("");
  const literals: Literal[] = [];
  /** For each open template, how many braces are open inside its current `${`. */
  const templates: number[] = [];
  const wipe = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) if (code[i] !== "\n") code[i] = " ";
  };
  const literal = (from: number, to: number) => {
    literals.push({ at: from, text: text.slice(from, to) });
    wipe(from, to);
  };
  /** Reads template text from `from` on; answers where the code goes on. */
  const template = (from: number): number => {
    let end = from;
    while (end < text.length && text[end] !== "`" && !text.startsWith("${", end)) end += text[end] === "\\" ? 2 : 1;
    literal(from, end);
    if (text[end] === "`") return end + 1;
    templates.push(0);
    return end + 2;
  };

  for (let at = 0; at < text.length; ) {
    const char = text[at];
    const depth = templates.at(-1);
    if (text.startsWith("//", at) || text.startsWith("/*", at)) {
      const end = endOf(text, at, text[at + 1] === "/" ? "\n" : "*/");
      wipe(at, end);
      at = end;
    } else if (char === '"' || char === "'") {
      const end = closing(text, at + 1, char);
      literal(at + 1, end);
      at = end + 1;
    } else if (char === "`") {
      at = template(at + 1);
    } else if (char === "/" && beginsPattern(text.slice(0, at))) {
      const end = closing(text, at + 1, "/");
      wipe(at + 1, end);
      at = end + 1;
    } else if (depth !== undefined && char === "}" && depth === 0) {
      templates.pop();
      at = template(at + 1);
    } else {
      if (depth !== undefined && char === "{") templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && char === "}") templates[templates.length - 1] = depth - 1;
      at += 1;
    }
  }
  return { code: code.join(""), literals };
}

function endOf(text: string, from: number, mark: string): number {
  const found = text.indexOf(mark, from + 2);
  return found < 0 ? text.length : found + (mark === "\n" ? 0 : mark.length);
}

/** Where the literal ends; inside a pattern's brackets a slash does not end it. */
function closing(text: string, from: number, quote: string): number {
  let bracket = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "\n") return at;
    else if (quote === "/" && text[at] === "[") bracket = true;
    else if (quote === "/" && text[at] === "]") bracket = false;
    else if (text[at] === quote && !bracket) return at;
  }
  return text.length;
}

/** After an operator or an opening bracket a slash begins a pattern; after a value it divides. */
const beginsPattern = (before: string): boolean =>
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in))\s*$/.test(before.slice(-200).trimEnd());
