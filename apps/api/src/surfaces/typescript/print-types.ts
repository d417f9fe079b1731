import { z } from "zod";
import { descriptionOf, mayBeLeftOut, type Owner, ownerOfId, type Side, sidesDiffer, unwrap } from "./schema-facts.ts";

export interface TypePrinter {
  /** The TypeScript type of a schema. Schemas with an id are declared once and named here. */
  type(schema: z.core.$ZodType, side: Side): string;
  /** Declares a schema under the name of its id, or else under `fallback`, and answers the name. */
  named(schema: z.core.$ZodType, side: Side, fallback: string): string;
  /** The text of every declaration so far, by name. */
  declarations(): string[];
}

/**
 * Prints zod schemas as plain TypeScript, without zod. A schema with an id whose two sides differ becomes
 * two declarations: `GuestsInput` for callers and `Guests` for answers.
 */
export function createTypePrinter(): TypePrinter {
  const declared = new Map<string, { schema: z.core.$ZodType; side: Side; text: string }>();

  const declare = (schema: z.core.$ZodType, side: Side, name: string): string => {
    const known = declared.get(name);
    if (known) {
      if (known.schema !== schema) throw new Error(`Two schemas are called ${name}.`);
      return name;
    }
    const entry = { schema, side, text: "" };
    declared.set(name, entry);
    entry.text = declaration(schema, side, { name, type });
    return name;
  };

  const type: PrintType = (schema, side) => {
    const owner = ownerOfId(schema);
    return owner ? declare(owner.schema, side, nameOn(owner, side)) : structure(schema, side, type);
  };

  return {
    type,
    named: (schema, side, fallback) => (ownerOfId(schema) ? type(schema, side) : declare(schema, side, fallback)),
    declarations: () => [...declared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { text }]) => text),
  };
}

/** A doc comment, or nothing without a text. */
export function docComment(text: string | undefined): string {
  return text ? `/** ${text.replaceAll("*/", "*\\/")} */\n` : "";
}

/** Indents every line but the first, for text inside braces. */
export const indent = (text: string): string => text.replaceAll("\n", "\n  ");

/** A key as TypeScript writes it: quoted only where it must be. */
export const propertyKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

/** `{}` would take any value at all. */
const emptyObject = "Record<string, never>";

type PrintType = (schema: z.core.$ZodType, side: Side) => string;

const nameOn = ({ id, schema }: Owner, side: Side): string =>
  side === "input" && sidesDiffer(schema) ? `${id}Input` : id;

function declaration(
  schema: z.core.$ZodType,
  side: Side,
  { name, type }: { readonly name: string; readonly type: PrintType },
): string {
  const text = structure(schema, side, type);
  const doc = docComment(descriptionOf(schema));
  // An interface has no implicit index signature, so tRPC would not take it for JSON and would rewrite it.
  return `${doc}export type ${name} =${wrapped(text)};`;
}

function structure(schema: z.core.$ZodType, side: Side, type: PrintType): string {
  if (schema instanceof z.core.$ZodObject) return objectText(schema, side, type);
  if (schema instanceof z.core.$ZodArray) return `${grouped(type(schema._zod.def.element, side))}[]`;
  if (schema instanceof z.core.$ZodUnion) return union(schema._zod.def.options.map((option) => type(option, side)));
  if (schema instanceof z.core.$ZodIntersection) {
    return `${grouped(type(schema._zod.def.left, side))} & ${grouped(type(schema._zod.def.right, side))}`;
  }
  if (schema instanceof z.core.$ZodTuple)
    return `[${schema._zod.def.items.map((item) => type(item, side)).join(", ")}]`;
  if (schema instanceof z.core.$ZodRecord) {
    return `Record<${type(schema._zod.def.keyType, side)}, ${type(schema._zod.def.valueType, side)}>`;
  }
  if (schema instanceof z.core.$ZodPipe) return pipeText(schema, side, type);
  if (schema instanceof z.core.$ZodNullable) return union([type(schema._zod.def.innerType, side), "null"]);
  const inner = unwrap(schema);
  if (!inner) return scalar(schema);
  return mayBeLeftOut(schema, side) ? union([type(inner, side), "undefined"]) : type(inner, side);
}

