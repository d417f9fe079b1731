import type { User } from "@roost/contract";
import type { House } from "../../platform/port.ts";
import { envPort } from "../../platform/settings.ts";
import type { Sql } from "../../platform/sql.ts";
import { findUser, isReachable } from "../users/index.ts";
import type { MailContent } from "./compose.ts";
import { mailerPort } from "./ports.ts";
import { singleLine } from "./single-line.ts";

/** Where a job works: outside of any transaction. */
export interface JobSite {
  readonly house: House;
  readonly sql: Sql;
}

export interface Notification {
  /** The event, or the mail's own id where no event causes it. */
  readonly eventId: string;
  readonly kind: string;
  readonly userId: string;
  /** Called once it is certain that the mail goes out now. */
  write(to: User): MailContent | Promise<MailContent>;
}

/** Sends one mail about one event to one person, however often and by however many workers it is asked for. */
export async function sendNotification(at: JobSite, notification: Notification): Promise<void> {
  const to = await findUser(at.sql, notification.userId);
  if (!to || !isReachable(to)) return;
  const since = await lease(at.sql, notification);
  if (since === "sent") return;
  try {
    const content = await notification.write(to);
    const recipient = { name: nameOf(to), address: to.email };
    await mailerPort.from(at).send({ to: recipient, messageId: messageId(at, notification), ...content });
  } catch (error) {
    await release(at.sql, notification, since);
    throw withoutAddress(error);
  }
  await at.sql.run("notification_sent", sentText, keyOf(notification));
}

/** One that fails does not keep the others back; the job is tried again and skips those that were sent. */
export async function sendAll(at: JobSite, notifications: readonly Notification[]): Promise<void> {
  const sent = await Promise.allSettled(notifications.map((notification) => sendNotification(at, notification)));
  for (const result of sent) if (result.status === "rejected") throw result.reason;
}

/**
 * Takes the mail for us, for as long as SMTP may take, without holding a transaction meanwhile: the row's creation is
 * the begin of the lease, and whoever finds an old one whose worker died begins anew.
 */
async function lease(sql: Sql, notification: Notification): Promise<string> {
  const taken = await sql.one<{ since: string }>("notification_lease", leaseText, keyOf(notification));
  if (taken) return taken.since;
  const known = await sql.one<{ sent: boolean }>("notification_state", stateText, keyOf(notification));
  if (known?.sent) return "sent";
  throw new Error("another worker is sending this mail");
}

const release = (sql: Sql, notification: Notification, since: string): Promise<number> =>
  sql.run("notification_release", releaseText, [...keyOf(notification), since]);

const keyOf = ({ eventId, userId, kind }: Notification) => [eventId, userId, kind];

/** A name that was never confirmed is a stranger's text: it stays out of the mail's head too. */
const nameOf = (to: User): string => (to.emailVerified ? singleLine(`${to.firstName} ${to.lastName}`) : "");

/** Always the same for the same mail: a mailbox that gets it twice shows it once. */
function messageId(at: JobSite, { kind, userId, eventId }: Notification): string {
  const host = /@([\w.-]+)/.exec(envPort.from(at).MAIL_FROM)?.[1] ?? "localhost";
  return `<${kind}.${userId}.${eventId}@${host}>`;
}

/** Mail servers quote the recipient when they refuse: logs and job tables must not. */
function withoutAddress(error: unknown): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "no code";
  const reply = error instanceof Error && "responseCode" in error ? String(error.responseCode) : "no reply";
  return new Error(`the mail was not sent (${code}, ${reply})`);
}

const leaseText = `
  insert into notification (event_id, user_id, kind, created_at) values ($1, $2, $3, now())
  on conflict (event_id, user_id, kind) do update set created_at = excluded.created_at
    where notification.sent_at is null and notification.created_at < now() - interval '2 minutes'
  returning created_at as since`;

const stateText = `
  select sent_at is not null as sent from notification where event_id = $1 and user_id = $2 and kind = $3`;

const sentText = `
  update notification set sent_at = now() where event_id = $1 and user_id = $2 and kind = $3 and sent_at is null`;

const releaseText = `
  delete from notification
  where event_id = $1 and user_id = $2 and kind = $3 and created_at = $4 and sent_at is null`;
