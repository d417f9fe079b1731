import { type CurrencyCode, currencyCodes, granularityOf, splitMinor } from "@roost/contract";
import fc from "fast-check";
import { newId } from "../../platform/ids.ts";
import type { PaymentFacts } from "./ledger.ts";
import type { PaymentLine } from "./payment-lines.ts";

const currency = fc.constantFrom<CurrencyCode>(...currencyCodes);

/** For tests: a price in two currencies: what the guest pays is split over his lines, as a quote does it. */
export const somePayment = fc
  .record({
    paid: currency,
    settled: currency,
    steps: fc.integer({ min: 4, max: 5_000_000 }),
    host: fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 3 }),
    platform: fc.integer({ min: 0, max: 300_000 }),
    tax: fc.integer({ min: 0, max: 300_000 }),
    hostFeeBps: fc.integer({ min: 0, max: 2_000 }),
    same: fc.boolean(),
  })
  .map(({ paid, settled, steps, host, platform, tax, hostFeeBps, same }): PaymentFacts => {
    const settleCurrency = settled;
    const payCurrency = same ? settled : paid;
    const [stepL, stepP] = [granularityOf(settleCurrency), granularityOf(payCurrency)];
    const settle = [...host, platform, tax].map((amount) => amount * stepL);
    const amounts = same ? settle : splitMinor(steps * stepP, settle, stepP);
    const payees = [...host.map(() => "host" as const), "platform" as const, "tax" as const];
    const guest: PaymentLine[] = payees.map((payee, line) => ({
      ...{ line, kind: payee, payer: "guest", payee },
      ...{ amountMinor: amounts[line] ?? 0, settleMinor: settle[line] ?? 0 },
    }));
    const hostFee = Math.floor((host.reduce((sum, one) => sum + one, 0) * hostFeeBps) / 10_000) * stepL;
    const fee: PaymentLine = {
      ...{ line: guest.length, kind: "host_fee", payer: "host", payee: "platform" },
      ...{ amountMinor: 0, settleMinor: hostFee },
    };
    return { payeeId: newId(), lines: [...guest, fee], currency: payCurrency, settleCurrency };
  });

/** What the guest pays. */
export const totalOf = ({ lines }: PaymentFacts): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
