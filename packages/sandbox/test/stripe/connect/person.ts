import type { Stripe } from "stripe";
import { expect } from "vitest";

/** What a person does with an address of the sandbox: open it, and press the button that reads so. */
export async function press(address: string, label: string, fields: Record<string, string> = {}): Promise<Response> {
  const shown = await fetch(address, { redirect: "manual" });
  const value = new RegExp(`name="action" value="(\\w+)">${label}<`).exec(await shown.text())?.[1];
  expect(value, `a button ${label} at ${address}`).toBeDefined();
  return fetch(address, {
    method: "POST",
    body: new URLSearchParams({ ...fields, action: String(value) }),
    redirect: "manual",
  });
}

export const REFRESH_URL = "https://roost.example/again";
export const RETURN_URL = "https://roost.example/back?host=h1";

export async function openLink(stripe: Stripe, account: string): Promise<string> {
  const { url } = await stripe.accountLinks.create({
    account,
    type: "account_onboarding",
    refresh_url: REFRESH_URL,
    return_url: RETURN_URL,
  });
  return url;
}

export const express: Stripe.AccountCreateParams = {
  type: "express",
  country: "NO",
  email: "host@roost.example",
  capabilities: { transfers: { requested: true } },
};

/** A connected account whose person has pressed that button. */
export async function onboarded(
  stripe: Stripe,
  params: Stripe.AccountCreateParams = {},
  button = "Complete onboarding",
): Promise<string> {
  const { id } = await stripe.accounts.create({ ...express, ...params });
  await press(await openLink(stripe, id), button);
  return id;
}
