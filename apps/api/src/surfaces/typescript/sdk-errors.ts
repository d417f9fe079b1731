/** What the SDK keeps of an error kind. */
export interface DescribedError {
  readonly http: number;
  readonly title: string;
  readonly retryable: boolean;
}

/**
 * The text of the SDK's `generated/errors.ts`: the error table as plain data, and the problem's types.
 * `problemSource` is the text of the contract's `problem.ts`, which is plain TypeScript and is taken over word by word.
 */
export function sdkErrors(table: Readonly<Record<string, DescribedError>>, problemSource: string): string {
  const rows = Object.entries(table).map(
    ([code, { http, retryable, title }]) =>
      `  ${JSON.stringify(code)}: { http: ${http}, retryable: ${retryable}, title: ${JSON.stringify(title)} },`,
  );
  return [
    "// Generated from the contract's error table and problem type by `pnpm generate`.",
    `/** Every error code of the API: its HTTP status, whether the same call may succeed later, and a sentence for people. */
export const errorTable = {\n${rows.join("\n")}\n} as const;`,
    `/** A code that the API answers with. */\nexport type ErrorCode = keyof typeof errorTable;`,
    withoutImports(problemSource),
  ].join("\n\n");
}

const withoutImports = (source: string): string => source.replaceAll(/^import .*\n+/gm, "");
