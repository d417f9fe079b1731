import { currencies, type Home, type Person } from "./cast.ts";
import { count } from "./diary.ts";
import { numberAt, textAt } from "./read-json.ts";
import { ask, draw, type Heard, pick, type Stage } from "./stage.ts";

interface Stay {
  readonly bookingId: string;
  readonly home: Home;
  readonly guest: Person;
}

/** A guest books, and then pays in one of the many ways, or does not. */
export async function bookAndPay(stage: Stage): Promise<void> {
  const stay = await book(stage);
  if (stay) await draw(stage.random, ways)(stage, stay);
}

async function book(stage: Stage): Promise<Stay | undefined> {
  const { random, cast, calendar, diary } = stage;
  const { home, checkIn, checkOut } = calendar.next();
  const guest = pick(random, cast.guests);
  const currency = random.fraction() < 0.3 ? pick(random, currencies).code : home.currency;
  const guests = { adults: 1 };
  const quoted = await ask(stage, {
    path: "/api/v1/quotes",
    person: guest,
    body: { listingId: home.id, checkIn, checkOut, guests, currency },
    allowed: [201, "booking.dates_unavailable", "stay.rule"],
  });
  const quoteId = quoted?.status === 201 ? textAt(quoted.body, "id") : undefined;
  if (quoteId === undefined) return undefined;
  const booked = await ask(stage, {
    kind: "book",
    path: "/api/v1/bookings",
    person: guest,
    body: { quoteId },
    allowed: [201, "quote.expired", "booking.dates_unavailable"],
  });
  const bookingId = booked?.status === 201 ? textAt(booked.body, "id") : undefined;
  if (bookingId === undefined) return undefined;
  diary.booked.push({ quoteId, bookingId });
  return { bookingId, home, guest };
}

type Way = (stage: Stage, stay: Stay) => Promise<unknown>;

const ways: readonly (readonly [number, Way])[] = [
  [62, (stage, stay) => pay(stage, stay, card(stage))],
  [12, declinedFirst],
  [8, authenticated],
  [3, inTheBrowser],
  [5, cancel],
  [3, async () => undefined],
  [4, (stage, stay) => Promise.all([pay(stage, stay, visa), cancel(stage, stay)])],
  [3, (stage, stay) => Promise.all([pay(stage, stay, visa), pay(stage, stay, visa)])],
];

const visa = "pm_card_visa";

const card = ({ random }: Stage): string =>
  draw(random, [
    [70, visa],
    [10, "pm_card_mastercard"],
    [5, "pm_card_pendingRefund"],
    [2, "pm_card_refundFail"],
    [1, "pm_card_createDispute"],
    [2, "pm_sandbox_rateLimited"],
    [2, "pm_sandbox_serverError"],
    [2, "pm_sandbox_connectionReset"],
    [0.3, "pm_sandbox_timeoutAfterEffect"],
    [0.3, "pm_sandbox_slow"],
  ]);

async function declinedFirst(stage: Stage, stay: Stay): Promise<void> {
  const { random } = stage;
  const times = random.integer(1, 3);
  const declining = ["pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds"] as const;
  for (let tried = 0; tried < times; tried += 1) await pay(stage, stay, pick(random, declining));
  if (random.fraction() < 0.8) await pay(stage, stay, card(stage));
}

/** 3-D Secure: the bank's page says yes or no; after a no, another card. */
async function authenticated(stage: Stage, stay: Stay): Promise<void> {
  const { random, outside, diary } = stage;
  const begun = await pay(stage, stay, "pm_card_authenticationRequired");
  const url = textAt(begun?.body, "next.url");
  if (url === undefined) return;
  const outcome = random.fraction() < 0.7 ? "complete" : "fail";
  const pressed = await outside.press(url, { outcome });
  if (pressed.status === 303) count(diary, `3-D Secure ${outcome}`);
  if (outcome === "fail") await pay(stage, stay, visa);
  else keep(stage, stay, begun);
}

/** The client secret goes to the guest's browser, which confirms at Stripe: Roost hears of it by webhook alone. */
async function inTheBrowser(stage: Stage, stay: Stay): Promise<void> {
  const begun = await pay(stage, stay, undefined);
  const secret = textAt(begun?.body, "next.clientSecret");
  if (secret === undefined) return;
  const [intent] = secret.split("_secret_");
  const form = { client_secret: secret, payment_method: visa, return_url: "https://shop.example/back" };
  const told = await stage.outside.api("POST", `/v1/payment_intents/${intent}/confirm`, { form });
  if (told.status !== 200) return;
  count(stage.diary, "pay in the browser");
  keep(stage, stay, begun);
}

async function pay(stage: Stage, stay: Stay, paymentMethodId: string | undefined): Promise<Heard | undefined> {
  const { bookingId, guest } = stay;
  const body = { bookingId, provider: "stripe", ...(paymentMethodId !== undefined && { paymentMethodId }) };
  const allowed = [201, "payment.declined", "payment.state"];
  const heard = await ask(stage, { kind: "pay", path: "/api/v1/payments", person: guest, body, allowed });
  const isCaptured = heard?.status === 201 && textAt(heard.body, "payment.status") === "captured";
  const paymentId = textAt(heard?.body, "payment.id");
  if (heard?.status === 201 && textAt(heard.body, "payment.status") === "authorized")
    await hostAnswers(stage, stay, heard);
  if (isCaptured && paymentId !== undefined) {
    stage.diary.captured.push(paymentId);
    keep(stage, stay, heard);
  }
  return heard;
}

/** With money withheld, the host says yes or no, or lets it wait until it is over. */
async function hostAnswers(stage: Stage, stay: Stay, heard: Heard): Promise<void> {
  const { bookingId, home } = stay;
  const answer = draw(stage.random, [
    [70, "accept"],
    [15, "decline"],
    [8, "cancel"],
    [7, undefined],
  ] as const);
  if (answer === undefined) return;
  if (answer === "cancel") return cancel(stage, stay);
  const path = `/api/v1/bookings/${bookingId}/${answer}`;
  const said = await ask(stage, { kind: answer, path, person: home.host, body: {}, allowed: [200, 409] });
  if (said?.status === 200 && answer === "accept") keep(stage, stay, heard);
}

async function cancel(stage: Stage, { bookingId, guest }: Stay): Promise<void> {
  const path = `/api/v1/bookings/${bookingId}/cancel`;
  const heard = await ask(stage, { kind: "cancel", path, person: guest, body: {}, allowed: [200, 409] });
  if (heard?.status === 200) stage.diary.cancelled.push(bookingId);
}

/** Others may go on with it. */
function keep(stage: Stage, { bookingId, home }: Stay, heard: Heard | undefined): void {
  const paymentId = textAt(heard?.body, "payment.id");
  const providerRef = textAt(heard?.body, "payment.providerRef");
  const amount = numberAt(heard?.body, "payment.amount.amount");
  const currency = textAt(heard?.body, "payment.amount.currency");
  if (paymentId === undefined || providerRef === undefined || amount === undefined || currency === undefined) return;
  stage.paid.push({ bookingId, paymentId, providerRef, amount, currency, host: home.host.token });
}
