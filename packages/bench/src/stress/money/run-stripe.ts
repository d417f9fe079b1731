import { startStripe } from "@roost/sandbox/stripe";

/** The sandbox's Stripe in a process of its own: `run-stripe.ts <port> <file> <secret key> <webhook> <its secret>`. */
const [port, file = "", secretKey = "", url = "", secret = ""] = process.argv.slice(2);
const stripe = await startStripe({
  port: Number(port),
  file,
  secretKey,
  webhook: { url, secret },
  connectWebhook: { url, secret },
});
process.once("SIGTERM", () => void stripe.close().then(() => process.exit(0)));
