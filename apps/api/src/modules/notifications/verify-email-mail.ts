import { link, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";

/** Anybody can type in a stranger's address, so nothing that he typed is in this mail. */
export const verifyEmailMail = (origin: string, token: string): MailContent =>
  compose({
    subject: "Confirm your e-mail address",
    heading: "Confirm your e-mail address",
    blocks: [
      paragraph("Somebody, we hope you, signed up at Roost with this address. Confirm it to sign in."),
      link("Confirm this address", `${origin}/verify-email?token=${encodeURIComponent(token)}`),
      paragraph("The link is valid for 24 hours and works once."),
      paragraph("If it was not you, do nothing and do not follow the link: without it nobody can use the account."),
    ],
  });
