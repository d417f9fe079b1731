import { invalid } from "./refusal.ts";

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
const TWO_DECIMAL = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop " +
    "crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd kes " +
    "kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab " +
    "pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah " +
    "uyu uzs wst xcd yer zar zmw"
  ).split(" "),
);
const MOST = 99_999_999;
const LEAST_OF_TWO_DECIMAL = 50;

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

export function checkAmount(amount: number, currency: string): void {
  if (TWO_DECIMAL.has(currency) && amount < LEAST_OF_TWO_DECIMAL) {
    const message = `Amount must be at least ${(LEAST_OF_TWO_DECIMAL / 100).toFixed(2)} ${currency}`;
    throw invalid(message, { code: "amount_too_small", param: "amount" });
  }
  if (amount > MOST) {
    throw invalid(`Amount must be no more than ${MOST} ${currency}`, { code: "amount_too_large", param: "amount" });
  }
}
