import { type ErrorCode, errorTable } from "@roost/contract";
import { generateOpenApiDocument } from "trpc-to-openapi";
import { z } from "zod";
import type { AnyAction } from "../../platform/action.ts";
import type { Route } from "../../platform/route.ts";
import type { buildTrpcRouter } from "../trpc/router.ts";
import { addExamples } from "./add-examples.ts";
import { describeForms } from "./openapi-forms.ts";
import { describeTags } from "./openapi-tags.ts";
import { problemSchema } from "./problem-schema.ts";

export interface DocumentOptions {
  readonly router: ReturnType<typeof buildTrpcRouter>;
  readonly routes: readonly Route[];
  readonly baseUrl: string;
  /** The session cookie's name. */
  readonly cookie: string;
  /** Whether somebody may call an action without a session, at least for some things. */
  isPublic(action: string): boolean;
  /** What an action can refuse, beyond what every request can be refused for. */
  refusalsOf(action: AnyAction): readonly ErrorCode[];
}

export type OpenApiDocument = ReturnType<typeof generateOpenApiDocument>;
export type Operation = NonNullable<NonNullable<OpenApiDocument["paths"]>[string]["get"]>;

/** The OpenAPI 3.1 document of the REST surface, made from the same schemas that the routes enforce. */
export function openApiDocument(options: DocumentOptions): OpenApiDocument {
  const { router, routes, baseUrl, cookie } = options;
  const document = generateOpenApiDocument(router, {
    title: "Roost",
    version: "1",
    description: "Vacation rentals: homes, bookings, payments. Amounts are integer minor units; dates are local.",
    baseUrl,
    openApiVersion: "3.1.0",
    securitySchemes: {
      session: { type: "http", scheme: "bearer", description: "The token of a session." },
      cookie: { type: "apiKey", in: "cookie", name: cookie, description: "For browsers." },
    },
  });
  // The generator's own error schemas describe what its handler would answer; ours describe what we do.
  const schemas = Object.entries(document.components?.schemas ?? {}).filter(([name]) => !name.startsWith("error."));
  document.components = { ...document.components, schemas: { ...Object.fromEntries(schemas), Problem: problemSchema } };
  for (const route of routes) {
    const operation = document.paths?.[route.path]?.[methodKeys[route.method]];
    if (!operation) throw new Error(`${route.action.name} is missing in the OpenAPI document`);
    describe(operation, route, options);
    addExamples(operation, route);
  }
  document.tags = [...new Set(routes.map(({ action }) => tagOf(action)))].map((name) => ({
    name,
    description: tagDescriptions[name] ?? "",
  }));
  return document;
}

const methodKeys = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;

const tagOf = ({ name }: AnyAction): string => name.split(".")[0] ?? "";

const tagDescriptions: Readonly<Record<string, string>> = {
  auth: "Accounts and sessions.",
  users: "The signed-in user.",
  listings: "Homes: offering them and finding them.",
  bookings: "Prices of stays, and the stays that are booked.",
  payments: "What a booking's guest pays.",
  reviews: "What guests say of their stays.",
  admin: "For the people who run the house.",
};

function describe(operation: Operation, route: Route, { isPublic, refusalsOf }: DocumentOptions): void {
  const success = operation.responses?.["200"] ?? { description: "Done" };
  operation.operationId = route.action.name;
  operation.security = [...(isPublic(route.action.name) ? [{}] : []), { session: [] }, { cookie: [] }];
  const answer = { ...success, description: successOf[route.status] };
  if (route.status === 204 && "content" in answer) delete answer.content;
  if (route.status === 201 && "description" in answer) {
    Object.assign(answer, {
      headers: { Location: { description: "Where the new thing is.", schema: { type: "string" } } },
    });
  }
  describeForms(operation, answer, route);
  const body = operation.requestBody;
  const hasBody = body !== undefined && "content" in body;
  if (hasBody) body.required = needsBody(route);
  const codes = [...refusalsOf(route.action), ...everyRequest, ...(hasBody ? everyBody : [])];
  if (route.action.kind === "query") {
    operation.responses = { [route.status]: answer, ...problems(codes) };
    describeTags(operation, route, isPublic);
    return;
  }
  operation.responses = { [route.status]: answer, ...problems([...codes, "auth.cross_site"]) };
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: "Idempotency-Key",
      in: "header",
      required: "key" in route.action && route.action.key === "required",
      description: "The same key again answers the same, and does nothing twice. At most 255 characters.",
      schema: { type: "string", maxLength: 255 },
      example: "3f0c1a52-6a52-4d0e-9a55-0c6b1f7a2f31",
    },
  ];
  describeTags(operation, route, isPublic);
}

const needsBody = ({ action, path }: Route): boolean =>
  Object.entries(action.input.shape).some(
    ([name, field]) => !path.includes(`{${name}}`) && !z.safeParse(field, undefined).success,
  );

const everyRequest = ["request.invalid", "auth.session_invalid", "internal", "service.unavailable"] as const;
const everyBody = ["request.too_large", "request.unsupported_media_type"] as const;

const successOf = {
  200: "Done.",
  201: "Made.",
  202: "Accepted; it goes on after this answer.",
  204: "Done; there is nothing to say.",
} as const;

/** Refusals by their status, each code in the order of the table. */
function problems(codes: readonly ErrorCode[]): Record<string, object> {
  const known = new Set<string>(codes);
  const byStatus: Record<string, string[]> = {};
  for (const [code, { http }] of Object.entries(errorTable)) {
    if (known.has(code)) byStatus[http] = [...(byStatus[http] ?? []), code];
  }
  return Object.fromEntries(Object.entries(byStatus).map(([status, own]) => [status, problemAnswer(own)]));
}

const problemAnswer = (codes: readonly string[]) => ({
  description: codes.join(", "),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});
