import { randomUUID } from "node:crypto";
import { currencies, type Person } from "./cast.ts";
import { count } from "./diary.ts";
import { listAt, textAt } from "./read-json.ts";
import { ask, done, draw, pick, type Stage } from "./stage.ts";

const countries = ["NO", "DE", "US", "GB", "JP", "HU"] as const;

/** Something that hosts and the treasury do about payouts. */
export async function actOnPayouts(stage: Stage): Promise<void> {
  const { random, cast } = stage;
  await draw<(person: Person) => Promise<void>>(random, [
    [2, (host) => openAccount(stage, host)],
    [3, (host) => changeBank(stage, host)],
    [5, () => topUp(stage)],
  ])(pick(random, cast.hosts));
}

/** A host goes to Stripe's page; some banks there refuse payouts, some hosts forget a document. */
export async function openAccount(stage: Stage, host: Person): Promise<void> {
  const { random, outside } = stage;
  const heard = await ask(stage, {
    kind: "onboard",
    path: "/api/v1/users/me/payout-account",
    person: host,
    body: { country: countries[host.id.charCodeAt(35) % countries.length] },
    allowed: [200, 201, "payout_account.state", "auth.step_up_required"],
  });
  const url = textAt(heard?.body, "url");
  if (url === undefined) return;
  const action = draw(random, [
    [70, "complete"],
    [20, "complete_closed"],
    [10, "submit_incomplete"],
  ] as const);
  const pressed = await outside.press(url, { action });
  if (pressed.status < 400) count(stage.diary, action);
  await addBanks(stage, host, "bank");
}

/** In Stripe's own dashboard: other bank accounts, or the document that was missing. */
async function changeBank(stage: Stage, host: Person): Promise<void> {
  await addBanks(stage, host, stage.random.fraction() < 0.85 ? "bank" : "bank_closed");
}

async function addBanks(stage: Stage, host: Person, action: "bank" | "bank_closed"): Promise<void> {
  const { outside } = stage;
  const list = await outside.api("GET", "/v1/accounts?limit=100");
  const accounts = listAt(list.body, "data").filter((account) => textAt(account, "metadata.user_id") === host.id);
  const ref = textAt(accounts[0], "id");
  if (ref === undefined) return;
  const login = await outside.api("POST", `/v1/accounts/${ref}/login_links`, { form: {} });
  const url = textAt(login.body, "url");
  if (url === undefined) return;
  await outside.press(url, { action: "provide" });
  for (const { code } of currencies) await outside.press(url, { action, currency: code.toLowerCase() });
  count(stage.diary, action);
}

/** Guests pay in other currencies than hosts are owed in: the treasury fills up what is short. */
async function topUp(stage: Stage): Promise<void> {
  const { code, night } = pick(stage.random, currencies);
  const amount = String(Math.round(night / 100) * 100 * (code === "ISK" ? 100 : 1) * 200);
  const form = { amount, currency: code.toLowerCase(), description: "for payouts" };
  done(stage, "top-up", await stage.outside.api("POST", "/v1/topups", { form, key: randomUUID() }));
}
