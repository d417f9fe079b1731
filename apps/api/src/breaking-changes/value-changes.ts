import type { JsonSchema } from "./json-schema.ts";
import type { Direction } from "./schema-changes.ts";

/** How one value's own type, choices and bounds have changed for the worse. */
export function valueChanges(before: JsonSchema, after: JsonSchema, direction: Direction): readonly string[] {
  const [type, now] = [before.type, after.type];
  if (!isCovered(direction === "input" ? [type, now] : [now, type])) {
    return [`is ${now ?? "of any type"} instead of ${type ?? "of any type"}`];
  }
  return direction === "input" ? inputChanges(before, after) : outputChanges(before, after);
}

/** Whether everything of the narrow type is of the wide one; no type is every type. */
const isCovered = ([narrow, wide]: readonly (string | undefined)[]): boolean =>
  narrow === wide || wide === undefined || (narrow === "integer" && wide === "number");

function inputChanges(before: JsonSchema, after: JsonSchema): readonly string[] {
  const [choices, now] = [choicesOf(before), choicesOf(after)];
  const lost = now && (choices ? choices.filter((choice) => !now.includes(choice)) : ["anything else"]);
  const closed = before.additionalProperties !== false && after.additionalProperties === false;
  return [
    ...(lost ?? []).map((choice) => `may not be ${choice} any more`),
    ...(after.format !== undefined && after.format !== before.format ? [`must be a ${after.format} now`] : []),
    ...(after.pattern !== undefined && after.pattern !== before.pattern ? ["must match another pattern"] : []),
    ...(after.multipleOf !== undefined && after.multipleOf !== before.multipleOf ? ["comes in other steps"] : []),
    ...(closed ? ["takes no unknown fields any more"] : []),
    ...defaultChanges(before, after),
    ...lower.flatMap((bound) => {
      const at = after[bound];
      return at !== undefined && at > (before[bound] ?? -Infinity) ? [`has a new ${bound}: ${at}`] : [];
    }),
    ...upper.flatMap((bound) => {
      const at = after[bound];
      return at !== undefined && at < (before[bound] ?? Infinity) ? [`has a new ${bound}: ${at}`] : [];
    }),
  ];
}

/** Who left it out gets something else now. */
function defaultChanges({ default: before }: JsonSchema, { default: after }: JsonSchema): readonly string[] {
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  return old === undefined || old === now ? [] : [`is ${now ?? "nothing"} by default instead of ${old}`];
}

const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

/** A new choice may come, as a new field may; what was promised may not go. */
function outputChanges(before: JsonSchema, after: JsonSchema): readonly string[] {
  const [choices, now] = [choicesOf(before), choicesOf(after)];
  const lost = choices && now && choices.filter((choice) => !now.includes(choice));
  return [
    ...(lost ?? []).map((choice) => `is never ${choice} any more`),
    ...(choices && !now ? ["may be anything now"] : []),
    ...(before.format !== undefined && after.format !== before.format ? [`is no ${before.format} any more`] : []),
  ];
}

const choicesOf = ({ enum: choices, const: only }: JsonSchema): readonly string[] | undefined =>
  choices?.map((choice) => JSON.stringify(choice)) ?? (only === undefined ? undefined : [JSON.stringify(only)]);
