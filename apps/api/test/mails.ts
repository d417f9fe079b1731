import { z } from "zod";
import { type TestApp, until } from "./app.ts";
import { send } from "./http.ts";

const Mails = z.array(z.object({ subject: z.string(), text: z.string(), html: z.string(), to: z.array(z.string()) }));
export type Mail = z.output<typeof Mails>[number];

/** What lies in somebody's mailbox now, newest first, as the sandbox shows it to anybody. */
export async function mailbox(app: TestApp, address: string): Promise<readonly Mail[]> {
  return Mails.parse((await send(app.origin, `GET /dev/mail.json?to=${encodeURIComponent(address)}`)).json);
}

/** The newest mail to somebody whose subject has these words in it, once it has come. */
export const mailAbout = (app: TestApp, address: string, words: string): Promise<Mail> =>
  until(`a mail to ${address} about ${words}`, async () =>
    (await mailbox(app, address)).find(({ subject }) => subject.toLowerCase().includes(words.toLowerCase())),
  );

/** The token in the link of the mail that asks to confirm an address. */
export async function tokenFromMail(app: TestApp, address: string): Promise<string> {
  const { text } = await mailAbout(app, address, "confirm your e-mail");
  return /token=([\w-]+)/.exec(text)?.[1] ?? "";
}
