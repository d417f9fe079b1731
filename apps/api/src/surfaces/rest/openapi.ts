import { errorTable } from "@roost/contract";
import { generateOpenApiDocument } from "trpc-to-openapi";
import type { Route } from "../../platform/route.ts";
import type { buildTrpcRouter } from "../trpc/router.ts";

export interface DocumentOptions {
  readonly router: ReturnType<typeof buildTrpcRouter>;
  readonly routes: readonly Route[];
  readonly baseUrl: string;
  /** Whether somebody may call an action without a session, at least for some things. */
  isPublic(action: string): boolean;
}

export type OpenApiDocument = ReturnType<typeof generateOpenApiDocument>;
type Operation = NonNullable<NonNullable<OpenApiDocument["paths"]>[string]["get"]>;

/** The OpenAPI 3.1 document of the REST surface, made from the same schemas that the routes enforce. */
export function openApiDocument({ router, routes, baseUrl, isPublic }: DocumentOptions): OpenApiDocument {
  const document = generateOpenApiDocument(router, {
    title: "Roost",
    version: "1",
    description: "Vacation rentals: homes, bookings, payments. Amounts are integer minor units; dates are local.",
    baseUrl,
    openApiVersion: "3.1.0",
    securitySchemes: {
      session: { type: "http", scheme: "bearer", description: "The token of a session." },
      cookie: { type: "apiKey", in: "cookie", name: "__Host-roost_session", description: "For browsers." },
    },
  });
  // The generator's own error schemas describe what its handler would answer; ours describe what we do.
  const schemas = Object.entries(document.components?.schemas ?? {}).filter(([name]) => !name.startsWith("error."));
  document.components = { ...document.components, schemas: { ...Object.fromEntries(schemas), Problem: problemSchema } };
  for (const route of routes) {
    const operation = document.paths?.[route.path]?.[methodKeys[route.method]];
    if (!operation) throw new Error(`${route.action.name} is missing in the OpenAPI document`);
    describe(operation, route, isPublic(route.action.name));
  }
  return document;
}

const methodKeys = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;

function describe(operation: Operation, route: Route, isPublic: boolean): void {
  const success = operation.responses?.["200"] ?? { description: "Done" };
  operation.operationId = route.action.name;
  operation.security = [...(isPublic ? [{}] : []), { session: [] }, { cookie: [] }];
  const answer = { ...success, description: successOf[route.status] };
  if (route.status === 204 && "content" in answer) delete answer.content;
  if (route.status === 201 && "description" in answer) {
    Object.assign(answer, {
      headers: { Location: { description: "Where the new thing is.", schema: { type: "string" } } },
    });
  }
  operation.responses = { [route.status]: answer, ...problems(route) };
  if (route.action.kind === "query") return;
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: "Idempotency-Key",
      in: "header",
      required: "key" in route.action && route.action.key === "required",
      description: "The same key again answers the same, and does nothing twice. At most 255 characters.",
      schema: { type: "string", maxLength: 255 },
    },
  ];
}

const successOf = {
  200: "Done.",
  201: "Made.",
  202: "Accepted; it goes on after this answer.",
  204: "Done; there is nothing to say.",
} as const;

/** The refusals of a route by status. 400, 401, 404, 429 and 500 can come from every route. */
function problems({ action }: Route): Record<string, object> {
  const statuses = new Set([400, 401, 404, 429, 500, 503]);
  if (action.kind !== "query") for (const status of [403, 409, 415, 422]) statuses.add(status);
  if (action.kind === "provider") statuses.add(402);
  return Object.fromEntries([...statuses].sort((a, b) => a - b).map((status) => [status, problemAnswer(status)]));
}

const problemAnswer = (status: number) => ({
  description: Object.entries(errorTable)
    .filter(([, kind]) => kind.http === status)
    .map(([code]) => code)
    .join(", "),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

type Schema = NonNullable<NonNullable<OpenApiDocument["components"]>["schemas"]>[string];

const problemSchema: Schema = {
  type: "object",
  description: "RFC 9457 problem details.",
  required: ["type", "title", "status", "detail", "instance", "code"],
  properties: {
    type: { type: "string", description: "A page about this code." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string", description: "urn:request:<the X-Request-Id>" },
    code: { type: "string", enum: Object.keys(errorTable) },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: {
          pointer: { type: "string", description: "JSON pointer to the field." },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
    details: { type: "object", additionalProperties: true },
    retryAfter: { type: "integer", description: "Seconds." },
  },
};
