import { isTest } from "./import-rules.ts";
import type { Source } from "./read-source.ts";

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  /** Looked for in the whole text, comments too. */
  readonly inText?: boolean;
  readonly allowed: (path: string) => boolean;
}

const nowhere = () => false;

const rules: readonly Rule[] = [
  {
    what: "reads process.env",
    pattern: /\bprocess\s*\.\s*env\b/g,
    // The environment is read once, where a program begins. The sandbox hands PATH on to the Postgres it starts.
    allowed: (path) =>
      isTest(path) ||
      /^apps\/api\/(?:src\/bin\/|prisma\.config\.ts$)|^examples\//.test(path) ||
      /^packages\/(?:bench\/|sandbox\/src\/postgres\/supervised\.ts$)/.test(path),
  },
  {
    what: "asserts a type",
    pattern: /(?<![\w$.])as\s+(?!const\b)[A-Za-z_$({[]/g,
    allowed: nowhere,
  },
  { what: "uses any", pattern: /(?<![\w$.])any(?![\w$(])(?!\s*:)/g, allowed: nowhere },
  { what: "waves null away with !", pattern: /[\w$)\]]!(?=[.;,)\]\s[])(?!\s*=)/g, allowed: nowhere },
  {
    what: "silences a check",
    pattern: /@ts-(?:ignore|nocheck)|(?:oxlint|eslint)-disable|biome-ignore (?!format)|(?:istanbul|v8) ignore/g,
    inText: true,
    // The rules name what they look for.
    allowed: (path) => path.startsWith("apps/api/test/architecture"),
  },
  {
    what: "expects a type error",
    pattern: /@ts-expect-error/g,
    inText: true,
    allowed: (path) => isTest(path),
  },
  {
    what: "exports a default",
    pattern: /\bexport\s+default\b/g,
    allowed: (path) => path.endsWith(".config.ts"),
  },
  {
    what: "declares what types alone cannot erase",
    pattern: /^\s*(?:export\s+)?(?:const\s+)?(?:enum|namespace)\s+\w+\s*\{/gm,
    allowed: nowhere,
  },
];

/** DESIGN §4: no `any`, no assertion but `as const`, no `!`, no disabled rule; the environment read in one place. */
export function codeFaults(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    rules.flatMap(({ what, pattern, inText, allowed }) => {
      if (allowed(source.path)) return [];
      const text = inText === true ? source.text : withoutRenames(source.code);
      return [...text.matchAll(pattern)].map((match) => `${source.path}:${lineAt(text, match.index)} ${what}`);
    }),
  );
}

/** `import { a as b }`, `import * as c` and `export { d as e }` rename; they assert nothing. */
const withoutRenames = (code: string): string =>
  code.replaceAll(/\b(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?(?:\{[^}]*\}|\*\s+as\s+\w+)/g, (found) =>
    found.replaceAll(/\bas\b/g, "  "),
  );

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;
