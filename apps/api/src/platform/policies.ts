import type { Actor, UserActor, Verdict } from "./action.ts";

export const anyone = (): Verdict => true;

export const signedIn = (actor: Actor | null): Verdict => (actor === null ? "sign-in" : true);

/** Only Roost itself: jobs, sweeps and webhooks. */
export const onlySystem = (actor: Actor | null): Verdict => (actor?.kind === "system" ? true : "hidden");

export const isAdmin = (actor: Actor | null): boolean => actor?.kind === "user" && actor.roles.includes("admin");

/** Only people who run the house. */
export const onlyOperators = (actor: Actor | null): Verdict =>
  actor === null ? "sign-in" : isAdmin(actor) ? true : "forbidden";

/** The acting person; `may` has let nobody else through. */
export function personOf(actor: Actor | null): UserActor {
  if (actor?.kind !== "user") throw new Error("this action needs a person, and its policy let somebody else through");
  return actor;
}
