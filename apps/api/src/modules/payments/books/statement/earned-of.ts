import type { CurrencyCode } from "@roost/contract";
import { type GoneBack, type PaymentLine, sharesOf } from "../../payment-lines.ts";

export interface Earned {
  /** What a host earned before our fee. */
  readonly grossMinor: number;
  readonly feeMinor: number;
}

/**
 * What was earned, told apart into the host's lines and our fee on them. `netMinor` is what the books say: where the
 * lines of today do not come to it, it is told in one.
 */
export function earnedOf(
  lines: readonly PaymentLine[],
  gone: GoneBack,
  { currency, netMinor }: { readonly currency: CurrencyCode; readonly netMinor: number },
): Earned {
  const { payeeMinor } = sharesOf(lines, gone, currency);
  if (payeeMinor !== netMinor) return { grossMinor: netMinor, feeMinor: 0 };
  const withoutFee = lines.filter(({ payer }) => payer === "guest");
  const grossMinor = sharesOf(withoutFee, gone, currency).payeeMinor;
  return { grossMinor, feeMinor: grossMinor - netMinor };
}
