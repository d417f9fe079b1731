import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bookingTransitions, errorTable, listingTransitions } from "@roost/contract";
import { isPublic, permissions, systemCommands } from "./permissions.ts";
import { reactions } from "./reactions.ts";
import { errorsPage } from "./reference-pages/errors-page.ts";
import { eventsPage } from "./reference-pages/events-page.ts";
import { permissionsPage } from "./reference-pages/permissions-page.ts";
import { statesPage } from "./reference-pages/states-page.ts";
import { refusalsOf } from "./refusals.ts";
import { allRoutes, routers } from "./routes.ts";
import { schemaText } from "./surfaces/graphql/schema-text.ts";
import { sessionCookie } from "./surfaces/http/credentials.ts";
import { openApiText } from "./surfaces/rest/openapi-text.ts";
import { restBase } from "./surfaces/surfaces.ts";
import { buildTrpcRouter } from "./surfaces/trpc/router.ts";
import { sdkErrors } from "./surfaces/typescript/sdk-errors.ts";
import { sdkTypes } from "./surfaces/typescript/sdk-types.ts";

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Every committed file that is made from the actions and the contract; a test holds what is committed against this. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const problemSource = await readFile(at("packages/contract/src/problem.ts"), "utf8");
  const eventSource = await readFile(at("packages/contract/src/events.ts"), "utf8");
  const router = buildTrpcRouter(routers);
  const cookie = sessionCookie("https:");
  return [
    { path: at("packages/sdk/src/generated/router.ts"), text: sdkTypes(allRoutes) },
    { path: at("packages/sdk/src/generated/errors.ts"), text: sdkErrors(errorTable, problemSource) },
    {
      path: at("docs/generated/openapi.json"),
      text: openApiText({ router, routes: allRoutes, baseUrl: restBase, cookie, isPublic, refusalsOf }),
    },
    { path: at("docs/generated/schema.graphql"), text: schemaText(allRoutes) },
    { path: at("docs/generated/errors.md"), text: errorsPage(errorTable) },
    { path: at("docs/generated/events.md"), text: eventsPage(eventSource, reactions) },
    { path: at("docs/generated/permissions.md"), text: permissionsPage({ permissions, systemCommands }) },
    {
      path: at("docs/generated/booking-states.md"),
      text: statesPage({
        title: "States of a booking",
        intro: `A booking's life, move by move. The server, \`nextActions\` and the database's own trigger follow the same
table; any other change of state is refused.`,
        transitions: bookingTransitions,
      }),
    },
    {
      path: at("docs/generated/listing-states.md"),
      text: statesPage({
        title: "Statuses of a home",
        intro: `A home's status, move by move. The server and the database's own trigger follow the same table; any other
change of status is refused.`,
        transitions: listingTransitions,
      }),
    },
  ];
}
