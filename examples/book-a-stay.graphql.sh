#!/usr/bin/env bash
# From sign-up to the confirmed booking and its mail, with GraphQL by curl alone, against a running `npm start`:
#   bash examples/book-a-stay.graphql.sh
set -euo pipefail

url=${ROOST_URL:-http://localhost:4000}
email=guest-$(date +%s)-$RANDOM@example.com
auth=()

# graphql OPERATION VARIABLES [CURL OPTION…]: the answer; what is refused has an HTTP status that fits
graphql() {
  curl -sS --fail-with-body "$url/graphql" -H 'content-type: application/json' ${auth[@]+"${auth[@]}"} "${@:3}" \
    -d "{\"query\":\"${1//$'\n'/ }\",\"variables\":$2}"
}
# field NAME: the first value of a text field in the JSON on standard input
field() { grep -o "\"$1\":\"[^\"]*\"" | sed -n "1s/.*:\"\(.*\)\"/\1/p"; }
in_days() { date -u -d "$today +$1 days" +%F 2>/dev/null || date -u -j -v+"$1"d -f %F "$today" +%F; }
mail() { # the newest mail to us whose subject holds $1
  for _ in $(seq 100); do
    found=$(curl -sS "$url/dev/mail.json?to=$email" | sed 's/},{"id"/}\n{"id"/g' | grep -i "\"subject\":\"[^\"]*$1" | head -n 1) || true
    [ -n "$found" ] && break
    sleep 0.1
  done
  [ -n "$found" ] || { echo "no mail about \"$1\" came" >&2; exit 1; }
  printf '%s' "$found"
}

# Today, by the sandbox's clock, which somebody may have moved.
today=$(curl -sS --fail-with-body "$url/dev/clock" | field now | cut -c 1-10)
stay="\"checkIn\":\"$(in_days 60)\",\"checkOut\":\"$(in_days 63)\""

echo "1. sign up as $email"
graphql 'mutation ($input: AuthSignUpInput!) { authSignUp(input: $input) { status } }' \
  "{\"input\":{\"email\":\"$email\",\"password\":\"correct horse battery\",\"firstName\":\"Ola\",\"lastName\":\"Nordmann\"}}" >/dev/null

echo "2. confirm the address with the token from the mail"
token=$(mail confirm | grep -o 'token=[A-Za-z0-9_-]*' | head -n 1 | cut -d= -f2)
session=$(graphql 'mutation ($token: String!) { authVerifyEmail(input: { token: $token }) { session { token } } }' \
  "{\"token\":\"$token\"}" | field token)
auth=(-H "authorization: Bearer $session")

echo "3. search: a home in Oslo for two, cheapest total first"
home=$(graphql 'query ($checkIn: Date!, $checkOut: Date!) {
  listingsSearch(city: \"Oslo\", checkIn: $checkIn, checkOut: $checkOut, guests: 2, instant: true, limit: 1) {
    data { id title price { total { amount currency } } }
  }
}' "{$stay}")
echo "   $(field title <<<"$home")"

echo "4. quote: the price, line by line; it holds for 30 minutes"
quote=$(graphql 'mutation ($input: BookingsQuoteInput!) { bookingsQuote(input: $input) { id total { amount } } }' \
  "{\"input\":{\"listingId\":\"$(field id <<<"$home")\",$stay,\"guests\":{\"adults\":2}}}" | field id)

echo "5. book: the dates are held for 15 minutes"
booking=$(graphql 'mutation ($id: ID!) { bookingsCreate(input: { quoteId: $id }) { id state payBy } }' \
  "{\"id\":\"$quote\"}" -H "idempotency-key: book-$quote" | field id)

echo "6. pay: the first card is declined (402), the second pays"
pay='mutation ($booking: ID!, $card: String!) {
  paymentsStart(input: { bookingId: $booking, provider: stripe, paymentMethodId: $card }) { payment { status } }
}'
graphql "$pay" "{\"booking\":\"$booking\",\"card\":\"pm_card_chargeDeclined\"}" -H "idempotency-key: pay-1-$booking" \
  2>/dev/null | field code | sed 's/^/   /' || true
graphql "$pay" "{\"booking\":\"$booking\",\"card\":\"pm_card_visa\"}" -H "idempotency-key: pay-2-$booking" |
  field status | sed 's/^/   /'

echo "7. the booking with its home and its payment, in one request"
stayed=$(graphql 'query ($id: ID!) {
  bookingsGet(bookingId: $id) { state listing { title city } payment { charges { status failureCode } } }
}' "{\"id\":\"$booking\"}")
echo "   $stayed"
echo "8. mail: $(mail confirmed | field subject)"
[ "$(field state <<<"$stayed")" = confirmed ]
