import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";
import { dummyHash, hashPassword, isOutdated, verifyPassword } from "./passwords.ts";

test("a password opens its own hash and no other", async () => {
  const stored = await hashPassword("correct horse battery");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword("correct horse battery", stored)).toBe(true);
  expect(await verifyPassword("correct horse batterz", stored)).toBe(false);
});

test("the same letters typed on another keyboard are the same password", async () => {
  const stored = await hashPassword("caf\u00e9 au lait");
  expect(await verifyPassword("cafe\u0301 au lait", stored)).toBe(true);
});

test("nobody's password is never right, and costs as much as a real one", async () => {
  expect(await verifyPassword("anything", undefined)).toBe(false);
  expect(isOutdated(dummyHash)).toBe(false);
});

test("a hash of another cost is outdated", async () => {
  expect(isOutdated(await hashPassword("correct horse battery"))).toBe(false);
  expect(isOutdated(await hash("x", { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(true);
  expect(isOutdated(await hash("x", { memoryCost: 19_456, timeCost: 3, parallelism: 1 }))).toBe(true);
});

test("a burst of hashes beyond the queue is refused, and the rest are done", async () => {
  const results = await Promise.allSettled(Array.from({ length: 70 }, () => verifyPassword("burst", undefined)));
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(4);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "service.unavailable" });
});

test("common passwords are known in any mixture of capitals", () => {
  for (const password of ["password", "PassWord123", "12345678", "1qaz2wsx", "ILoveYou"]) {
    expect(isCommonPassword(password)).toBe(true);
  }
  for (const password of ["correct horse battery", "en fjord til frokost"]) {
    expect(isCommonPassword(password)).toBe(false);
  }
});
