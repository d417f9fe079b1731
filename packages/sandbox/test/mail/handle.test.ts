import { expect, test } from "vitest";
import { get, inbox, json, send } from "./support.ts";

test("the list has the agreed fields", async () => {
  const box = await inbox();
  await send(box, { subject: "Hi", html: "<i>Hi</i>", attachments: [{ filename: "a.txt", content: "a" }] });
  expect(json(box)).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      from: "stay@roost.test",
      to: ["ada@example.com"],
      subject: "Hi",
      text: expect.stringContaining("Hello"),
      html: expect.stringContaining("<i>Hi</i>"),
    },
  ]);
});

test("the filter takes the exact address in any case, a plus in it too", async () => {
  const box = await inbox();
  await send(box, { to: ["Ada@Example.com", "bob@example.com"], subject: "1" });
  await send(box, { to: "ada+test@example.com", subject: "2" });
  const subjects = (url: string) => box.list({ to: new URL(url, "http://x").searchParams.get("to") ?? "" });
  expect(subjects("?to=bob@example.com")).toHaveLength(1);
  expect(json(box, "/dev/mail.json?to=aDA@example.COM")).toMatchObject([{ subject: "1" }]);
  expect(json(box, "/dev/mail.json?to=ada+test@example.com")).toMatchObject([{ subject: "2" }]);
  expect(json(box, "/dev/mail.json?to=ada%2Btest@example.com")).toMatchObject([{ subject: "2" }]);
  expect(json(box, "/dev/mail.json?to=example.com")).toEqual([]);
  expect(json(box, "/dev/mail.json?to=")).toHaveLength(2);
  expect(json(box, "/dev/mail.json?limit=1")).toMatchObject([{ subject: "2" }]);
});

test("DELETE empties the inbox, or that of one address", async () => {
  const box = await inbox();
  await send(box, { to: "ada@example.com" });
  await send(box, { to: "bob@example.com" });
  const one = box.handle({ method: "DELETE", url: "/dev/mail.json?to=ADA@example.com" });
  expect(one).toMatchObject({ status: 204, body: "" });
  expect(json(box)).toMatchObject([{ to: ["bob@example.com"] }]);
  expect(box.handle({ method: "DELETE", url: "/dev/mail.json" }).status).toBe(204);
  expect(json(box)).toEqual([]);
});

test("a subject, a text and an attachment with markup are inert", async () => {
  const box = await inbox();
  const evil = "</title></pre><script>alert(1)</script>";
  await send(box, { subject: evil, text: evil, attachments: [{ filename: `${evil}.txt`, content: "a" }] });
  const [mail] = box.list();
  expect(mail?.subject).toBe(evil);
  expect(get(box, `/dev/mail/${mail?.id}`)).not.toContain("<script>");
  expect(get(box, "/dev/mail")).not.toContain("alert(1)");
  expect(box.handle({ method: "GET", url: "/dev/mail.json" }).headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
});

test("a mail's own markup is shown in a sandbox without scripts, its links in a new tab", async () => {
  const box = await inbox();
  await send(box, { html: '<script>alert(1)</script><a href="https://roost.test/in">In</a>' });
  const { headers, body } = box.handle({ method: "GET", url: `/dev/mail/${box.list()[0]?.id}` });
  const policy = (headers["content-security-policy"] ?? "").split("; ");
  expect(policy).toContain("sandbox allow-popups allow-popups-to-escape-sandbox");
  expect(policy).toContain("default-src 'none'");
  expect(policy.some((rule) => rule.startsWith("script-src"))).toBe(false);
  expect(body).toContain('<base target="_blank">');
  expect(body).toContain('<a href="https://roost.test/in">In</a>');
});

test("addresses in a plain text become links", async () => {
  const box = await inbox();
  await send(box, { text: 'Open <https://roost.test/in?a=1&b="2> now' });
  const body = get(box, `/dev/mail/${box.list()[0]?.id}`);
  expect(body).toContain('<a href="https://roost.test/in?a=1&#38;b=">');
});

test("the page runs its own script only, and brings everything with it", async () => {
  const { headers, body } = (await inbox()).handle({ method: "GET", url: "/dev/mail" });
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1];
  expect(body).toContain(`<script nonce="${nonce}">`);
  expect(body).not.toMatch(/https?:\/\//);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test("what is not there is not found, and other methods are not taken", async () => {
  const box = await inbox();
  const status = (method: string, url: string) => box.handle({ method, url }).status;
  expect(status("GET", "/dev/mail/99")).toBe(404);
  expect(status("GET", "/dev/mail/a'b")).toBe(404);
  expect(status("GET", "/other")).toBe(404);
  expect(status("GET", "//")).toBe(404);
  expect(status("POST", "/dev/mail")).toBe(405);
  expect(box.handle({ method: "PUT", url: "/dev/mail.json" })).toMatchObject({
    status: 405,
    headers: { allow: "GET, DELETE" },
  });
});
