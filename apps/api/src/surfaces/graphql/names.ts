import type { z } from "zod";

/** The root field of an action: `bookings.create` is `bookingsCreate`. */
export const fieldName = (action: string): string =>
  action.replaceAll(/\.(\w)/g, (_, letter: string) => capital(letter));

/** The type that goes by an action's or a field's name where its schema has none. */
export const typeName = (...parts: readonly string[]): string =>
  parts.flatMap((part) => part.split(".").map(capital)).join("");

/** `-createdAt` is no name in GraphQL: it is `createdAt_desc` there. */
export const enumValueName = (value: string): string => {
  const name = value.replace(/^-(.+)$/, "$1_desc").replaceAll(/\W/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
};

export interface Names {
  /** Gives a name to one schema; a second schema of that name is refused. */
  claim(name: string, schema: z.core.$ZodType): string;
}

export function createNames(): Names {
  const owners = new Map<string, z.core.$ZodType>();
  return {
    claim(name, schema) {
      const owner = owners.get(name);
      if (owner && owner !== schema) throw new Error(`Two schemas are called ${name} in GraphQL.`);
      owners.set(name, schema);
      return name;
    },
  };
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
