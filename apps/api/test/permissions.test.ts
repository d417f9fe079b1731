import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cell, type Persona, permissions, personas, systemCommands } from "../src/permissions.ts";
import type { AnyAction } from "../src/platform/action.ts";
import { AppError } from "../src/platform/errors.ts";
import { allRoutes } from "../src/routes.ts";
import { houseActions } from "./permissions/house-actions.ts";
import { type People, settlePeople } from "./permissions/people.ts";
import { type Subjects, subjectsOn, whatever } from "./permissions/subjects.ts";
import { type Rig, startRig } from "./rig.ts";
import { rowsOf } from "./surfaces/rows.ts";

let stripe: StripeSandbox;
let rig: Rig;
let people: People;
let subjects: Subjects;
let actions: ReadonlyMap<string, AnyAction>;

beforeAll(async () => {
  const secretKey = "sk_test_permissions";
  stripe = await startStripe({ secretKey });
  rig = await startRig({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: stripe.url });
  people = await settlePeople(rig);
  subjects = subjectsOn(rig, people, { stripe, stripeSecretKey: secretKey });
  actions = new Map((await houseActions()).map((action) => [action.name, action]));
});
afterAll(async () => {
  await rig.close();
  await stripe.close();
});

interface Try {
  readonly action: string;
  readonly of: string;
  readonly persona: Persona;
}

/** Rows that a refusal left: there must be none. */
interface Trace {
  readonly left: readonly string[];
}

/** What somebody gets for a thing of its own. */
async function outcome({ action: name, of, persona }: Try): Promise<Cell | Trace> {
  const action = actions.get(name);
  const subject = subjects[name]?.[of];
  if (!action || !subject) throw new Error(`nobody knows how to try ${name} ${of && `of ${of} `}as ${persona}`);
  const input = await subject(persona);
  const actor = await people.signIn(persona);
  const before = await rowsOf(rig.sql);
  try {
    await rig.call(action, input, actor);
    return "yes";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const left = (await rowsOf(rig.sql)).filter((row) => !before.includes(row));
    return left.length === 0 ? cellOf(error) : { left };
  }
}

function cellOf({ code }: AppError): Cell {
  if (code === "auth.required") return 401;
  if (code === "permission.denied") return 403;
  return code === "not_found" ? 404 : code;
}

test("every exposed action is listed, and nothing else", () => {
  expect(Object.keys(permissions).toSorted()).toEqual(allRoutes.map(({ action }) => action.name).toSorted());
});

test("whatever is not exposed is the system's", () => {
  const exposed = new Set(Object.keys(permissions));
  const hidden = [...actions.keys()].filter((name) => !exposed.has(name));
  expect(hidden.toSorted()).toEqual([...systemCommands].toSorted());
});

describe("each cell is what the table says", () => {
  const rows = Object.entries(permissions).flatMap(([action, rules]) =>
    rules.map((rule) => ({ name: rule.of === undefined ? action : `${action} of ${rule.of}`, action, rule })),
  );
  test.each(rows)("$name", async ({ action, rule }) => {
    const found = [];
    for (const persona of personas) {
      found.push([persona, await outcome({ action, of: rule.of ?? whatever, persona })]);
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(personas.map((persona) => [persona, rule[persona]])));
  });
});

describe("to everybody the system's commands do not exist", () => {
  test.each(systemCommands)("%s", async (action) => {
    for (const persona of personas) {
      expect(await outcome({ action, of: whatever, persona }), persona).toBe(404);
    }
  });
});
