import { expect, test } from "vitest";
import { readHome } from "./home-row.ts";

const row = {
  id: "1182635018203473612",
  name: "  Rom på Løkka 🏠 ",
  host_id: "250159",
  neighbourhood: "Grünerløkka",
  latitude: "59.91201",
  longitude: "10.72455",
  room_type: "Private room",
  accommodates: "3",
  bedrooms: "1.5",
  price: "2200.8",
  minimum_nights: "4",
  maximum_nights: "1125",
  instant_bookable: "t",
} as const;

const read = (change: Readonly<Record<string, string>> = {}) =>
  readHome(new Map(Object.entries({ ...row, ...change })), "NOK");

test("reads a row into a home: ids as text, prices exact, stays of at most a year", () => {
  expect(read()).toEqual({
    externalId: "1182635018203473612",
    hostExternalId: "250159",
    title: "Rom på Løkka 🏠",
    neighbourhood: "Grünerløkka",
    latitude: 59.91201,
    longitude: 10.72455,
    roomType: "private",
    propertyType: "apartment",
    maxGuests: 3,
    bedrooms: 2,
    nightlyPriceMinor: 220_080,
    minNights: 4,
    maxNights: 365,
    bookingMode: "instant",
    changes: [],
  });
});

test.each([
  ["Entire home/apt", { roomType: "entire", propertyType: "apartment" }],
  ["Shared room", { roomType: "shared", propertyType: "apartment" }],
  ["Hotel room", { roomType: "private", propertyType: "hotel" }],
])("the room type %s", (room_type, expected) => {
  expect(read({ room_type })).toMatchObject(expected);
});

test("text is composed (NFC), a missing neighbourhood is none, and what is not instant is on request", () => {
  expect(read({ name: "Cafe\u0301", neighbourhood: "", instant_bookable: "f" })).toMatchObject({
    title: "Café",
    neighbourhood: null,
    bookingMode: "request",
  });
});

test.each([
  ["id", ""],
  ["id", "1; drop table listing"],
  ["name", "   "],
  ["name", "x".repeat(201)],
  ["name", "null\u0000byte"],
  ["host_id", "-3"],
  ["latitude", "90.1"],
  ["latitude", "59,9"],
  ["longitude", "NaN"],
  ["room_type", "Igloo"],
  ["accommodates", "0"],
  ["accommodates", "51"],
  ["accommodates", "2.5"],
  ["bedrooms", "-1"],
  ["bedrooms", "Infinity"],
  ["price", "0"],
  ["price", "$1,200.00"],
  ["price", "99999999999999"],
  ["minimum_nights", "366"],
  ["minimum_nights", "0"],
  ["maximum_nights", "0"],
  ["maximum_nights", "3"],
])("a fault of %s: %s", (column, value) => {
  const expected = column === "maximum_nights" && value === "3" ? "minimum_nights" : column;
  expect(read({ [column]: value })).toEqual([{ column: expected, reason: expect.stringContaining("must") }]);
});

test("every fault of a row is named", () => {
  expect(read({ price: "free", minimum_nights: "500", name: "" })).toEqual(
    expect.arrayContaining(["price", "minimum_nights", "name"].map((column) => expect.objectContaining({ column }))),
  );
});
