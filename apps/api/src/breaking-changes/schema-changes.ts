import { type JsonSchema, refOf, resolved, type Schemas } from "./json-schema.ts";
import { valueChanges } from "./value-changes.ts";

/** Inputs may not take less than before, outputs may not promise less. */
export type Direction = "input" | "output";

export interface Comparison {
  readonly direction: Direction;
  readonly before: Schemas;
  readonly after: Schemas;
  /** Told of each component that both sides refer to: it is compared once, by its own name. */
  meet(component: string): void;
}

/** What of `after` breaks those who rely on `before`: a sentence each, which begins with the place. */
export function schemaChanges(before: JsonSchema, after: JsonSchema, at: Comparison, place = ""): readonly string[] {
  const name = refOf(before);
  if (name !== undefined && name === refOf(after)) {
    at.meet(name);
    return [];
  }
  const [one, other] = [branchesOf(before, at.before), branchesOf(after, at.after)];
  const isNull = ({ type }: JsonSchema) => type === "null";
  const [wasNull, canBeNull] = [one.some(isNull), other.some(isNull)];
  const nullity =
    at.direction === "input"
      ? said(wasNull && !canBeNull, `${place} may not be null any more`)
      : said(!wasNull && canBeNull, `${place} may be null now`);
  const rest = [one, other].map((branches) => branches.filter((branch) => !isNull(branch)));
  return [...nullity, ...branchChanges(rest[0] ?? [], rest[1] ?? [], at, place)];
}

const said = (is: boolean, change: string): readonly string[] => (is ? [change] : []);

type Branches = readonly JsonSchema[];

function branchesOf(schema: JsonSchema, schemas: Schemas): Branches {
  const { anyOf, oneOf } = resolved(schema, schemas);
  const branches = anyOf ?? oneOf;
  return branches ? branches.flatMap((branch) => branchesOf(branch, schemas)) : [schema];
}

function branchChanges(before: Branches, after: Branches, at: Comparison, place: string): readonly string[] {
  const [one] = before;
  const [other] = after;
  if (one && other && before.length === 1 && after.length === 1) return oneChanges(one, other, at, place);
  const [kinds, newKinds] = [
    before.map((branch) => kindOf(resolved(branch, at.before))),
    after.map((branch) => kindOf(resolved(branch, at.after))),
  ];
  const old = before.flatMap((branch, i) => {
    const rivals = after
      .filter((_, j) => newKinds[j] === kinds[i])
      .map((rival) => oneChanges(branch, rival, at, place))
      .toSorted((a, b) => a.length - b.length);
    return rivals[0] ?? [`${place} is never ${kinds[i]} any more`];
  });
  if (at.direction === "input") return old;
  // One more kind of thing may come, as one more field may: clients go by its mark. Anything else they do not expect.
  const foreign = newKinds.filter((kind) => !kinds.includes(kind) && !isMarked(kind));
  return [...old, ...foreign.map((kind) => `${place} may be ${kind} now`)];
}

/** What tells the members of a union apart: the constants that mark them, else their type. */
function kindOf({ properties = {}, type = "of any type" }: JsonSchema): string {
  const marks = Object.entries(properties).flatMap(([name, field]) =>
    field.const === undefined ? [] : [`${name} = ${JSON.stringify(field.const)}`],
  );
  return marks.join(", ") || type;
}

const isMarked = (kind: string): boolean => kind.includes(" = ");

function oneChanges(before: JsonSchema, after: JsonSchema, at: Comparison, place: string): readonly string[] {
  const name = refOf(before);
  if (name === undefined || name !== refOf(after)) {
    return plainChanges(resolved(before, at.before), resolved(after, at.after), at, place);
  }
  at.meet(name);
  return [];
}

function plainChanges(before: JsonSchema, after: JsonSchema, at: Comparison, place: string): readonly string[] {
  const changes = valueChanges(before, after, at.direction).map((change) => `${place} ${change}`);
  const items = before.items && after.items ? schemaChanges(before.items, after.items, at, `${place}/*`) : [];
  const [rest, newRest] = [before.additionalProperties, after.additionalProperties];
  const further =
    typeof rest === "object" && typeof newRest === "object" ? schemaChanges(rest, newRest, at, `${place}/*`) : [];
  return [...changes, ...fieldChanges(before, after, at, place), ...items, ...further];
}

function fieldChanges(before: JsonSchema, after: JsonSchema, at: Comparison, place: string): readonly string[] {
  const isInput = at.direction === "input";
  const [needed, needs] = [new Set(before.required), new Set(after.required)];
  const old = Object.entries(before.properties ?? {}).flatMap(([name, field]) => {
    const here = `${place}/${name}`;
    const now = after.properties?.[name];
    if (!now) return [isInput ? `${here} is not taken any more` : `${here} is gone`];
    const must = isInput
      ? said(needs.has(name) && !needed.has(name), `${here} is required now`)
      : said(needed.has(name) && !needs.has(name), `${here} may be left out now`);
    return [...must, ...schemaChanges(field, now, at, here)];
  });
  const added = [...needs].filter((name) => isInput && before.properties?.[name] === undefined);
  return [...old, ...added.map((name) => `${place}/${name} is new and required`)];
}
