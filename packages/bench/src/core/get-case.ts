import { httpText } from "../http-text.ts";
import { randomOf } from "../random.ts";
import type { Case } from "./case.ts";
import { ask, expectSame } from "./same-answer.ts";
import { rest, type Surface } from "./surfaces.ts";

const compared = 20;

/** One home by its id, every home as often as any other. The bare server has one surface. */
export function getCase(homes: readonly string[], surface: Surface): Case {
  const random = randomOf(1);
  const anyHome = () => homes[random.integer(0, homes.length - 1)] ?? "";
  const surfaceOf = (server: "roost" | "bare") => (server === "roost" ? surface : rest);
  return {
    name: surface.name,
    title: surface.title,
    status: 200,
    async compare(pair) {
      for (let round = 0; round < compared; round += 1) {
        const id = anyHome();
        const answers = pair.map(async (server) => {
          const { request, homeIn } = surfaceOf(server.name);
          return homeIn(await ask(server, request(id), 200));
        });
        expectSame(surface.request(id).path, await Promise.all(answers));
      }
    },
    next: (_connection, server) => httpText(surfaceOf(server).request(anyHome())),
  };
}
