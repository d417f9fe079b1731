import type { IncomingMessage } from "node:http";
import type { World } from "../context.ts";
import type { FormMap } from "../form.ts";
import { Parameters } from "../parameters.ts";
import { invalid, Refusal } from "../refusal.ts";
import { isJson, readConsoleForm } from "./console-form.ts";
import type { ConsoleRoute } from "./console-route.ts";
import { consoleRoutes } from "./console-routes.ts";

export const CONSOLE_PATH = "/test/console";
const METHOD_FIELD = "_method";

export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers JSON to programs, and leads people who pressed a button back to the page. */
export async function answerConsole(world: World, incoming: IncomingMessage, url: URL): Promise<ConsoleAnswer> {
  requireSameOrigin(incoming);
  const form = await readConsoleForm(incoming, url);
  const isForm = incoming.method === "POST" && !isJson(incoming);
  const method = methodOf(incoming, form);
  const made = act(world, routeOf(method, url.pathname), { form, url });
  if (isForm) return { status: 303, headers: { location: CONSOLE_PATH }, body: "" };
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(made) };
}

interface Request {
  readonly form: FormMap;
  readonly url: URL;
}

function act(world: World, route: ConsoleRoute, { form, url }: Request): object {
  const [, id = ""] = route.path.exec(url.pathname) ?? [];
  const parameters = new Parameters(form, route.accepts);
  const request = { id: null, idempotencyKey: null };
  const made = world.store.transaction(() => route.run({ world, parameters, id, request, now: world.clock.seconds() }));
  world.agenda.catchUp();
  world.webhooks.wake();
  return made;
}

function routeOf(method: string, path: string): ConsoleRoute {
  const there = consoleRoutes.filter((route) => route.path.test(path));
  const route = there.find((route) => route.method === method);
  if (route) return route;
  const allowed = there.map((route) => route.method).join(", ");
  if (there.length > 0) throw new Refusal(405, { type: "invalid_request_error", message: `Allowed here: ${allowed}.` });
  throw new Refusal(404, { type: "invalid_request_error", message: `The console has no ${path}.` });
}

/** Forms of a page know no DELETE, and say it in a field. */
function methodOf({ method = "GET" }: IncomingMessage, form: FormMap): string {
  const named = form.get(METHOD_FIELD);
  form.delete(METHOD_FIELD);
  return method === "POST" && named === "DELETE" ? named : method;
}

/** A page elsewhere on the web must not press these buttons. */
function requireSameOrigin({ headers, method }: IncomingMessage): void {
  if (method === "GET" || headers.origin === undefined || headers.origin === `http://${headers.host}`) return;
  throw invalid(`The console is not for pages of ${headers.origin}.`);
}
