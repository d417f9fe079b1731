import { boolean, choice, hash, integer, metadataParameter, type Parameter, text, texts } from "./parameters.ts";
import { invalid } from "./refusal.ts";

export const amount = integer("amount", { min: 1 });
export const amountToCapture = integer("amount_to_capture", { min: 1 });
export const enabled = boolean("enabled");
export const allowRedirects = choice("allow_redirects", ["always", "never"]);
export const automaticPaymentMethods = hash("automatic_payment_methods", [enabled, allowRedirects]);
export const cancellationReason = choice("cancellation_reason", [
  "duplicate",
  "fraudulent",
  "requested_by_customer",
  "abandoned",
]);
export const captureMethod = choice("capture_method", ["automatic", "automatic_async", "manual"]);
export const clientSecret = text("client_secret");
export const confirmNow = boolean("confirm");
export const confirmationMethod = choice("confirmation_method", ["automatic", "manual"]);
export const currency = text("currency");
export const description = text("description", 1000);
export const errorOnRequiresAction = boolean("error_on_requires_action");
export const metadata = metadataParameter();
export const offSession = boolean("off_session");
export const paymentMethod = text("payment_method");
export const paymentMethodTypes = cardOnly("payment_method_types");
export const receiptEmail = email("receipt_email");
export const returnUrl = url("return_url");
export const statementDescriptorSuffix = text("statement_descriptor_suffix", 22);
export const transferGroup = text("transfer_group");
export const useStripeSdk = boolean("use_stripe_sdk");

function cardOnly(name: string): Parameter<readonly string[]> {
  const list = texts(name);
  return {
    name,
    read(value, path) {
      const types = list.read(value, path);
      const other = types.find((type) => type !== "card");
      if (other === undefined) return types;
      const message =
        `The payment method type "${other}" is invalid. Please ensure the provided type is activated in your ` +
        "dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any " +
        "preview features that you are trying to use.";
      throw invalid(message, { code: "payment_intent_invalid_parameter", param: path });
    },
  };
}

export function email(name: string): Parameter<string> {
  const address = text(name, 800);
  return {
    name,
    read(value, path) {
      const found = address.read(value, path);
      if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(found)) return found;
      throw invalid(`Invalid email address: ${found}`, { code: "email_invalid", param: path });
    },
  };
}

export function url(name: string): Parameter<string> {
  const address = text(name);
  return {
    name,
    read(value, path) {
      const found = address.read(value, path);
      if (URL.canParse(found)) return found;
      throw invalid("Not a valid URL", { code: "url_invalid", param: path });
    },
  };
}
