import fc from "fast-check";
import { expect, test } from "vitest";
import { readReceiptToken, receiptLink, receiptToken } from "./receipt-link.ts";

const secret = "a test's secret, of 32 characters";
const paymentId = "0199b9a0-0000-7000-8000-000000000004";

test("a link carries the payment and nothing else", () => {
  const link = receiptLink("https://roost.example", secret, paymentId);
  expect(link).toMatch(/^https:\/\/roost\.example\/receipts\/[\w-]{22}\.[\w-]{22}$/);
  expect(link).not.toContain(paymentId);
});

test("every payment's token reads as that payment, with the same secret only", () => {
  const reads = fc.property(fc.uuid(), fc.string(), (id, other) => {
    const token = receiptToken(secret, id);
    return readReceiptToken(secret, token) === id && readReceiptToken(`${secret}${other}!`, token) === undefined;
  });
  expect(fc.check(reads)).toMatchObject({ failed: false });
});

test("a token that was edited, cut or made up reads as nothing", () => {
  const token = receiptToken(secret, paymentId);
  for (const [at, letter] of token.split("").entries()) {
    const edited = `${token.slice(0, at)}${letter === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    expect(readReceiptToken(secret, edited), edited).toBeUndefined();
    expect(readReceiptToken(secret, token.slice(0, at))).toBeUndefined();
  }
  for (const made of ["", ".", "..", `${token}A`, `${token}.`, "a.b", token.split(".").toReversed().join(".")]) {
    expect(readReceiptToken(secret, made), made).toBeUndefined();
  }
});
