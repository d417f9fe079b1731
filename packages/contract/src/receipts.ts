import { z } from "zod";
import { Guests, LineDiscount, LineItemKind, RateSource } from "./bookings.ts";
import { Country, Id, Instant, LocalDate } from "./fields.ts";
import { Currency, Money } from "./money.ts";
import { PaymentMethod, PaymentPayee, PaymentStatus } from "./payments.ts";
import { RefundLine, RefundReason, RefundStatus } from "./refunds.ts";

/** One line of a receipt, in the home's currency and in what the guest paid with. */
export const ReceiptLine = z
  .object({
    line: z.int().min(0).describe("Its place in the booking's lineItems, from 0."),
    kind: LineItemKind,
    quantity: z.int().min(1),
    unit: Money.describe("For one of quantity, in the home's currency, before the discount."),
    price: Money.describe("In the home's currency, less the discount."),
    discount: LineDiscount.optional(),
    name: z.string().optional().describe("What a tax is called where it is due."),
    amount: Money.describe("What the guest paid for it; 0 for what the host pays out of his share."),
    payer: z.enum(["guest", "host"]).meta({ id: "PaymentPayer" }),
    payee: PaymentPayee,
    rule: z.string(),
    version: z.int().min(1),
  })
  .meta({ id: "ReceiptLine" });
export type ReceiptLine = z.output<typeof ReceiptLine>;

/** The exchange rate that held for a booking. */
export const ReceiptExchange = z
  .object({
    currency: Currency.describe("The home's: one of it was worth `rate` of what the guest paid with."),
    rate: z.string(),
    source: RateSource,
    at: Instant,
  })
  .meta({ id: "ReceiptExchange" });

/** What went back, and the credit note that says so. */
export const ReceiptRefund = z
  .object({
    refundId: Id,
    number: z.string().nullable().describe("Of its credit note, for example 2026-000124; null until it is issued."),
    issuedAt: Instant.nullable(),
    status: RefundStatus,
    amount: Money,
    lines: z.array(RefundLine),
    reason: RefundReason,
    note: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: "ReceiptRefund" });
export type ReceiptRefund = z.output<typeof ReceiptRefund>;

/** What the bank of the guest's card took back for him, for good: a chargeback that was lost. It has no credit note. */
export const ReceiptChargeback = z
  .object({
    amount: Money.describe("Of what was paid; what a bank takes beyond that is on no receipt."),
    lines: z.array(RefundLine),
    at: Instant.describe("When the bank decided."),
  })
  .meta({ id: "ReceiptChargeback" });
export type ReceiptChargeback = z.output<typeof ReceiptChargeback>;

/** What the host gets of a payment, in the home's currency: gross - fee - refunded = net. */
export const ReceiptEarnings = z
  .object({
    gross: Money.describe("The lines that the guest paid for him."),
    fee: Money.describe("What he pays Roost of it."),
    refunded: Money.describe("What refunds, and chargebacks that he bears, took from his share."),
    net: Money,
  })
  .meta({ id: "ReceiptEarnings" });

/**
 * The receipt of a captured payment, as it was issued: names, home, dates and lines are those of then. Refunds are as
 * they stand now, each with its credit note, and so are chargebacks that were lost. The guest sees the lines that he paid; the host his own, what he pays of
 * them and what he earns; operators all of it.
 */
export const Receipt = z
  .object({
    paymentId: Id,
    bookingId: Id,
    number: z
      .string()
      .nullable()
      .describe("For example 2026-000123, without gaps in a year; null for the moment until it is issued."),
    issuedAt: Instant.nullable(),
    audience: z.enum(["guest", "host", "operator"]).meta({ id: "ReceiptAudience" }).describe("Who reads it."),
    status: PaymentStatus,
    guest: z.string(),
    host: z.string().describe("To the guest his first name only."),
    home: z.object({ title: z.string(), city: z.string(), country: Country }).meta({ id: "ReceiptHome" }),
    checkIn: LocalDate,
    checkOut: LocalDate,
    guests: Guests,
    lines: z.array(ReceiptLine),
    total: Money.describe("What the guest paid."),
    taxes: Money.describe("Of the total."),
    exchange: ReceiptExchange.nullable().describe("Where the guest paid in another currency than the home's."),
    method: PaymentMethod.nullable().describe("To the guest and operators, where the provider says."),
    paidAt: Instant,
    refunds: z.array(ReceiptRefund),
    refunded: Money.describe("What has gone back."),
    chargebacks: z.array(ReceiptChargeback),
    chargedBack: Money.describe("What banks took back for the guest."),
    remaining: Money.describe("total - refunded - chargedBack."),
    earnings: ReceiptEarnings.nullable().describe("To the host and operators."),
  })
  .meta({ id: "Receipt" });
export type Receipt = z.output<typeof Receipt>;
