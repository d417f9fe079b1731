import type { Addresses } from "./house.ts";

/** What `npm start` prints for people. */
export function announce(addresses: Addresses, seconds: number): string {
  const { rest, users } = addresses;
  const rows: [string, string | undefined][] = [
    ["REST", rest],
    ["REST docs", addresses.docs],
    ["OpenAPI", addresses.openapi],
    ["tRPC", addresses.trpc],
    ["GraphQL", addresses.graphql],
    ["Mail inbox", addresses.mail],
    ["Stripe", addresses.stripe],
    ["Postgres", addresses.database],
    ["its owner", addresses.ownerDatabase],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(12)} ${value}`]));
  const signIns = users.map(({ email, password, roles }) => `  ${email.padEnd(18)} ${password}   ${roles.join(", ")}`);
  return `
Roost is running (${seconds.toFixed(1)} s).

${lines.join("\n")}
${signIns.length > 0 ? `\nSign in as\n${signIns.join("\n")}\n` : ""}
Test cards: pm_card_visa pays, pm_card_chargeDeclined is declined, pm_card_authenticationRequired asks back.

Try
  curl '${rest}/listings?city=Oslo&guests=2&instant=true&limit=3'
  ROOST_URL=${addresses.api} bash examples/book-a-stay.sh

Ctrl-C ends everything; the data stays. npm start -- --reset begins anew.
`;
}
