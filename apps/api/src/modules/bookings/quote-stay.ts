import { Quote, QuoteInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { anyone } from "../../platform/policies.ts";
import { makeQuote, termsOf } from "./quote.ts";

export const quoteStay = command({
  name: "bookings.quote",
  summary: "Price a stay, line by line. The price holds for 30 minutes.",
  input: QuoteInput,
  output: Quote,
  may: anyone,
  run: (scope, wish) => makeQuote(scope.sql, wish, termsOf(scope, scope.now)),
});
