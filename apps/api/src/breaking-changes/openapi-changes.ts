import type { Finding } from "./finding.ts";
import type { JsonSchema } from "./json-schema.ts";
import { type OpenApi, type Operation, readOpenApi } from "./openapi-document.ts";
import { type Direction, schemaChanges } from "./schema-changes.ts";

type Compare = (direction: Direction, before: JsonSchema, after: JsonSchema) => readonly string[];

/** What of REST breaks between two documents: under the action's name, or under the type's that many actions use. */
export function openApiChanges(beforeText: string, afterText: string): readonly Finding[] {
  const [before, after] = [readOpenApi(beforeText), readOpenApi(afterText)];
  const met = new Map<string, { readonly name: string; readonly direction: Direction }>();
  const compare: Compare = (direction, one, other) => {
    const meet = (name: string) => void met.set(`${direction} ${name}`, { name, direction });
    const at = { direction, before: before.schemas, after: after.schemas, meet };
    return schemaChanges(one, other, at).map((change) => `${direction} ${change.trim()}`);
  };
  const findings = [...before.operations].flatMap(([subject, operation]) => {
    const now = after.operations.get(subject);
    const changes = now ? operationChanges(operation, now, compare) : [`${operation.line} is gone`];
    return changes.map((change) => ({ subject, change }));
  });
  return [...addressFindings(before, after), ...findings, ...componentFindings(before, after, { met, compare })];
}

function addressFindings({ servers: old }: OpenApi, { servers: now }: OpenApi): readonly Finding[] {
  const gone = old.filter(({ url }) => !now.some((server) => server.url === url));
  return gone.map(({ url }) => ({ subject: "servers", change: `nothing is at ${url} any more` }));
}

interface Met {
  readonly met: ReadonlyMap<string, { readonly name: string; readonly direction: Direction }>;
  readonly compare: Compare;
}

function componentFindings(before: OpenApi, after: OpenApi, { met, compare }: Met): readonly Finding[] {
  const findings: Finding[] = [];
  // Comparing one component may meet others: the map grows while it is walked.
  for (const { name, direction } of met.values()) {
    const [one, other] = [before.schemas[name], after.schemas[name]];
    if (!one || !other) throw new Error(`a document refers to ${name} and does not have it`);
    findings.push(...compare(direction, one, other).map((change) => ({ subject: name, change })));
  }
  return findings;
}

function operationChanges(before: Operation, after: Operation, compare: Compare): readonly string[] {
  const isOpen = ({ security }: Operation) => security.some((scheme) => Object.keys(scheme).length === 0);
  return [
    ...(before.line === after.line ? [] : [`is at ${after.line} instead of ${before.line}`]),
    ...(isOpen(before) && !isOpen(after) ? ["needs a session now"] : []),
    ...schemesOf(before)
      .filter((scheme) => !schemesOf(after).includes(scheme))
      .map((scheme) => `cannot be called with a ${scheme} any more`),
    ...parameterChanges(before, after, compare),
    ...bodyChanges(before, after, compare),
    ...answerChanges(before, after, compare),
  ];
}

const schemesOf = ({ security }: Operation): readonly string[] => security.flatMap((scheme) => Object.keys(scheme));

function parameterChanges(before: Operation, after: Operation, compare: Compare): readonly string[] {
  const keyOf = (parameter: Operation["parameters"][number]) => `${parameter.in} /${parameter.name}`;
  const [old, now] = [before, after].map(({ parameters }) => new Map(parameters.map((one) => [keyOf(one), one])));
  const kept = [...(old ?? [])].flatMap(([key, one]) => {
    const other = now?.get(key);
    if (!other) return [`input ${key} is not taken any more`];
    const must = other.required && !one.required ? [`input ${key} is required now`] : [];
    return [...must, ...compare("input", one.schema, other.schema).map((change) => `${change} (${key})`)];
  });
  const added = [...(now ?? [])].flatMap(([key, { required }]) =>
    required && old?.has(key) === false ? [`input ${key} is new and required`] : [],
  );
  return [...kept, ...added];
}

function bodyChanges(before: Operation, after: Operation, compare: Compare): readonly string[] {
  const [old, now] = [before.requestBody, after.requestBody];
  if (!now) return old ? ["input: a body is not taken any more"] : [];
  const isFree = old === undefined || !old.required;
  const must = isFree && now.required && needsSomething(now.content) ? ["input: a body is required now"] : [];
  return [...must, ...(old ? contentChanges("input", old.content, now.content, compare) : [])];
}

const needsSomething = (content: Content): boolean =>
  Object.values(content).some(({ schema }) => schema.$ref !== undefined || (schema.required ?? []).length > 0);

function answerChanges(before: Operation, after: Operation, compare: Compare): readonly string[] {
  return Object.entries(before.responses).flatMap(([status, old]) => {
    const now = after.responses[status];
    if (!now) return Number(status) < 400 ? [`does not answer ${status} any more`] : [];
    const headers = Object.keys(old.headers).filter((name) => !(name in now.headers));
    return [
      ...headers.map((name) => `${status} comes without the header ${name}`),
      ...contentChanges("output", old.content, now.content, compare),
    ];
  });
}

type Content = Operation["responses"][string]["content"];

const contentChanges = (direction: Direction, before: Content, after: Content, compare: Compare): readonly string[] =>
  Object.entries(before).flatMap(([type, { schema }]) => {
    const now = after[type];
    return now ? compare(direction, schema, now.schema) : [`${direction} ${type} is gone`];
  });
