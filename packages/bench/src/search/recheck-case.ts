import type { Case } from "../core/case.ts";
import { expectSame } from "../core/same-answer.ts";
import { httpText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import type { Server } from "../servers.ts";

const known = 2000;
const atOnce = 4;
const pathOf = (id: string) => `/api/v1/listings/${id}`;

/** A home again, by whoever has it already and sends its tag: 304, and nothing of it travels. */
export function recheckCase(homes: readonly string[], seed: number): Case {
  const random = randomOf(seed);
  const ids = Array.from({ length: known }, () => homes[random.integer(0, homes.length - 1)] ?? "");
  const tags = new Map<Server["name"], readonly string[]>();
  return {
    name: "search.get304",
    title: `a home by its id with the tag of what the caller has, any of ${known}`,
    status: 304,
    /** Learns each server's tags; both must know theirs again. */
    async compare(pair) {
      for (const server of pair) tags.set(server.name, await tagsOf(server, ids));
      const again = pair.map(async (server) => {
        const path = pathOf(ids[0] ?? "");
        return (await send(server, path, tags.get(server.name)?.[0] ?? "")).status;
      });
      expectSame("a home that is known", [await Promise.all(again), [304, 304]]);
    },
    next(_connection, server) {
      const index = random.integer(0, known - 1);
      const tag = tags.get(server)?.[index] ?? "";
      return httpText({ path: pathOf(ids[index] ?? ""), headers: { "if-none-match": tag } });
    },
  };
}

async function tagsOf(server: Server, ids: readonly string[]): Promise<readonly string[]> {
  const tags: string[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce).map(async (id) => {
      const answer = await send(server, pathOf(id), '"none"');
      await answer.arrayBuffer();
      const tag = answer.headers.get("etag");
      if (answer.status !== 200 || tag === null)
        throw new Error(`${server.name} answered ${answer.status} without a tag of ${id}`);
      return tag;
    });
    tags.push(...(await Promise.all(some)));
  }
  return tags;
}

const send = ({ port }: Server, path: string, tag: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { "if-none-match": tag } });
