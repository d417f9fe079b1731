import type { Cursors } from "./cursor.ts";
import type { Env } from "./env.ts";
import { Port } from "./port.ts";

export const envPort = new Port<Env>("env");

/** The public origin of the API, without a slash at the end. */
export const originPort = new Port<string>("origin");

/** Signs and reads the cursors of lists. */
export const cursorsPort = new Port<Cursors>("cursors");
