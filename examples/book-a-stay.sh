#!/usr/bin/env bash
# From sign-up to the confirmed booking and its mail, with curl alone, against a running `npm start`:
#   bash examples/book-a-stay.sh
set -euo pipefail

url=${ROOST_URL:-http://localhost:4000}
api=$url/api/v1
email=guest-$(date +%s)-$RANDOM@example.com

# field NAME: the first value of a text field in the JSON on standard input
field() { sed -n "s/^[^\"]*.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$(grep -o "\"$1\":\"[^\"]*\"" | head -n 1)"; }
in_days() { date -u -d "$today +$1 days" +%F 2>/dev/null || date -u -j -v+"$1"d -f %F "$today" +%F; }
post() { curl -sS --fail-with-body -X POST "$api$1" -H 'content-type: application/json' "${@:3}" -d "$2"; }
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
check_in=$(in_days 50)
check_out=$(in_days 53)

echo "1. sign up as $email"
post /users "{\"email\":\"$email\",\"password\":\"correct horse battery\",\"firstName\":\"Ola\",\"lastName\":\"Nordmann\"}" >/dev/null

echo "2. confirm the address with the token from the mail"
token=$(mail confirm | grep -o 'token=[A-Za-z0-9_-]*' | head -n 1 | cut -d= -f2)
session=$(post /auth/email-verifications/confirm "{\"token\":\"$token\"}" | field token)
auth=(-H "authorization: Bearer $session")

echo "3. search: a home in Oslo, $check_in to $check_out, two guests, cheapest total first"
home=$(curl -sS --fail-with-body "$api/listings?city=Oslo&checkIn=$check_in&checkOut=$check_out&guests=2&instant=true&limit=1")
listing=$(field id <<<"$home")
[ -n "$listing" ] || { echo "   no home is free: run npm start with its demo data" >&2; exit 1; }
echo "   $(field title <<<"$home")"

echo "4. quote: the price, line by line; it holds for 30 minutes"
quote=$(post /quotes "{\"listingId\":\"$listing\",\"checkIn\":\"$check_in\",\"checkOut\":\"$check_out\",\"guests\":{\"adults\":2}}" | field id)

echo "5. book: the dates are held for 15 minutes"
booking=$(post /bookings "{\"quoteId\":\"$quote\"}" "${auth[@]}" -H "idempotency-key: book-$quote" | field id)

echo "6. pay: the first card is declined (402), the second pays"
pay="{\"bookingId\":\"$booking\",\"provider\":\"stripe\",\"paymentMethodId\""
post /payments "$pay:\"pm_card_chargeDeclined\"}" "${auth[@]}" -H "idempotency-key: pay-1-$booking" 2>/dev/null | field code | sed 's/^/   /' || true
post /payments "$pay:\"pm_card_visa\"}" "${auth[@]}" -H "idempotency-key: pay-2-$booking" | field status | sed 's/^/   /'

state=$(curl -sS --fail-with-body "$api/bookings/$booking" "${auth[@]}" | field state)
echo "7. the booking $booking is $state"
echo "8. mail: $(mail confirmed | field subject)"
[ "$state" = confirmed ]
