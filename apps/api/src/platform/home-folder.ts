import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Where a house keeps what is not in its database: ROOST_HOME, below the project's root unless it is absolute. */
export const homeFolder = ({ ROOST_HOME = ".roost" }: Readonly<Record<string, unknown>>): string =>
  resolve(root, String(ROOST_HOME));
