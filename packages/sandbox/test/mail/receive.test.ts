import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { startMailInbox } from "../../src/mail/index.ts";
import { inbox, send } from "./support.ts";

test("a mail arrives with its subject, both bodies and its headers", async () => {
  const box = await inbox();
  await send(box, {
    subject: "Grüße 🏡 aus Zürich — 東京",
    text: "Schöne Tage",
    html: "<p>Schöne <b>Tage</b></p>",
    headers: { "X-Booking": "b_1" },
  });
  const [mail] = box.list();
  expect(mail).toMatchObject({
    from: "stay@roost.test",
    to: ["ada@example.com"],
    subject: "Grüße 🏡 aus Zürich — 東京",
    html: expect.stringContaining("<p>Schöne <b>Tage</b></p>"),
    text: expect.stringContaining("Schöne Tage"),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(mail?.headers).toContainEqual({ name: "X-Booking", value: "b_1" });
});

test("every recipient is kept, blind copies too", async () => {
  const box = await inbox();
  await send(box, { to: ["ada@example.com", "Bob <bob@example.com>"], cc: "cy@example.com", bcc: "di@example.com" });
  expect(box.list()).toHaveLength(1);
  expect(box.list()[0]?.to.toSorted()).toEqual([
    "ada@example.com",
    "bob@example.com",
    "cy@example.com",
    "di@example.com",
  ]);
});

test("an attachment is named, not kept", async () => {
  const box = await inbox();
  await send(box, { attachments: [{ filename: "rechnung für.pdf", content: Buffer.alloc(5000, 1) }] });
  expect(box.list()[0]).toMatchObject({ attachments: ["rechnung für.pdf"], text: expect.stringContaining("Hello") });
});

test("a mail that comes twice is there twice, the newest first", async () => {
  const box = await inbox();
  await send(box, { subject: "one", messageId: "<same@roost.test>" });
  await send(box, { subject: "two", messageId: "<same@roost.test>" });
  expect(box.list().map(({ subject }) => subject)).toEqual(["two", "one"]);
});

test("a client with a user and a password is let in", async () => {
  const box = await inbox();
  const transport = createTransport(box.smtpUrl.replace("smtp://", "smtp://roost:secret@"));
  await transport.sendMail({ from: "a@roost.test", to: "b@example.com", text: "Hi" });
  expect(box.list()).toHaveLength(1);
});

test("a mail over 10 MB is refused, and the next one is taken", async () => {
  const box = await inbox();
  const huge = send(box, { attachments: [{ filename: "huge.bin", content: Buffer.alloc(11 * 1024 * 1024) }] });
  await expect(huge).rejects.toMatchObject({ responseCode: 552 });
  await send(box, { subject: "small" });
  expect(box.list().map(({ subject }) => subject)).toEqual(["small"]);
});

test("mails in a file outlive a restart, for their owner's eyes only", async () => {
  const dir = await mkdtemp(join(tmpdir(), "roost-mail-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = join(dir, "deep", "mail.sqlite");
  const first = await startMailInbox({ file });
  await send(first, { subject: "stays" });
  const before = first.list();
  await first.close();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const second = await inbox({ file });
  expect(second.list()).toEqual(before);
  second.clear();
  await send(second, { subject: "later" });
  expect(Number(second.list()[0]?.id)).toBeGreaterThan(Number(before[0]?.id));
});

test("the preferred port is used, or a free one if it is taken", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const elsewhere = await startMailInbox({ smtpPort: port });
  const free = Number(new URL(elsewhere.smtpUrl).port);
  expect(free).not.toBe(port);
  await send(elsewhere, {});
  await elsewhere.close();
  expect((await inbox({ smtpPort: free })).smtpUrl).toBe(`smtp://127.0.0.1:${free}`);
});

test("closing does not wait for an idle pooled connection", async () => {
  const box = await startMailInbox();
  const transport = createTransport({ url: box.smtpUrl, pool: true });
  onTestFinished(() => transport.close());
  await transport.sendMail({ from: "a@roost.test", to: "b@example.com", text: "Hi" });
  const before = performance.now();
  await box.close();
  expect(performance.now() - before).toBeLessThan(2000);
});
