import { PriceExplanation, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { newId } from "../../../platform/ids.ts";
import { quoteStay } from "../../bookings/quote-stay.ts";
import { searchListings } from "../search/search-listings.ts";
import { explainPrice } from "./explain-price.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ FEES_VERSION: "5" });
});
afterAll(() => rig.close());

const explain = async (input: object) => PriceExplanation.parse(await rig.call(explainPrice, input));
const addTax = (columns: Readonly<Record<string, unknown>>) =>
  rig.sql.run("test_tax", "insert into tax_rule select * from jsonb_populate_record(null::tax_rule, $1)", [
    JSON.stringify({ id: newId(), version: 1, name: "A tax", country: "NO", valid_from: "2026-01-01", ...columns }),
  ]);

const dates = { checkIn: daysAhead(30), checkOut: daysAhead(38) };
const stay = { ...dates, guests: { adults: 2, children: 1, infants: 1, pets: 1 } };
const discounts = { weekly_discount_bps: 1250, early_bird_days_ahead: 10, early_bird_bps: 700 };
const extras = { cleaning_fee_minor: 5003, extra_guest_fee_minor: 2001, pet_fee_minor: 3000, included_guests: 2 };

test("the quote has the same lines as the explanation, search the same total, and the parts say where it comes from", async () => {
  const city = newId();
  await addTax({ code: "state", region: "viken", bps: 333 });
  await addTax({ code: "bed", city: city.toUpperCase(), amount_minor: 77, currency: "NOK", version: 3 });
  await addTax({ code: "elsewhere", city: "Bergen", bps: 900 });
  await addTax({ code: "past", bps: 900, valid_until: "2026-06-01" });
  await addTax({ code: "later", bps: 900, valid_from: daysAhead(31) });
  await addTax({ code: "exempt", bps: 900, exempt_from_nights: 8 });
  const prices = {
    nightly_price_minor: 10_001,
    weekend_price_minor: 15_007,
    pricing_version: 6,
    ...discounts,
    ...extras,
  };
  const listingId = await rig.addHome({ city, region: "Viken", ...prices });
  await rig.sql.run("test_rate", "insert into rate values ($1, $2, $3, 20011)", [
    listingId,
    daysAhead(28),
    daysAhead(31),
  ]);

  const { guests } = stay;
  const why = await explain({ listingId, ...dates, ...guests });
  const quote = Quote.parse(await rig.call(quoteStay, { listingId, ...stay }));
  expect([why.lineItems, why.total]).toEqual([quote.lineItems, quote.total]);

  expect(why.nights).toHaveLength(8);
  expect(why.nights[0]).toEqual({
    ...{ date: dates.checkIn, price: { amount: 20_011, currency: "NOK" }, rule: "price.override", version: 6 },
  });
  expect(why.discounts).toEqual([
    { rule: "discount.weekly", version: 6, bps: 1250, applies: true, reason: "applies" },
    { rule: "discount.early_bird", version: 6, bps: 700, applies: false, reason: "gives way to discount.weekly" },
  ]);
  expect(why.fees.map(({ rule, version, bps }) => [rule, version, bps])).toEqual([
    ["fee.guest", 5, 1400],
    ["fee.host", 5, 300],
  ]);
  expect(why.taxes.map(({ rule, version, reason }) => [rule, version, reason])).toEqual([
    ["tax.bed", 3, "for each night and adult"],
    ["tax.exempt", 1, "exempt from 8 nights"],
    ["tax.state", 1, "3.33 % of nights and cleaning"],
  ]);
  expect(why.taxes[0]?.amount.amount).toBe(77 * 8 * 2);

  // Who searches says only how many come: all of them count as adults.
  const alike = await explain({ listingId, ...dates, adults: 3 });
  const found = await rig.call(searchListings, { city, ...dates, guests: 3 });
  expect(found).toMatchObject({ data: [{ price: { total: alike.total, nights: 8 } }] });
});

test("today is the home's: a day on which a discount ends has ended there, or not yet", async () => {
  const columns = { last_minute_days_before: 5, last_minute_bps: 1000 };
  const east = await rig.addHome({ ...columns, time_zone: "Pacific/Kiritimati" });
  const west = await rig.addHome({ ...columns, time_zone: "Pacific/Pago_Pago" });
  const [inEast, inWest] = [await explain({ listingId: east, ...dates }), await explain({ listingId: west, ...dates })];
  expect(Temporal.PlainDate.from(inWest.today).until(inEast.today).days).toBeGreaterThanOrEqual(1);
  const checkIn = Temporal.PlainDate.from(inEast.today).add({ days: 5 });
  const short = { checkIn: checkIn.toString(), checkOut: checkIn.add({ days: 1 }).toString() };
  expect((await explain({ listingId: east, ...short })).discounts[0]).toMatchObject({ applies: true });
  expect((await explain({ listingId: west, ...short })).discounts[0]).toMatchObject({ applies: false });
});

test("refuses dates that no home takes; a draft is there for its host and operators alone", async () => {
  const listingId = await rig.addHome();
  const refused = (input: object) => rig.call(explainPrice, { listingId, ...input }).catch((error: unknown) => error);
  expect(await refused({ checkIn: dates.checkOut, checkOut: dates.checkIn })).toMatchObject({
    code: "stay.invalid_range",
  });
  expect(await refused({ checkIn: daysAhead(-9), checkOut: daysAhead(2) })).toMatchObject({ code: "stay.rule" });
  expect(await refused({ ...dates, adults: 0 })).toMatchObject({ code: "request.invalid" });
  const host = await rig.addUser(["guest", "host"]);
  const draft = await rig.addHome({ status: "draft", host_id: host.userId });
  const input = { listingId: draft, ...dates };
  await expect(rig.call(explainPrice, input)).rejects.toMatchObject({ code: "not_found" });
  await expect(rig.call(explainPrice, input, await rig.addUser())).rejects.toMatchObject({ code: "not_found" });
  expect(await rig.call(explainPrice, input, host)).toMatchObject({ listingId: draft });
});
