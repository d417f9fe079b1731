import { type CurrencyCode, LineItemKind, type Payment, type PaymentStatus } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { newId } from "../../platform/ids.ts";
import { inOrder } from "../../platform/in-order.ts";
import { Port } from "../../platform/port.ts";
import type { Sql } from "../../platform/sql.ts";
import { type Entry, isBalanced, type PaymentFacts, type Posting, type Progress } from "./ledger.ts";
import { addUp, LinePart, PaymentLine } from "./payment-lines.ts";

/**
 * Locks what the payment is for, before the payment: whoever owns the reference locks in that order, too. The lock is
 * the first statement that it sends, and it sends it at once: the payment's own lock follows without waiting.
 */
export const lockReferencePort = new Port<(scope: CommandScope, reference: string) => Promise<void>>(
  "payments.lockReference",
);

export interface PaymentRow {
  readonly id: string;
  readonly reference: string;
  readonly payer_id: string;
  readonly payee_id: string;
  readonly provider_ref: string | null;
  readonly provider_charge: string | null;
  readonly client_secret: string | null;
  readonly currency: CurrencyCode;
  readonly settle_currency: CurrencyCode;
  readonly lines: unknown;
  readonly amount_minor: number;
  readonly captured_minor: number;
  readonly refunded_minor: number;
  readonly refunding_minor: number;
  readonly disputed_minor: number;
  readonly capture_method: "automatic" | "manual";
  readonly capture_by: string | null;
  readonly status: PaymentStatus;
  readonly pay_by: string;
  readonly closed_at: string | null;
  readonly earned_at: string | null;
  readonly method: unknown;
  readonly created_at: string;
  readonly charges: readonly ChargeRow[];
}

export interface ChargeRow {
  readonly id: string;
  readonly status: Payment["charges"][number]["status"];
  readonly amount: number;
  readonly failureCode: string | null;
  readonly createdAt: string;
}

export const paymentColumns = `p.*, coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'status', c.status,
  'amount', c.amount_minor, 'failureCode', c.failure_code, 'createdAt', c.created_at) order by c.id)
  from charge c where c.payment_id = p.id), '[]') as charges`;

export const findPayment = (sql: Sql, id: string): Promise<PaymentRow | undefined> =>
  sql.one<PaymentRow>("payment_find", `select ${paymentColumns} from payment p where p.id = $1`, [id]);

/** Several payments in the order of their ids. */
export const findPayments = async (sql: Sql, ids: readonly string[]): Promise<(PaymentRow | undefined)[]> =>
  inOrder(
    ids,
    await sql.all<PaymentRow>(
      "payment_find_many",
      `select ${paymentColumns} from payment p where p.id = any($1::uuid[])`,
      [ids],
    ),
  );

/** Locks the reference and then its payment; undefined where there is none. */
export async function lockPayment(scope: CommandScope, reference: string): Promise<PaymentRow | undefined> {
  const { sql } = scope;
  // One round trip: they travel together, and the connection does one after the other. What is read last is as it is
  // once both locks are ours.
  const [, , payment] = await Promise.all([
    lockReferencePort.from(scope)(scope, reference),
    sql.one("payment_lock", "select 1 from payment where reference = $1 for update", [reference]),
    sql.one<PaymentRow>("payment_by_reference", `select ${paymentColumns} from payment p where p.reference = $1`, [
      reference,
    ]),
  ]);
  return payment;
}

/** Attempts that are under way, in SQL. */
export const underWay = "('processing', 'requires_action', 'authorized')";

/** The attempt that is under way, if there is one; a unique index lets there be no second. */
export const openCharge = (payment: PaymentRow): ChargeRow | undefined =>
  payment.charges.find(({ status }) => ["processing", "requires_action", "authorized"].includes(status));

export const factsOf = (payment: PaymentRow): PaymentFacts => ({
  payeeId: payment.payee_id,
  lines: PaymentLine.array().parse(payment.lines),
  currency: payment.currency,
  settleCurrency: payment.settle_currency,
});

