import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { until } from "../../../../test/app.ts";
import { createStripeGateway } from "./stripe.ts";

const intent = {
  ...{ id: "pi_1", object: "payment_intent", status: "processing", amount_received: 0, currency: "nok" },
  ...{ metadata: {}, latest_charge: null },
};
let server: Server | undefined;
afterEach(() => server?.close());

/** Something that answers in Stripe's place, and counts. */
async function somethingAt(answer: () => number) {
  let asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    const status = answer();
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? intent : { error: { type: "api_error", message: "sorry" } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const options = { secretKey: "sk_test_1", webhookSecret: "whsec_1", apiBase: `http://127.0.0.1:${port}` };
  const gateway = createStripeGateway({ ...options, breaker: { failures: 4, pauseMs: 300 } });
  return { retrieve: () => gateway.retrieve("pi_1"), asked: () => asked };
}

test("after several failures in a row nobody is asked for a while; then one call tries, and all is well again", async () => {
  let isDown = true;
  const stripe = await somethingAt(() => (isDown ? 500 : 200));
  for (const _ of [1, 2]) await expect(stripe.retrieve()).rejects.toThrow("sorry");
  expect(stripe.asked()).toBe(4);
  for (const _ of [1, 2, 3]) await expect(stripe.retrieve()).rejects.toThrow("not asked");
  expect(stripe.asked()).toBe(4);
  isDown = false;
  await until("the circuit to close", () =>
    stripe.retrieve().then(
      () => true,
      () => undefined,
    ),
  );
  expect(await stripe.retrieve()).toMatchObject({ status: "processing" });
});

test("refusals are sound answers: they open nothing", async () => {
  const stripe = await somethingAt(() => 404);
  for (let round = 0; round < 10; round += 1) await stripe.retrieve().catch(() => undefined);
  expect(stripe.asked()).toBe(10);
});
