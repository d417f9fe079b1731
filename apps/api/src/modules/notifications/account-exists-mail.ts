import { paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";

/** Nothing of what the person typed who signed up: it may have been a stranger. */
export const accountExistsMail = (): MailContent =>
  compose({
    subject: "You have an account already",
    heading: "You have an account already",
    blocks: [
      paragraph("Somebody, perhaps you, tried to sign up at Roost with this address."),
      paragraph(
        "There is an account with it already, and nothing about it has changed. Sign in with this address and the password that you chose when you made it.",
      ),
      paragraph("If it was not you, there is nothing to do."),
    ],
  });
