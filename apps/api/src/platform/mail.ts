import { createTransport } from "nodemailer";

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every repetition of the same mail, so that a mailbox shows it once. */
  readonly messageId: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Mail by SMTP. Addresses go as objects: nodemailer would split a string that smuggles in a second one. */
export function createMailer(options: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, messageId, ...content }) {
      if (/[\r\n\0]/.test(to.address + to.name)) throw new Error("a mail address must not contain line breaks");
      await transport.sendMail({ from: options.from, to: [to], messageId, ...content });
    },
    close: () => transport.close(),
  };
}
