import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

const Secrets = z.object({
  roost: z.string(),
  stripeKey: z.string(),
  stripeWebhook: z.string(),
  owner: z.string(),
  app: z.string(),
});
export type Secrets = z.output<typeof Secrets>;

/** The sandbox's secrets: made at the first start, kept with its data. */
export async function secretsOf(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return Secrets.parse(JSON.parse(text));
  const secret = () => randomBytes(24).toString("base64url");
  const made = {
    owner: secret(),
    app: secret(),
    roost: secret(),
    stripeKey: `sk_test_${secret()}`,
    stripeWebhook: `whsec_${secret()}`,
  };
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