/** How far a locked payment's money has come, by what the ledger was told. */
export async function progressOf(sql: Sql, payment: PaymentRow): Promise<Progress> {
  const rows = await sql.all<{ part: unknown }>("payment_gone_back", goneBackText, [payment.id]);
  return {
    capturedMinor: payment.captured_minor,
    goneBack: addUp(rows.map(({ part }) => LinePart.parse(part))),
    isEarned: payment.earned_at !== null,
  };
}

const goneBackText = `
  select jsonb_array_elements(r.lines) as part from refund r
  where r.payment_id = $1 and r.provider_ref is not null and r.status in ('pending', 'succeeded')
  union all
  select jsonb_array_elements(c.lines) from chargeback c where c.payment_id = $1 and c.status = 'lost'`;

export interface Attempts {
  /** Changes whenever an attempt begins or moves. */
  readonly mark: string;
  /** We are asking the provider right now: the answer to that is on its way. */
  readonly asking: boolean;
}

/** What we know of a payment's attempts, by the provider's id or ours. */
export const findAttempts = (sql: Sql, providerRef: string, paymentId: string | null): Promise<Attempts | undefined> =>
  sql.one<Attempts>("payment_attempts", attemptsText, [providerRef, paymentId]);

const attemptsText = `
  select coalesce((select string_agg(c.id || ' ' || c.status, ',' order by c.id) from charge c where c.payment_id = p.id), '') as mark,
    exists (select from provider_call w where w.status = 'running' and w.work = 'payments.start'
      and w.intent::jsonb ->> 'paymentId' = p.id::text) as asking
  from payment p where p.provider_ref = $1 or p.id = $2::uuid limit 1`;

/** Books a posting, once by its business key: false where it was booked before. One of nothing is not booked. */
export async function post({ sql, now }: CommandScope, posting: Posting): Promise<boolean> {
  if (!isBalanced(posting.entries)) throw new Error(`${posting.businessKey} does not sum to zero`);
  if (posting.entries.length === 0) return false;
  const id = newId();
  const entries = posting.entries.map((entry: Entry) => ({ id: newId(), ...entry }));
  const written = await sql.run(
    "ledger_post",
    `with t as (insert into ledger_transaction (id, business_key, reference, source, at) values ($1, $2, $3, $4, $5)
       on conflict (business_key) do nothing returning id)
     insert into ledger_entry (id, transaction_id, account, holder_id, currency, amount_minor)
     select e.id, t.id, e.account, e."holderId", e.currency, e."amountMinor"
     from t, jsonb_to_recordset($6::jsonb) as e (id uuid, account text, "holderId" uuid, currency text, "amountMinor" bigint)`,
    [id, posting.businessKey, posting.reference, posting.source, now, JSON.stringify(entries)],
  );
  return written > 0;
}

/** A payment as its parties see it. */
export function toPayment(row: PaymentRow): Payment {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const { captured_minor: captured, refunding_minor: refunding, disputed_minor: disputed } = row;
  return {
    id: row.id,
    bookingId: row.reference,
    provider: "stripe",
    providerRef: row.provider_ref,
    amount: money(row.amount_minor),
    status: row.status,
    captureMethod: row.capture_method,
    captureBy: row.status === "authorized" ? row.capture_by : null,
    refundedAmount: money(row.refunded_minor),
    refundableAmount: money(captured - refunding - disputed),
    disputedAmount: money(disputed),
    lines: factsOf(row).lines.flatMap(({ line, kind, payer, payee, amountMinor }) =>
      payer === "guest" ? [{ line, kind: LineItemKind.parse(kind), payee, amount: money(amountMinor) }] : [],
    ),
    charges: row.charges.map(({ amount, createdAt, ...charge }) => ({
      ...charge,
      amount: money(amount),
      createdAt: new Date(createdAt).toISOString(),
    })),
    createdAt: row.created_at,
  };
}
