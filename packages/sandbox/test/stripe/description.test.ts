import { readFileSync } from "node:fs";
import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { isRecord } from "../../src/stripe/guards.ts";
import { operations } from "../../src/stripe/operations.ts";
import { openDescription } from "./description.ts";
import { newerFields, newerParameters } from "./differences.ts";
import { cardPayment, caught, idOf, openSandbox, paidBy, postForm, send } from "./harness.ts";

const description = openDescription();
const intents = "/v1/payment_intents";

test("every parameter that is accepted is documented, or listed as newer", () => {
  const undocumented: string[] = [];
  for (const { method, path, accepts } of operations) {
    const documented = description.parameters(method, path);
    for (const { name, fields = [] } of accepts) {
      if (!(name in documented)) undocumented.push(`${method} ${path} ${name}`);
      const within = description.parameters(method, path, name);
      for (const field of fields) {
        if (!(field.name in within)) undocumented.push(`${method} ${path} ${name}[${field.name}]`);
      }
    }
    expect(documented).toHaveProperty("expand");
  }
  expect(undocumented).toEqual(Object.keys(newerParameters));
});

test("every kind of answer is as described", async () => {
  const { sandbox, stripe } = await openSandbox({ laterMs: 0 });
  const good = async (method: string, path: string, init?: { id?: string; form?: string }) => {
    const { id = "", form = "" } = init ?? {};
    const address = path.replace(/\{\w+\}/, id);
    const answer = await (method === "GET"
      ? send(sandbox, `${address}?${form}`)
      : send(sandbox, address, postForm(form)));
    expect(answer).toMatchObject({ status: 200 });
    expect(description.answerFaults(method, path, answer.body)).toEqual([]);
    return isRecord(answer.body) ? String(answer.body["id"]) : "";
  };
  const form = "amount=12500&currency=nok&payment_method_types[]=card&metadata[a]=1";
  const all = "expand[]=latest_charge.balance_transaction&expand[]=payment_method";
  const open = await good("POST", intents, { form });
  await good("POST", `${intents}/{intent}`, { id: open, form: "payment_method=pm_card_visa" });
  await good("POST", `${intents}/{intent}/confirm`, { id: open, form: all });
  const held = await good("POST", intents, {
    form: `${form}&confirm=true&payment_method=pm_card_visa&capture_method=manual&${all}`,
  });
  await good("POST", `${intents}/{intent}/capture`, { id: held, form: `amount_to_capture=9000&${all}` });
  const asking = `${form}&confirm=true&payment_method=pm_card_authenticationRequired`;
  const asked = await good("POST", intents, { form: asking });
  await good("POST", intents, { form: `${asking}&return_url=https://roost.example/` });
  await fetch(`${sandbox.url}/test/authenticate/${asked}`, { method: "POST", body: "outcome=fail" });
  await good("POST", `${intents}/{intent}/cancel`, { id: asked, form: "cancellation_reason=duplicate" });
  const declined = await caught(stripe.paymentIntents.create(paidBy("pm_card_chargeDeclined")));
  await good("GET", `${intents}/{intent}`, { id: String(declined.payment_intent?.id), form: all });

  const paid = await stripe.paymentIntents.retrieve(open, { expand: ["latest_charge"] });
  if (typeof paid.latest_charge === "string" || !paid.latest_charge) throw new Error("The charge is not expanded");
  await good("GET", "/v1/charges/{charge}", { id: paid.latest_charge.id, form: "expand[]=payment_intent" });
  await good("GET", "/v1/charges/{charge}", { id: String(declined.charge) });
  const transaction = idOf(paid.latest_charge.balance_transaction);
  await good("GET", "/v1/balance_transactions/{id}", { id: transaction, form: "expand[]=source" });
  await good("GET", "/v1/balance_transactions", { form: "type=charge&currency=nok&expand[]=data.source" });
  const whole = "expand[]=balance_transaction&expand[]=charge&expand[]=payment_intent";
  const refunded = `payment_intent=${open}&amount=500&reason=duplicate&metadata[a]=1&${whole}`;
  const refund = await good("POST", "/v1/refunds", { form: refunded });
  await good("POST", "/v1/refunds", { form: `charge=${paid.latest_charge.id}&expand[]=payment_method` });
  await good("GET", "/v1/refunds/{refund}", { id: refund });
  await good("GET", "/v1/refunds", { form: `payment_intent=${open}&expand[]=data.balance_transaction.source` });
  const failing = await stripe.paymentIntents.create(paidBy("pm_card_refundFail"));
  const late = await stripe.paymentIntents.create(paidBy("pm_card_pendingRefund"));
  for (const { id } of [failing, late]) await good("POST", "/v1/refunds", { form: `payment_intent=${id}` });
  await expect
    .poll(async () => (await stripe.refunds.list({ limit: 2 })).data.map(({ status }) => status))
    .toEqual(["succeeded", "failed"]);
  await good("GET", "/v1/refunds", { form: "expand[]=data.failure_balance_transaction" });
  for (const card of ["createDispute", "createDisputeInquiry"]) {
    const { id } = await stripe.paymentIntents.create(paidBy(`pm_card_${card}`));
    const found = async () => (await stripe.disputes.list({ payment_intent: id })).data[0]?.id;
    await expect.poll(found).toBeDefined();
    const dispute = String(await found());
    const evidence = "evidence[uncategorized_text]=receipt&metadata[a]=1";
    await good("GET", "/v1/disputes/{dispute}", { id: dispute, form: "expand[]=charge&expand[]=payment_intent" });
    await good("POST", "/v1/disputes/{dispute}", { id: dispute, form: `${evidence}&submit=false` });
    await good("POST", "/v1/disputes/{dispute}", { id: dispute, form: "submit=true" });
    await good("POST", "/v1/disputes/{dispute}/close", { id: dispute });
  }
  const { id: won } = await stripe.paymentIntents.create(paidBy("pm_card_createDispute"));
  const disputeOf = async () => (await stripe.disputes.list({ payment_intent: won })).data[0];
  await expect.poll(disputeOf).toBeDefined();
  const submitted = { evidence: { uncategorized_text: "winning_evidence" } };
  await stripe.disputes.update(String((await disputeOf())?.id), submitted);
  await expect.poll(async () => (await disputeOf())?.status).toBe("won");
  await good("GET", "/v1/disputes");
  await good("GET", "/v1/payment_methods/{payment_method}", { id: idOf(paid.payment_method) });
  await good("GET", intents, { form: "expand[]=data.latest_charge" });
  await good("GET", "/v1/events");
  for await (const event of stripe.events.list({ limit: 100 })) {
    await good("GET", "/v1/events/{id}", { id: event.id });
    const object: unknown = event.data.object;
    const kind = isRecord(object) ? String(object["object"]) : "";
    expect({ type: event.type, faults: description.schemaFaults(kind, object) }).toEqual({
      type: event.type,
      faults: [],
    });
  }
});

