import { expect, test } from "vitest";
import type { Actor, Scope } from "../../../platform/action.ts";
import { type GuestAt, standingsOf, standingsPort } from "./standings.ts";

const nowhere = { one: () => Promise.reject(new Error("no SQL")), all: async () => [], run: async () => 0 };

test("what a guest is to homes is asked of a guest alone: nobody, operators and Roost itself cost nothing", async () => {
  const house = {};
  const asked: GuestAt[] = [];
  standingsPort.plug(house, async (_sql, question) => {
    asked.push(question);
    return new Map([["a", "staying"]]);
  });
  const of = (actor: Actor | null) => {
    const scope: Scope = { house, sql: nowhere, actor, requestId: "test" };
    return standingsOf(scope, ["a", "b"]);
  };
  const guest = { kind: "user", userId: "g", roles: ["guest"], emailVerified: true, sessionId: "s" } as const;
  for (const actor of [null, { kind: "system" }, { ...guest, roles: ["guest", "admin"] }] as const) {
    expect(await of(actor)).toEqual(new Map());
  }
  expect(asked).toEqual([]);
  expect(await of(guest)).toEqual(new Map([["a", "staying"]]));
  expect(asked).toEqual([{ guestId: "g", listingIds: ["a", "b"] }]);
});
