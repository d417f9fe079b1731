import type { IncomingMessage } from "node:http";
import type { Context, World } from "../context.ts";
import type { FormMap } from "../form.ts";
import { escapeHtml, type PageAnswer, page, redirect } from "../html.ts";
import { Parameters } from "../parameters.ts";
import { invalid, Refusal } from "../refusal.ts";
import { isJson, readConsoleForm } from "./console-form.ts";
import { consolePage } from "./console-page.ts";
import type { ConsoleRoute } from "./console-route.ts";
import { consoleRoutes } from "./console-routes.ts";

const CONSOLE_PATH = "/test/console";
const METHOD_FIELD = "_method";

/** Answers JSON to programs, and leads people who pressed a button back to the page. */
export async function answerConsole(world: World, incoming: IncomingMessage, url: URL): Promise<PageAnswer> {
  requireSameOrigin(incoming);
  if (url.pathname === "/") return redirect(CONSOLE_PATH);
  if (incoming.method === "GET" && url.pathname === CONSOLE_PATH) return consolePage(contextOf(world));
  const form = await readConsoleForm(incoming, url);
  const method = methodOf(incoming, form);
  const isPressed = incoming.method === "POST" && !isJson(incoming);
  if (isPressed) return press(() => act(world, routeOf(method, url.pathname), { form, url }));
  const made = act(world, routeOf(method, url.pathname), { form, url });
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(made) };
}

function press(act: () => object): PageAnswer {
  try {
    act();
    return redirect(CONSOLE_PATH);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const content = `<p>${escapeHtml(error.message)}</p><p><a href="${CONSOLE_PATH}">Back</a></p>`;
    return page(error.status, "Refused", content);
  }
}

interface Request {
  readonly form: FormMap;
  readonly url: URL;
}

function act(world: World, route: ConsoleRoute, { form, url }: Request): object {
  const [, id = ""] = route.path.exec(url.pathname) ?? [];
  const parameters = new Parameters(form, route.accepts);
  const made = world.store.transaction(() => route.run({ ...contextOf(world), parameters, id }));
  world.agenda.catchUp();
  world.webhooks.wake();
  return made;
}

function contextOf(world: World): Context {
  return { world, request: { id: null, idempotencyKey: null }, now: world.clock.seconds() };
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
