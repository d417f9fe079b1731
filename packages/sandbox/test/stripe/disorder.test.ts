import { describe, expect, test } from "vitest";
import { cardPayment, openReceiver, openSandbox, tell, verified, WEBHOOK_SECRET } from "./harness.ts";

async function openDisordered(disorder: Readonly<Record<string, number>>) {
  const receiver = await openReceiver();
  const { sandbox, stripe } = await openSandbox({ webhook: { url: receiver.url, secret: WEBHOOK_SECRET } });
  expect(await tell(sandbox, "POST /test/webhooks/disorder", disorder)).toMatchObject({ status: 200 });
  const make = async (count: number) => {
    const made: string[] = [];
    for (let n = 0; n < count; n++) made.push((await stripe.paymentIntents.create(cardPayment)).id);
    return made;
  };
  const pending = async () => (await tell(sandbox, "GET /test/events/pending")).body;
  const settled = () => expect.poll(pending, { timeout: 5_000 }).toMatchObject({ count: 0 });
  const arrived = () => receiver.received.map(verified).map(({ data }) => ("id" in data.object ? data.object.id : ""));
  return { sandbox, stripe, make, settled, arrived };
}

describe("disorder of webhooks", () => {
  test("delivers each event twice", async () => {
    const { make, settled, arrived } = await openDisordered({ duplicate: 1, delayMs: 20 });
    const made = await make(5);
    await settled();
    expect(arrived().toSorted()).toEqual([...made, ...made].toSorted());
  });

  test("loses events, which are still listed", async () => {
    const { stripe, make, settled, arrived } = await openDisordered({ lose: 1 });
    const made = await make(3);
    await settled();
    expect(arrived()).toEqual([]);
    const { data } = await stripe.events.list();
    expect(data.map(({ data: { object } }) => ("id" in object ? object.id : ""))).toEqual(made.toReversed());
    expect(data.map(({ pending_webhooks }) => pending_webhooks)).toEqual([0, 0, 0]);
  });

  test("holds events back and shuffles them", async () => {
    const { make, settled, arrived } = await openDisordered({ reorder: 1, delayMs: 300 });
    const made = await make(12);
    await settled();
    expect(arrived()).not.toEqual(made);
    expect(arrived().toSorted()).toEqual(made.toSorted());
  });

  test("is the same for the same seed", async () => {
    const runOf = async (seed: number) => {
      const { make, settled, arrived } = await openDisordered({ duplicate: 0.3, lose: 0.3, delayMs: 5, seed });
      const made = await make(20);
      await settled();
      return made.map((id) => arrived().filter((other) => other === id).length);
    };
    const first = await runOf(3);
    expect(await runOf(3)).toEqual(first);
    expect(await runOf(4)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([0, 1, 2]));
  });

  test("ends when it is told to, and what is held back goes out when it is told to", async () => {
    const { sandbox, make, settled, arrived } = await openDisordered({ reorder: 1, delayMs: 600_000 });
    const made = await make(4);
    expect(arrived()).toEqual([]);
    const waiting = await tell(sandbox, "GET /test/events/pending");
    expect(waiting.body).toMatchObject({
      count: 4,
      data: [{ attempts: 0, event: { type: "payment_intent.created" } }, {}, {}, {}],
    });
    await tell(sandbox, "POST /test/webhooks/deliver");
    await settled();
    expect(await tell(sandbox, "DELETE /test/webhooks/disorder")).toMatchObject({ body: { disorder: null } });
    made.push(...(await make(1)));
    await settled();
    expect(arrived().toSorted()).toEqual(made.toSorted());
  });
});