async function lostDispute(stripe: Stripe): Promise<string> {
  const { id } = await stripe.paymentIntents.create(paidBy("pm_card_createDispute"));
  const find = async () => (await stripe.disputes.list({ payment_intent: id })).data[0]?.id;
  await expect.poll(find).toBeDefined();
  return (await stripe.disputes.close(String(await find()))).id;
}

test("every kind of error is as described", async () => {
  const { sandbox, stripe } = await openSandbox({ laterMs: 0 });
  const { id } = await stripe.paymentIntents.create(cardPayment);
  const confirmed = "amount=500&currency=usd&payment_method_types[]=card&confirm=true&payment_method=";
  const headers = { "idempotency-key": "k1", "content-type": "application/x-www-form-urlencoded" };
  await send(sandbox, intents, { ...postForm("amount=500&currency=usd"), headers });
  const errors = {
    400: send(sandbox, intents, postForm("colour=red")),
    "400 state": send(sandbox, `${intents}/${id}/capture`, postForm("")),
    "400 refund": send(sandbox, "/v1/refunds", postForm(`payment_intent=${id}`)),
    "400 idempotency": send(sandbox, intents, { ...postForm("amount=501&currency=usd"), headers }),
    401: send(sandbox, intents, { headers: { authorization: "Bearer other" } }),
    402: send(sandbox, intents, postForm(`${confirmed}pm_card_chargeDeclined`)),
    "402 authentication": send(
      sandbox,
      intents,
      postForm(`${confirmed}pm_card_authenticationRequired&off_session=true`),
    ),
    404: send(sandbox, `${intents}/pi_none`),
    "400 dispute": send(sandbox, `/v1/disputes/${await lostDispute(stripe)}/close`, postForm("")),
    429: send(sandbox, intents, postForm(`${confirmed}pm_sandbox_rateLimited`)),
    500: send(sandbox, intents, postForm(`${confirmed}pm_sandbox_serverError`)),
    "500 kept": send(sandbox, intents, postForm(`${confirmed}pm_sandbox_serverErrorAfterEffect`)),
    "404 path": send(sandbox, "/v1/none"),
  };
  for (const [name, sent] of Object.entries(errors)) {
    const { status, body } = await sent;
    const faults = description.schemaFaults("error", body);
    expect({ name, status, faults }).toEqual({ name, status: Number.parseInt(name, 10), faults: [] });
  }
});

test("the description says where it is from, and the listed differences are still ones", () => {
  const file: unknown = JSON.parse(readFileSync(new URL("stripe-openapi.json", import.meta.url), "utf8"));
  expect(file).toMatchObject({ "x-source": expect.stringContaining("MIT") });
  for (const [schema, fields] of Object.entries(newerFields)) {
    const documented = { components: { schemas: { [schema]: { properties: expect.any(Object) } } } };
    expect(file).toMatchObject(documented);
    for (const field of Object.keys(fields)) {
      expect(file).not.toHaveProperty(["components", "schemas", schema, "properties", field]);
    }
  }
});
