import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createBoundedQueue } from "./bounded-queue.ts";

/** argon2id (the library's default kind), the second choice of the OWASP cheat sheet: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Each hash takes 19 MiB and a core for 10 to 30 ms: more at once, or a longer queue, helps nobody.
const queue = createBoundedQueue({ atOnce: 2, waiting: 64 });

/** Of a random password nobody knows: checking against it takes as long as against a real one. */
export const dummyHash =
  "$argon2id$v=19$m=19456,t=2,p=1$qaKQMS92xQRK/5kdaTF16Q$JWh/m8GEgrdHwvwEO67Ia99AhVlFD4fkPFYU7ZS6p8U";

export const hashPassword = (password: string): Promise<string> => queue.run(() => hash(comparable(password), cost));

/** Takes the same time for people that are not there: pass undefined where there is no hash. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const matches = await queue.run(() => verify(stored ?? dummyHash, comparable(password)));
  return matches && stored !== undefined;
}

/** True for a hash that was made with another cost than today's. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  const { memoryCost: memory, timeCost: time, parallelism: lanes } = cost;
  return !stored.startsWith("$argon2id$v=19$") || memoryCost !== memory || timeCost !== time || parallelism !== lanes;
}

/** Keyboards write é in two ways; both are the same password (NIST SP 800-63B, 3.1.1.2). */
export const comparable = (password: string): string => password.normalize("NFKC");
