import { UserIdInput, UserProfile } from "@roost/contract";
import { query, type Scope } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { inOrder } from "../../platform/in-order.ts";
import { Port } from "../../platform/port.ts";
import type { Sql } from "../../platform/sql.ts";

/** What published reviews say of somebody. */
export type Rating = Pick<UserProfile, "avgRating" | "reviewCount">;

/** The ratings of people, by their ids; who has none is not in it. */
export const ratingsPort = new Port<(sql: Sql, userIds: readonly string[]) => Promise<ReadonlyMap<string, Rating>>>(
  "users.ratings",
);

export const getUser = query({
  name: "users.get",
  summary: "Somebody, as everybody sees him: a first name, and what reviews say.",
  input: UserIdInput,
  output: UserProfile,
  async load(scope, { userId }) {
    const [profile] = await findProfiles(scope, [userId]);
    return profile;
  },
  loadMany: (scope, inputs) =>
    findProfiles(
      scope,
      inputs.map(({ userId }) => userId),
    ),
  may: (_actor, profile) => (profile ? true : "hidden"),
  async run(_scope, _input, profile) {
    assertFound(profile);
    return profile;
  },
});

type Person = Pick<UserProfile, "id" | "firstName">;

/** Of people who may come in: a name that nobody has confirmed is shown to nobody. */
async function findProfiles(scope: Scope, userIds: readonly string[]): Promise<(UserProfile | undefined)[]> {
  const [people, ratings] = await Promise.all([
    scope.sql.all<Person>("user_find_open", openText, [userIds]),
    ratingsPort.from(scope)(scope.sql, userIds),
  ]);
  return inOrder(userIds, people).map((person) => person && { ...person, ...(ratings.get(person.id) ?? unrated) });
}

const unrated: Rating = { avgRating: null, reviewCount: 0 };

const openText = `select id, first_name as "firstName" from app_user
  where id = any($1) and status = 'active' and email_verified_at is not null`;
