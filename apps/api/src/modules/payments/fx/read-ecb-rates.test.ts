import { expect, test } from "vitest";
import { readEcbRates } from "./read-ecb-rates.ts";
import { ecbFile, ecbRate } from "./sample-ecb-file.ts";

const usd = ecbRate("USD", "1.1618");
const jpy = ecbRate("JPY", "183.03");

test("reads the day and what a euro is worth, as it is written", () => {
  const { asOf, perEur } = readEcbRates(ecbFile(`${usd}\n${jpy}`));
  expect(asOf).toBe("2026-11-19");
  expect([...perEur]).toEqual([
    ["USD", "1.1618"],
    ["JPY", "183.03"],
  ]);
  expect([...readEcbRates(ecbFile(usd.replaceAll("'", '"'))).perEur]).toEqual([["USD", "1.1618"]]);
});

test.each([
  ["nothing", "", "vocabulary"],
  ["a page", "<html><body>Down for maintenance</body></html>", "vocabulary"],
  ["no rates", ecbFile(""), "it has no rate"],
  ["no day", ecbFile(usd).replace("time='2026-11-19'", ""), "not one day"],
  ["many days", ecbFile(`${usd}\n</Cube><Cube time='2026-11-18'>${usd}`), "not one day"],
  ["a day that does not exist", ecbFile(usd, "2026-02-30"), "no date"],
  ["a currency twice", ecbFile(`${usd}\n${usd}`), "USD is there twice"],
  ["a rate of nothing", ecbFile("<Cube currency='USD' rate='0.000'/>"), "worth nothing"],
  ["a rate that is no number", ecbFile(`${usd}<Cube currency='JPY' rate='N/A'/>`), "is no rate"],
  ["a rate below nothing", ecbFile("<Cube currency='USD' rate='-1'/>"), "is no rate"],
  ["a rate with an exponent", ecbFile("<Cube currency='USD' rate='1e9'/>"), "is no rate"],
  ["a currency in small letters", ecbFile("<Cube currency='usd' rate='1'/>"), "is no rate"],
  ["something else between the rates", ecbFile(`${usd}<script/>`), "is no rate"],
  ["entities of its own", `<!DOCTYPE x [<!ENTITY e "1">]>${ecbFile(usd)}`, "document type"],
])("refuses %s", (_what, xml, reason) => {
  expect(() => readEcbRates(xml)).toThrow(reason);
});
