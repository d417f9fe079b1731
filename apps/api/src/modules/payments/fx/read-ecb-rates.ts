/** Rates of one day: what a euro is worth in each currency, as decimals. */
export interface RatesOfDay {
  readonly asOf: string;
  readonly perEur: ReadonlyMap<string, string>;
}

export class RatesFormatError extends Error {
  constructor(reason: string) {
    super(`these are not exchange rates: ${reason}`);
    this.name = "RatesFormatError";
  }
}

const vocabulary = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";
const day = /<Cube\s+time=(["'])(\d{4}-\d{2}-\d{2})\1\s*>([\s\S]*?)<\/Cube>/g;
const rate = /<Cube\s+currency=(["'])([A-Z]{3})\1\s+rate=(["'])(\d{1,9}(?:\.\d{1,10})?)\3\s*\/>/g;

/**
 * Reads the ECB's `eurofxref-daily.xml`. It is one fixed form, so it is read strictly and as text: one day, in it
 * nothing but rates, each currency once. Anything else is a `RatesFormatError`; no entity is ever resolved.
 */
export function readEcbRates(xml: string): RatesOfDay {
  if (/<!(?:DOCTYPE|ENTITY|\[CDATA\[)/i.test(xml)) throw new RatesFormatError("it has a document type of its own");
  if (!xml.includes(`"${vocabulary}"`)) throw new RatesFormatError(`it is not of the vocabulary ${vocabulary}`);
  const [found, ...more] = xml.matchAll(day);
  if (!found || more.length > 0) throw new RatesFormatError("it has not one day");
  const [, , asOf = "", body = ""] = found;
  if (!isDate(asOf)) throw new RatesFormatError(`${asOf} is no date`);
  const rest = body.replaceAll(rate, "").trim();
  if (rest !== "") throw new RatesFormatError(`what begins with "${rest.slice(0, 40)}" is no rate`);
  const perEur = new Map<string, string>();
  for (const [, , currency = "", , value = ""] of body.matchAll(rate)) {
    if (perEur.has(currency)) throw new RatesFormatError(`${currency} is there twice`);
    if (Number(value) <= 0) throw new RatesFormatError(`${currency} is worth nothing`);
    perEur.set(currency, value);
  }
  if (perEur.size === 0) throw new RatesFormatError("it has no rate");
  return { asOf, perEur };
}

/** A date that exists, written as such. */
function isDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}
