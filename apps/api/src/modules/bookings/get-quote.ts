import { Quote, QuoteIdInput } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { anyone } from "../../platform/policies.ts";
import { type QuoteRow, toQuote } from "./quote.ts";

export const getQuote = query({
  name: "bookings.getQuote",
  summary: "A quote, by its id; whoever knows the id may see it.",
  input: QuoteIdInput,
  output: Quote,
  may: anyone,
  async run({ sql }, { quoteId }) {
    const row = await sql.one<QuoteRow>("quote_find", "select * from quote where id = $1", [quoteId]);
    assertFound(row);
    return toQuote(row);
  },
});
