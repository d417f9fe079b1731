import type { PaymentMethod, Receipt, ReceiptRefund } from "@roost/contract";

/** `3 July 2026, 14:05 UTC`. */
export const formatInstant = (instant: string): string =>
  `${Temporal.Instant.from(instant)
    .toZonedDateTimeISO("UTC")
    .toPlainDateTime()
    .toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" })
    .replace(" at ", ", ")} UTC`;

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

export const placeOf = ({ city, country }: Receipt["home"]): string => `${city}, ${regionNames.of(country) ?? country}`;

/** `Visa •••• 4242`. */
export const describeMethod = ({ brand, last4 }: PaymentMethod): string =>
  `${brand.charAt(0).toUpperCase()}${brand.slice(1)} •••• ${last4}`;

export const reasons: Readonly<Record<ReceiptRefund["reason"], string>> = {
  guest_cancelled: "Cancelled by the guest",
  host_cancelled: "Cancelled by the host",
  goodwill: "Goodwill",
  not_as_described: "Not as described",
  duplicate: "Charged twice",
  late_payment: "Paid when the booking had ended",
  other: "Other",
};

/** A refund that the bank sent back is tried again: to the reader it is under way. */
export const refundStates: Readonly<Record<ReceiptRefund["status"], string>> = {
  pending: "on its way",
  succeeded: "",
  failed: "on its way",
  cancelled: "cancelled",
};
