/**
 * A decimal as text, in integer minor units of a currency with so many digits: `("2200.8", 2)` is 220080. No binary
 * fractions on the way. Null for anything that is not such a number, or that has more digits than the currency.
 */
export function decimalToMinor(text: string, digits: number): number | null {
  const [, whole = "", fraction = ""] = /^(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") return null;
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > digits) return null;
  const minor = Number(whole + significant.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}