function objectText(schema: z.core.$ZodObject, side: Side, type: PrintType): string {
  const lines = Object.entries(schema._zod.def.shape).map(([key, field]) => {
    const text = `${propertyKey(key)}${mayBeLeftOut(field, side) ? "?" : ""}: ${type(sent(field, side), side)};`;
    return `${docComment(descriptionOf(field))}${text}`;
  });
  const { catchall } = schema._zod.def;
  if (catchall && !(catchall instanceof z.core.$ZodNever)) lines.push(`[key: string]: ${type(catchall, side)};`);
  return lines.length === 0 ? emptyObject : `{\n  ${lines.map(indent).join("\n  ")}\n}`;
}

/** Callers may write undefined for a field that they leave out; an answer in JSON never holds it. */
const sent = (field: z.core.$ZodType, side: Side): z.core.$ZodType =>
  side === "output" && field instanceof z.core.$ZodOptional ? sent(field._zod.def.innerType, side) : field;

/** A function in a pipe has no type of its own: the schema on its other end speaks for it. */
function pipeText(schema: z.core.$ZodPipe, side: Side, type: PrintType): string {
  const { in: first, out: second } = schema._zod.def;
  const chosen = side === "input" ? first : second;
  if (!(chosen instanceof z.core.$ZodTransform)) return type(chosen, side);
  if (side === "output") throw new Error("An answer's type cannot be read from a transform; pipe it into a schema.");
  return type(second, side);
}

function scalar(schema: z.core.$ZodType): string {
  if (schema instanceof z.core.$ZodString || schema instanceof z.core.$ZodTemplateLiteral) return "string";
  if (schema instanceof z.core.$ZodNumber) return "number";
  if (schema instanceof z.core.$ZodBoolean) return "boolean";
  if (schema instanceof z.core.$ZodNull) return "null";
  if (schema instanceof z.core.$ZodVoid || schema instanceof z.core.$ZodUndefined) return "undefined";
  if (schema instanceof z.core.$ZodNever) return "never";
  if (schema instanceof z.core.$ZodUnknown || schema instanceof z.core.$ZodAny) return "unknown";
  if (schema instanceof z.core.$ZodEnum) return union(Object.values(schema._zod.def.entries).map(literal));
  if (schema instanceof z.core.$ZodLiteral) return union(schema._zod.def.values.map(literal));
  throw new Error(`JSON does not carry a ${schema._zod.def.type}, so it has no place in the contract.`);
}

const literal = (value: z.core.util.Literal): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);

const union = (members: readonly string[]): string =>
  [...new Set(members.flatMap((member) => (isPlainUnion(member) ? member.split(" | ") : [member])))].join(" | ");

const isPlainUnion = (text: string): boolean => /^[\w".-]+( \| [\w".-]+)+$/.test(text);

const grouped = (text: string): string => (/ [|&] /.test(outsideBrackets(text)) ? `(${text})` : text);

function outsideBrackets(text: string): string {
  const shorter = text.replaceAll(/"(?:[^"\\]|\\.)*"|[{(<[][^{}()<>[\]"]*[})>\]]/g, "");
  return shorter === text ? text : outsideBrackets(shorter);
}

/** A long union takes one line for each few members. */
function wrapped(text: string): string {
  if (text.length <= 100 || !isPlainUnion(text)) return ` ${text}`;
  const lines: string[] = [];
  for (const member of text.split(" | ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + member.length < 110) lines[lines.length - 1] = `${last} | ${member}`;
    else lines.push(member);
  }
  return `\n  | ${lines.join("\n  | ")}`;
}
