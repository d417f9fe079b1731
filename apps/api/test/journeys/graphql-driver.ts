import { randomUUID } from "node:crypto";
import { ListingPage } from "@roost/contract";
import { allRoutes } from "../../src/routes.ts";
import type { TestApp } from "../app.ts";
import { ask, type GraphqlAnswer } from "../graphql.ts";
import { operationFor, withoutBlanks } from "../graphql-documents.ts";
import { type ActionName, type Driver, type InputOf, type OutputOf, Refused } from "./driver.ts";

interface Request {
  readonly app: TestApp;
  readonly token: string | undefined;
  readonly key?: string | undefined;
}

/** GraphQL by plain HTTP: one operation a call, which asks for everything. */
export const graphqlDriver: Driver = {
  surface: "GraphQL",
  callerOf: (app, token) => ({
    async call(name, input, key) {
      const answer = await perform(name, input, { app, token, key });
      const replayed = answer.headers.get("idempotent-replayed") === "true";
      return { output: outputOf(name, answer), text: answer.text, replayed };
    },
    async searchAll(input) {
      const pages = [];
      let cursor: string | null = null;
      do {
        const asked: InputOf<"listings.search"> = cursor === null ? input : { ...input, cursor };
        const answer = await perform("listings.search", asked, { app, token });
        const page = ListingPage.parse(outputOf("listings.search", answer));
        pages.push(page.data);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return pages;
    },
  }),
};

async function perform(name: ActionName, input: object, { app, token, key }: Request): Promise<GraphqlAnswer> {
  const { query, variables } = operationFor(name, input);
  // As every good client: each call has a key, so that it can be repeated after a lost answer.
  const answer = await ask(app, query, { variables, token, key: key ?? randomUUID() });
  const [problem] = answer.problems;
  if (!problem) return answer;
  if (problem.status !== answer.status) throw new Error(`${name}: HTTP ${answer.status} ${answer.text}`);
  const { code, errors = [], details = {} } = problem;
  throw new Refused({ code, status: answer.status, issues: errors, details });
}

/** What came, by the contract's schema. */
function outputOf<N extends ActionName>(name: N, { data }: GraphqlAnswer): OutputOf<N> {
  const route: unknown = allRoutes.find(({ action }) => action.name === name);
  const { output } = Reflect.get(Object(route), "action");
  const result: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "result") : undefined;
  return output.parse(result === true ? undefined : withoutBlanks(output, result));
}
