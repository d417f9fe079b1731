import type { Finding } from "./finding.ts";

/** What of the error codes breaks: programs tell refusals apart by code and by status. */
export function errorChanges(before: string, after: string): readonly Finding[] {
  const now = statusesIn(after);
  return [...statusesIn(before)].flatMap(([subject, status]) => {
    const other = now.get(subject);
    if (other === status) return [];
    return [{ subject, change: other === undefined ? "the code is gone" : `is ${other} instead of ${status}` }];
  });
}

/** The table of the SDK, as it is printed: a code a line. */
const statusesIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^ {2}"?([\w.]+)"?: \{ http: (\d+),/gm)].map(([, code = "", http = ""]) => [code, http]));
