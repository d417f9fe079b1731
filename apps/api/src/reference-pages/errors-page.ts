import type { ErrorKind } from "@roost/contract";
import { anchor, code, pageText, table } from "./page.ts";

const intro = `Every refusal has one of these codes, on every surface: REST answers it as a problem (RFC 9457), tRPC
in \`data.problem\`, GraphQL in \`extensions.problem\`. The statuses are those of REST, of a tRPC call that is not
batched, and of a GraphQL request with one field.`;

/** docs/generated/errors.md: every code with its status, by status. */
export function errorsPage(kinds: Readonly<Record<string, ErrorKind>>): string {
  const rows = Object.entries(kinds)
    .toSorted(([a, one], [b, other]) => one.http - other.http || (a < b ? -1 : 1))
    .map(([name, { http, trpc, title, retryable }]) => [
      anchor(name) + code(name),
      String(http),
      code(trpc),
      title,
      retryable ? "yes" : "no",
    ]);
  const head = ["Code", "Status", "tRPC", "Title", "The same again may succeed"];
  return pageText({ title: "Errors", parts: [intro, table(head, rows)] });
}
