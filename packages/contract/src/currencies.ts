/** Who moves money. Stripe does today; the columns of the others say what they will accept. */
export type MoneyProvider = "stripe" | "paypal" | "mpesa";

/** How one provider counts a currency. */
interface Counting {
  /** Decimals of the amounts that the provider takes and reports: 2 means hundredths. */
  readonly decimals: number;
  /** What every amount that is charged or refunded must be a multiple of, in the provider's own units. */
  readonly step: number;
  /** What every amount that is paid out to a bank must be a multiple of, where that is coarser. */
  readonly payoutStep?: number;
}

interface CurrencyRow extends Partial<Record<MoneyProvider, Counting>> {
  /** Decimals of Roost's own minor units. Source: ISO 4217 List One. */
  readonly exponent: number;
  readonly stripe: Counting;
}

const hundredths = { decimals: 2, step: 1 } as const;
const whole = { decimals: 0, step: 1 } as const;
const atStripe = { exponent: 2, stripe: hundredths } as const;
const atBoth = { ...atStripe, paypal: hundredths } as const;
/** Counted in hundredths for the sake of old integrations, although there are none. */
const wholeInHundredths = { exponent: 0, stripe: { decimals: 2, step: 100 } } as const;
/** The last of the three decimals must be 0. */
const thousandths = { exponent: 3, stripe: { decimals: 3, step: 10 } } as const;
/** Charged in hundredths, but only whole units reach a bank. */
const paidOutWhole = { exponent: 2, stripe: { decimals: 2, step: 1, payoutStep: 100 }, paypal: whole } as const;

/**
 * Every currency that Roost takes, and how each provider counts it. Sources: ISO 4217 List One;
 * docs.stripe.com/currencies (zero-decimal and three-decimal currencies, special cases of ISK, HUF, TWD and UGX);
 * PayPal's table of currency codes (HUF, JPY and TWD without decimals); M-Pesa takes whole shillings.
 */
export const currencies = {
  AED: atStripe,
  AUD: atBoth,
  BGN: atStripe,
  BRL: atBoth,
  CAD: atBoth,
  CHF: atBoth,
  CNY: atBoth,
  CZK: atBoth,
  DKK: atBoth,
  EUR: atBoth,
  GBP: atBoth,
  HKD: atBoth,
  HUF: paidOutWhole,
  IDR: atStripe,
  ILS: atBoth,
  INR: atStripe,
  ISK: wholeInHundredths,
  JPY: { exponent: 0, stripe: whole, paypal: whole },
  KES: { ...atStripe, mpesa: whole },
  KRW: { exponent: 0, stripe: whole },
  KWD: thousandths,
  MXN: atBoth,
  MYR: atBoth,
  NOK: atBoth,
  NZD: atBoth,
  PHP: atBoth,
  PLN: atBoth,
  RON: atStripe,
  SAR: atStripe,
  SEK: atBoth,
  SGD: atBoth,
  THB: atBoth,
  TND: thousandths,
  TRY: atStripe,
  TWD: paidOutWhole,
  TZS: atStripe,
  UGX: wholeInHundredths,
  USD: atBoth,
  VND: { exponent: 0, stripe: whole },
  ZAR: atStripe,
} as const satisfies Readonly<Record<string, CurrencyRow>>;

/** A currency that Roost takes, for example `NOK`. */
export type CurrencyCode = keyof typeof currencies;

/** True for the ISO 4217 code, in capitals, of a currency that Roost takes. */
export const isCurrencyCode = (value: string): value is CurrencyCode => Object.hasOwn(currencies, value);

/** Every currency that Roost takes, in the order of the alphabet. */
export const currencyCodes: readonly CurrencyCode[] = Object.keys(currencies).filter(isCurrencyCode);

/** Decimals of Roost's minor units: 2 for `NOK`, 0 for `JPY`, 3 for `KWD`. */
export const exponentOf = (currency: CurrencyCode): number => currencies[currency].exponent;

/** Whether a provider takes a currency at all. */
export const isTakenBy = (provider: MoneyProvider, currency: CurrencyCode): boolean =>
  countingOf(provider, currency) !== undefined;

/**
 * The smallest step, in Roost's minor units, that every part of the money's way accepts: charge, refund, transfer and
 * payout. 1 for most; 10 for `KWD` and `TND`; 100 for `HUF` and `TWD`, which reach a bank in whole units only. Every
 * price, split and refund is a multiple of it.
 */
export function granularityOf(currency: CurrencyCode, provider: MoneyProvider = "stripe"): number {
  const { decimals, step, payoutStep = step } = demandCounting(provider, currency);
  return Math.max(1, Math.max(step, payoutStep) * 10 ** (exponentOf(currency) - decimals));
}

/** An amount in integer minor units of its currency; `Money` without the schema. */
export interface Amount {
  readonly amount: number;
  readonly currency: CurrencyCode;
}

/**
 * What a provider calls an amount: `{ amount: 500, currency: "ISK" }` is 50000 at Stripe, `{ amount: 500, currency:
 * "JPY" }` 500. Throws a RangeError for an amount that the provider does not accept, such as 1 fils of `KWD`, and for
 * a currency that it does not take.
 */
export function toProviderAmount(provider: MoneyProvider, { amount, currency }: Amount): number {
  const { decimals, step } = demandCounting(provider, currency);
  const counted = scaled(amount, decimals - exponentOf(currency));
  if (counted === undefined || counted % step !== 0) {
    throw new RangeError(`${provider} does not accept ${amount} minor units of ${currency}`);
  }
  return counted;
}

/**
 * The amount that a provider's number means, the reverse of `toProviderAmount`. It need not be one that may be
 * charged: fees and reserves come in any size. Throws a RangeError where it has no whole number of minor units.
 */
export function fromProviderAmount(provider: MoneyProvider, { amount, currency }: Amount): Amount {
  const { decimals } = demandCounting(provider, currency);
  const minor = scaled(amount, exponentOf(currency) - decimals);
  if (minor === undefined)
    throw new RangeError(`${amount} ${currency} of ${provider} is no whole number of minor units`);
  return { amount: minor, currency };
}

function countingOf(provider: MoneyProvider, currency: CurrencyCode): Counting | undefined {
  const row: CurrencyRow = currencies[currency];
  return row[provider];
}

function demandCounting(provider: MoneyProvider, currency: CurrencyCode): Counting {
  const counting = countingOf(provider, currency);
  if (!counting) throw new RangeError(`${provider} does not take ${currency}`);
  return counting;
}

/** `amount × 10^power`, where that is an exact whole number. */
function scaled(amount: number, power: number): number | undefined {
  if (!Number.isSafeInteger(amount)) return undefined;
  const factor = 10 ** Math.abs(power);
  if (power >= 0) return Number.isSafeInteger(amount * factor) ? amount * factor : undefined;
  return amount % factor === 0 ? amount / factor : undefined;
}
