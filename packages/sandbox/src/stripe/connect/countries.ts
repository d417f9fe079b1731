const COUNTRIES_BY_CURRENCY = {
  aed: "AE",
  aud: "AU",
  brl: "BR",
  cad: "CA",
  chf: "CH LI",
  clp: "CL",
  cop: "CO",
  czk: "CZ",
  dkk: "DK",
  eur: "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM",
  gbp: "GB GI",
  hkd: "HK",
  huf: "HU",
  idr: "ID",
  ils: "IL",
  inr: "IN",
  isk: "IS",
  jpy: "JP",
  kes: "KE",
  krw: "KR",
  kwd: "KW",
  mad: "MA",
  mxn: "MX",
  myr: "MY",
  nok: "NO",
  nzd: "NZ",
  pen: "PE",
  php: "PH",
  pln: "PL",
  qar: "QA",
  ron: "RO",
  rsd: "RS",
  sar: "SA",
  sek: "SE",
  sgd: "SG",
  thb: "TH",
  try: "TR",
  twd: "TW",
  tzs: "TZ",
  ugx: "UG",
  usd: "EC PR SV US",
  vnd: "VN",
  zar: "ZA",
};

const CURRENCIES: ReadonlyMap<string, string> = new Map(
  Object.entries(COUNTRIES_BY_CURRENCY).flatMap(([currency, countries]) =>
    countries.split(" ").map((country) => [country, currency] as const),
  ),
);

/** The currency in which accounts of a country are paid unless they ask for another; undefined where there are none. */
export function currencyOfCountry(country: string): string | undefined {
  return CURRENCIES.get(country);
}
