import { expect, test } from "vitest";
import { facts, link, paragraph } from "./blocks.ts";
import { compose } from "./compose.ts";
import { verifyEmailMail } from "./verify-email-mail.ts";

const mail = (title: string) =>
  compose({ subject: `Booked: ${title}`, heading: "Booked", blocks: [paragraph(title), facts([["Home", title]])] });

test("a title with markup is inert in HTML and unchanged in text", () => {
  const title = `<script>alert("1")</script> & 'co'`;
  const { html, text, subject } = mail(title);
  expect(html).not.toContain("<script");
  expect(html.split("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;")).toHaveLength(4);
  expect(text).toContain(`Home: ${title}`);
  expect(subject).toBe(`Booked: ${title}`);
});

test("a title with line breaks can add neither a header nor a line", () => {
  const { subject, text } = mail("Cabin\r\nBcc: eve@example.com\u2028\u0085\u0000\n\nYour account is locked");
  expect(subject).toBe("Booked: Cabin Bcc: eve@example.com Your account is locked");
  expect(text.split("\n").filter((line) => line.startsWith("Bcc") || line.startsWith("Your account"))).toEqual([]);
});

test("a title cannot turn the direction of what follows", () => {
  expect(mail("abc\u202Eevil\u2066").subject).toBe("Booked: abc evil");
});

test("letters and emoji of the world stay as they are", () => {
  expect(mail("Çatı katı 🏡 👩‍👩‍👧 東京").subject).toBe("Booked: Çatı katı 🏡 👩‍👩‍👧 東京");
});

test("a link is escaped in its attribute and whole in the text", () => {
  const url = `https://roost.example/a?b=1&c="d"`;
  const { html, text } = compose({ subject: "s", heading: "h", blocks: [link("Go", url)] });
  expect(html).toContain(`href="https://roost.example/a?b=1&amp;c=&quot;d&quot;"`);
  expect(text).toContain(`Go:\n${url}\n`);
});

test("the mail that confirms an address carries the link in both forms", () => {
  const { html, text } = verifyEmailMail("https://roost.example", "to_ken-1");
  expect(text).toContain("\nhttps://roost.example/verify-email?token=to_ken-1\n");
  expect(html).toContain(`href="https://roost.example/verify-email?token=to_ken-1"`);
  expect(text).toContain("24 hours");
  expect(text).toContain("If it was not you");
});
