import { z } from "zod";

const HasSession = z.object({ session: z.object({ token: z.string(), expiresAt: z.string() }) });

/** The session in the answer of an action that begins one. */
export const sessionOf = (output: unknown) => HasSession.parse(output).session;
