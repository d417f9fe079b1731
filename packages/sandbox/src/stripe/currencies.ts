import { invalid } from "./refusal.ts";

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
const TWO_DECIMAL = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop " +
    "crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd kes " +
    "kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab " +
    "pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah " +
    "ugx uyu uzs wst xcd yer zar zmw"
  ).split(" "),
);
/** The card networks' twelve digits. */
const MOST = 999_999_999_999;
/** In minor units, from https://docs.stripe.com/currencies; for others it depends on a conversion that there is none of. */
const LEAST: Readonly<Record<string, number>> = {
  aed: 200,
  czk: 1_500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  jpy: 50,
  krw: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1_000,
};
const LEAST_OF_DECIMALS = { 0: 1, 2: 50, 3: 10 } as const;
/** Written with two decimals as they once had, though there are no coins of less than one. */
const WHOLE = new Set(["isk", "ugx"]);

export function checkCurrency(currency: string, param = "currency"): void {
  if (TWO_DECIMAL.has(currency) || ZERO_DECIMAL.has(currency) || THREE_DECIMAL.has(currency)) return;
  const known = [...TWO_DECIMAL, ...ZERO_DECIMAL, ...THREE_DECIMAL].join(", ");
  throw invalid(`Invalid currency: ${currency}. Stripe currently supports these currencies: ${known}`, { param });
}

export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** An amount as Stripe writes it in messages: `$40.00`, `NOK 125.00`, `¥500`. */
export function moneyText(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits });
  return format.format(amount / 10 ** decimals).replace("\u00a0", " ");
}

/** Refuses an amount to be charged that Stripe would not charge. */
export function checkAmount(amount: number, currency: string): void {
  const least = LEAST[currency] ?? LEAST_OF_DECIMALS[decimalsOf(currency)];
  if (amount < least) {
    const message = `Amount must be at least ${majorText(least, currency)} ${currency}`;
    throw invalid(message, { code: "amount_too_small", param: "amount" });
  }
  if (amount > MOST) {
    const message = `Amount must be no more than ${majorText(MOST, currency)} ${currency}`;
    throw invalid(message, { code: "amount_too_large", param: "amount" });
  }
  checkStep(amount, currency, "amount");
}

/** Refuses a part of a unit that is not counted: the last digit of dinars, and the decimals of krónur and Ugandan shillings. */
export function checkStep(amount: number, currency: string, param: string): void {
  const step = WHOLE.has(currency) ? 100 : THREE_DECIMAL.has(currency) ? 10 : 1;
  if (amount % step === 0) return;
  const message =
    step === 10
      ? `Invalid ${param}: ${currency} has three decimals, of which the last must be 0 (${amount} is not a multiple of 10).`
      : `Invalid ${param}: ${currency} has no fractions; give hundredths that end in 00 (${amount} is not a multiple of 100).`;
  throw invalid(message, { param });
}

/** A fee as it can be: in a currency without fractions it is whole, like everything else. */
export const feeInSteps = (fee: number, currency: string): number =>
  WHOLE.has(currency) ? Math.ceil(fee / 100) * 100 : fee;

function majorText(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
}
