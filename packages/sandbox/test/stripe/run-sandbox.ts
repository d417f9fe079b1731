import { startStripe } from "../../src/stripe/index.ts";
import { SECRET_KEY, WEBHOOK_SECRET } from "./keys.ts";

/** A sandbox in a process of its own, for tests that kill it: `node run-sandbox.ts <file> <webhook url>`. */
const [file = "", url = ""] = process.argv.slice(2);
const { port } = await startStripe({
  secretKey: SECRET_KEY,
  file,
  webhook: { url, secret: WEBHOOK_SECRET },
  retryDelaysMs: [60_000],
});
process.stdout.write(`${port}\n`);
