import { stay } from "../../factories.ts";
import { daysAhead } from "../../rig.ts";
import { type Case, type Cases, nowhere } from "../case.ts";

const byOthers = (more: object): readonly Case[] => [
  { what: "nobody", input: ({ loft }) => ({ listingId: loft.id, ...more }), refused: ["auth.required"] },
  {
    what: "a stranger",
    as: "stranger",
    input: ({ loft }) => ({ listingId: loft.id, ...more }),
    refused: ["permission.denied"],
  },
  {
    what: "a stranger's draft",
    as: "stranger",
    input: async ({ draft }) => ({ listingId: (await draft()).id, ...more }),
    refused: ["not_found"],
  },
];

const nightlyPrice = 120_000;
const rates = [{ first: daysAhead(40), until: daysAhead(44), price: 150_000 }];

export const priceCases: Cases = {
  "listings.setPricing": [
    {
      what: "every price",
      as: "host",
      input: async ({ draft }) => ({
        ...{ listingId: (await draft()).id, version: 1, nightlyPrice, weekendPrice: 140_000, cleaningFee: 30_000 },
        ...{ includedGuests: 2, extraGuestFee: 10_000, petFee: 5000, weeklyDiscountBps: 500 },
        ...{
          monthlyDiscountBps: 2000,
          earlyBird: { daysAhead: 60, bps: 500 },
          lastMinute: { daysBefore: 3, bps: 900 },
        },
      }),
    },
    { what: "one price", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id, nightlyPrice }) },
    {
      what: "another version",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, version: 7, nightlyPrice }),
      refused: ["listing.version_changed"],
    },
    {
      what: "an archived home",
      as: "host",
      input: async ({ archived }) => ({ listingId: (await archived()).id, nightlyPrice }),
      refused: ["listing.state"],
    },
    {
      what: "a night for nothing",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, nightlyPrice: 0 }),
      refused: ["request.invalid", "/nightlyPrice"],
    },
    {
      what: "more guests than there is room for",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, nightlyPrice, includedGuests: 50 }),
      refused: ["request.invalid", "/includedGuests"],
    },
    ...byOthers({ nightlyPrice }),
  ],
  "listings.setRates": [
    {
      what: "a week, a night, and one as on other days",
      as: "host",
      input: async ({ draft }) => ({
        listingId: (await draft()).id,
        rates: [...rates, { first: daysAhead(50), price: 99_000 }, { first: daysAhead(60), price: null }],
      }),
    },
    {
      what: "an archived home",
      as: "host",
      input: async ({ archived }) => ({ listingId: (await archived()).id, rates }),
      refused: ["listing.state"],
    },
    {
      what: "another version",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, version: 7, rates }),
      refused: ["listing.version_changed"],
    },
    {
      what: "one night twice",
      as: "host",
      input: async ({ draft }) => ({
        listingId: (await draft()).id,
        rates: [...rates, { first: daysAhead(43), price: null }],
      }),
      refused: ["request.invalid", "/rates/1"],
    },
    {
      what: "a past day, and one in many years",
      as: "host",
      input: async ({ draft }) => ({
        listingId: (await draft()).id,
        rates: [
          { first: daysAhead(-9), price: 1 },
          { first: daysAhead(2000), price: 1 },
        ],
      }),
      refused: ["request.invalid", "/rates/0/first", "/rates/1/first"],
    },
    ...byOthers({ rates }),
  ],
  "listings.pricing": [
    { what: "a home of one's own", as: "host", input: ({ loft }) => ({ listingId: loft.id }) },
    { what: "for an operator", as: "operator", input: ({ loft }) => ({ listingId: loft.id }) },
    ...byOthers({}),
  ],
  "listings.explainPrice": [
    {
      what: "a family with a dog",
      input: ({ loft }) => ({ listingId: loft.id, ...stay(60, 9), adults: 2, children: 2, infants: 1, pets: 1 }),
    },
    { what: "for one", as: "guest", input: ({ loft }) => ({ listingId: loft.id, ...stay(60, 1) }) },
    {
      what: "a draft for its host",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, ...stay(60) }),
    },
    { what: "no home", input: { listingId: nowhere, ...stay(60) }, refused: ["not_found"] },
    {
      what: "a stranger's draft",
      as: "stranger",
      input: async ({ draft }) => ({ listingId: (await draft()).id, ...stay(60) }),
      refused: ["not_found"],
    },
    {
      what: "a stay that ends before it begins",
      input: ({ loft }) => ({ listingId: loft.id, checkIn: stay(40).checkOut, checkOut: stay(40).checkIn }),
      refused: ["stay.invalid_range", "/checkOut"],
    },
    {
      what: "last week",
      input: ({ loft }) => ({ listingId: loft.id, ...stay(-9) }),
      refused: ["stay.rule", "/checkIn"],
    },
  ],
};
