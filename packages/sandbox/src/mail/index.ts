import { receiveMail } from "./receive.ts";
import { answer, type MailRequest, type MailResponse } from "./routes.ts";
import { openMailStore } from "./store.ts";

export interface MailInboxOptions {
  /** The preferred port; a free one is found if it is taken or absent. */
  readonly smtpPort?: number;
  /** Where the mails are kept; in memory if absent. */
  readonly file?: string;
}

export interface CaughtMail {
  readonly id: string;
  /** When it was received, RFC 3339. */
  readonly at: string;
  readonly from: string;
  /** Everyone it was sent to, blind copies too: the recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names only; the contents are not kept. */
  readonly attachments: readonly string[];
  readonly headers: readonly MailHeader[];
}

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

export interface MailFilter {
  readonly to?: string;
  /** At most this many, the newest. */
  readonly limit?: number;
}

export interface MailInbox {
  readonly smtpUrl: string;
  /** Answers GET /dev/mail (the page), GET /dev/mail/:id (one mail), GET and DELETE /dev/mail.json?to=. */
  handle(request: MailRequest): MailResponse;
  /** Newest first. */
  list(filter?: MailFilter): CaughtMail[];
  clear(filter?: MailFilter): void;
  close(): Promise<void>;
}

export async function startMailInbox(options: MailInboxOptions = {}): Promise<MailInbox> {
  const store = openMailStore(options.file);
  try {
    const receiver = await receiveMail((mail) => store.add(mail), options.smtpPort);
    return {
      smtpUrl: receiver.url,
      handle: (request) => answer(store, request),
      list: (filter) => store.list(filter),
      clear: (filter) => store.clear(filter),
      close: async () => {
        await receiver.close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
