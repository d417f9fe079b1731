import { isDeepStrictEqual } from "node:util";
import type { HttpRequest } from "../http-text.ts";
import type { Server } from "../servers.ts";

/** The JSON that a server answers; throws on another status. */
export async function ask(server: Server, { path, headers, body }: HttpRequest, status: number): Promise<unknown> {
  const sent = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...sent,
  });
  const text = await answer.text();
  if (answer.status === status) return JSON.parse(text);
  throw new Error(`${server.name} answered ${answer.status} instead of ${status} to ${path}:\n${text}`);
}

/** Throws where two answers differ, fields of these names apart. */
export function expectSame(path: string, [one, other]: readonly unknown[], apart: readonly string[] = []): void {
  const [a, b] = [without(one, apart), without(other, apart)];
  if (isDeepStrictEqual(a, b)) return;
  throw new Error(`the servers answer differently to ${path}:\n${differenceOf(inOrder(a), inOrder(b))}`);
}

// What is left out must still be there, or be null, on both sides.
const without = (answer: unknown, fields: readonly string[]): unknown =>
  typeof answer === "object" && answer !== null
    ? Object.fromEntries(
        Object.entries(answer).map(([key, value]) => [key, fields.includes(key) ? value === null : value]),
      )
    : answer;

function differenceOf(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const near = (text: string) => `… ${text.slice(Math.max(0, at - 80), at + 120)} …`;
  return `${near(one)}\n${near(other)}`;
}

/** As JSON with its keys in order, so that the first difference is one. */
const inOrder = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
