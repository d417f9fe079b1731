import { type Answer, type Call, type Operation, ok } from "../context.ts";
import { newId } from "../ids.ts";
import { choice, type Parameter, text } from "../parameters.ts";
import { url } from "../payment-intent-parameters.ts";
import { invalid } from "../refusal.ts";
import { findAccount } from "./accounts.ts";
import type { Link } from "./links.ts";
import type { Account } from "./objects.ts";
import { refused } from "./refused.ts";

const LIFE_SECONDS = 300;
export const LINK_PATH = "/test/connect/";

const ofAccount = text("account");
const refreshUrl = webUrl("refresh_url");
const returnUrl = webUrl("return_url");
const linkType = choice("type", ["account_onboarding", "account_update"]);

export const accountLinkOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/account_links",
    accepts: [ofAccount, refreshUrl, returnUrl, linkType],
    run: createAccountLink,
  },
  {
    method: "POST",
    path: "/v1/accounts/{account}/login_links",
    accepts: [],
    run: createLoginLink,
  },
];

function createAccountLink(call: Call): Answer {
  const { parameters, now } = call;
  const account = findAccount(call, parameters.need(ofAccount));
  const wanted = parameters.need(linkType);
  const allowed = typesFor(account);
  if (!allowed.includes(wanted)) {
    throw invalid(`Valid types for this account are ${JSON.stringify(allowed)}`, { param: "type" });
  }
  const link: Link = {
    token: newId("link", 32),
    account: account.id,
    purpose: wanted === "account_onboarding" ? "onboarding" : "update",
    refreshUrl: parameters.need(refreshUrl),
    returnUrl: parameters.need(returnUrl),
    expiresAt: now + LIFE_SECONDS,
  };
  call.world.links.add(link);
  return ok({ object: "account_link", created: now, expires_at: link.expiresAt, url: addressOf(call, link) });
}

/** To those with a dashboard of Stripe's, an update is done there, or by another onboarding. */
function typesFor({ controller }: Account): readonly string[] {
  const isAsked = controller.requirement_collection === "application";
  return isAsked ? ["account_onboarding", "account_update"] : ["account_onboarding"];
}

function createLoginLink(call: Call): Answer {
  const account = findAccount(call, call.id);
  if (account.controller.stripe_dashboard.type !== "express") {
    throw refused("Cannot create a login link for an account that has no access to the Express Dashboard.");
  }
  if (!account.details_submitted) {
    throw refused("Cannot create a login link for an account that has not completed onboarding.");
  }
  const link: Link = {
    token: newId("link", 32),
    account: account.id,
    purpose: "dashboard",
    refreshUrl: null,
    returnUrl: null,
    expiresAt: call.now + LIFE_SECONDS,
  };
  call.world.links.add(link);
  return ok({ object: "login_link", created: call.now, url: addressOf(call, link) });
}

function addressOf({ world }: Call, { token }: Link): string {
  return `${world.url()}${LINK_PATH}${token}`;
}

/** A browser is sent there, so that other schemes than the web's are none. */
function webUrl(name: string): Parameter<string> {
  const address = url(name);
  return {
    name,
    read(value, path) {
      const found = address.read(value, path);
      if (/^https?:$/.test(new URL(found).protocol)) return found;
      throw invalid("Not a valid URL", { code: "url_invalid", param: path });
    },
  };
}
