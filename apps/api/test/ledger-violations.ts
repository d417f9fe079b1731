/** What makes the query about the ledger's sums find something. */
export const zeroSumViolations: Readonly<Record<string, readonly string[]>> = {
  "ledger.zero_sum": [
    `update ledger_entry set amount_minor = amount_minor + 1 where account = 'guest_held'`,
    `update ledger_entry set currency = 'EUR' where account = 'guest_held'`,
    `delete from ledger_entry`,
  ],
};
