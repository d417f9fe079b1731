import Fastify from "fastify";
import { expect, test } from "vitest";
import { z } from "zod";
import { query } from "../../platform/action.ts";
import { csv } from "../../platform/csv.ts";
import { anyone } from "../../platform/policies.ts";
import { read } from "../../platform/route.ts";
import { asAppError } from "../render-error.ts";
import { describeForms } from "./openapi-forms.ts";
import { chooseForm, formsOf, sendForm } from "./representation.ts";

const sum = query({
  name: "sums.get",
  summary: "A sum.",
  input: z.strictObject({ of: z.string() }),
  output: z.object({ sum: z.number() }),
  may: anyone,
  run: async () => ({ sum: 7 }),
});
const route = read(sum, "GET /sum", {
  also: { "text/csv": (it) => csv(["sum"], [[it.sum]]), "text/html": (it) => `<p>${it.sum}</p>` },
});

const app = Fastify();
app.setErrorHandler((thrown, _request, reply) => {
  const { code, issues } = asAppError(thrown);
  return reply.code(400).send({ code, issues });
});
app.get("/sum", async (request, reply) => {
  const form = chooseForm(formsOf(route), request);
  return form ? sendForm(reply, form, { output: { sum: 7 } }) : { query: request.query };
});

const ask = async (accept: string | undefined, format = "") => {
  const headers = accept === undefined ? {} : { accept };
  const answer = await app.inject({ url: `/sum?of=1${format}`, headers });
  return { type: String(answer.headers["content-type"]).split(";")[0], body: answer.body, status: answer.statusCode };
};

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

test.each([
  [undefined, "application/json"],
  ["*/*", "application/json"],
  ["application/json", "application/json"],
  ["application/json, text/plain, */*", "application/json"],
  ["text/csv", "text/csv"],
  ["TEXT/CSV; charset=utf-8", "text/csv"],
  ["text/csv;q=0.5, application/json;q=0.9", "application/json"],
  ["text/csv;q=0.9, application/json;q=0.5", "text/csv"],
  ["text/csv, application/json", "application/json"],
  ["text/csv;q=0, */*", "application/json"],
  ["text/*", "text/csv"],
  [browser, "text/html"],
  ["image/png", "application/json"],
  ["text/csv;q=nonsense", "application/json"],
])("Accept: %s is answered with %s", async (accept, type) => {
  expect(await ask(accept)).toMatchObject({ status: 200, type });
});

test("?format= goes before Accept, and is no input of the action", async () => {
  expect(await ask(browser, "&format=csv")).toMatchObject({ type: "text/csv", body: "sum\r\n7\r\n" });
  expect(await ask("text/csv", "&format=json")).toMatchObject({ body: '{"query":{"of":"1"}}' });
});

test.each(["pdf", "", "text/csv", "csv&format=html"])("refuses ?format=%s by name", async (format) => {
  const answer = await ask(undefined, `&format=${format}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('"pointer":"/format"');
});

test("a page may run no script and load nothing", async () => {
  const { headers } = await app.inject({ url: "/sum?of=1&format=html" });
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).not.toContain("script-src");
});

test("the document has a content type for each form, and the parameter", () => {
  const operation = { responses: {} };
  const answer = { description: "Done.", content: { "application/json": {} } };
  describeForms(operation, answer, route);
  expect(Object.keys(answer.content)).toEqual(["application/json", "text/csv", "text/html"]);
  expect(operation).toMatchObject({ parameters: [{ name: "format", schema: { enum: ["json", "csv", "html"] } }] });
});

test("an input of that name would hide the parameter", () => {
  const input = z.strictObject({ format: z.string() });
  const { name, summary, output } = sum;
  const clash = query({ name, summary, input, output, may: anyone, run: async () => ({ sum: 7 }) });
  expect(() => formsOf(read(clash, "GET /sum", { also: { "text/csv": () => "" } }))).toThrow('an input "format"');
});
