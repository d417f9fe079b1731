import type { GraphQLFieldConfig } from "graphql";
import type { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import { descriptionOf, ownerOfId } from "../typescript/schema-facts.ts";
import { createConnections } from "./connection.ts";
import type { InputTypes } from "./input-types.ts";
import { typeName } from "./names.ts";
import type { Fields, OutputTypes } from "./output-types.ts";
import type { Relation } from "./relation.ts";
import type { RequestContext } from "./request-context.ts";

type Field = GraphQLFieldConfig<unknown, RequestContext>;

export interface Types {
  readonly input: InputTypes;
  readonly output: OutputTypes;
}

/** The fields that relations add to the type of a schema. Types are asked for late: they refer to each other. */
export function createRelationFields(relations: readonly Relation[], types: () => Types) {
  const connections = createConnections();

  const oneField = (relation: Relation, name: string): Field => ({
    type: types().output.nullable(relation.action.output, name),
    description: descriptionOf(relation.action.output) ?? relation.action.summary,
    resolve: (source, _args, context) => {
      const filled = inputFrom(relation, source);
      return filled && context.related(relation.action, filled);
    },
  });

  const listField = (relation: Relation, takes: readonly string[], name: string): Field => {
    const { action } = relation;
    const all = types().input.fields(action.input, name);
    const { limit, cursor } = all;
    if (!limit || !cursor) throw new Error(`${name}: ${action.name} answers no pages.`);
    const others = Object.fromEntries(Object.entries(all).filter(([key]) => takes.includes(key)));
    return {
      type: connections.of(action.output, types().output),
      description: action.summary,
      args: { ...others, first: limit, after: cursor },
      resolve: (source, { first, after, ...rest }: Record<string, unknown>, context) => {
        const filled = inputFrom(relation, source);
        const page = after === undefined ? { limit: first } : { limit: first, cursor: after };
        return filled && context.related(action, { ...rest, ...page, ...filled }).catch(withOwnNames);
      },
    };
  };

  return (schema: z.core.$ZodType): Fields => {
    const own = relations.filter(({ parent }) => (ownerOfId(parent)?.schema ?? parent) === schema);
    return Object.fromEntries(
      own.map((relation) => {
        const name = typeName(relation.action.name, relation.field);
        return [relation.field, relation.takes ? listField(relation, relation.takes, name) : oneField(relation, name)];
      }),
    );
  };
}

/** A refusal points at the argument as the connection calls it. */
function withOwnNames(thrown: unknown): never {
  if (!(thrown instanceof AppError)) throw thrown;
  const { code, message, issues } = thrown;
  const named = (text: string) => text.replace(/^\/limit\b/, "/first").replace(/^\/cursor\b/, "/after");
  const renamed = issues.map((issue) => ({ ...issue, pointer: named(issue.pointer) }));
  throw new AppError(code, { detail: named(message), issues: renamed });
}

/** The action's input from the parent's fields; null where the parent has nothing to ask by. */
function inputFrom({ by }: Relation, source: unknown): Record<string, unknown> | null {
  if (typeof source !== "object" || source === null) return null;
  const input: Record<string, unknown> = {};
  for (const [key, field = ""] of Object.entries(by)) {
    input[key] = Reflect.get(source, field);
    if (input[key] === null || input[key] === undefined) return null;
  }
  return input;
}
