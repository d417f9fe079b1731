/** SQL expressions: aliases of rows of `listing` and `tax_rule`, and a date. */
export interface TaxPlaces {
  readonly home: string;
  readonly tax: string;
  readonly checkIn: string;
}

/** The condition that a tax is due at a home's place for a check-in, in the terms of the index of places. */
export const isTaxedBy = ({ home, tax, checkIn }: TaxPlaces): string => `${tax}.country = ${home}.country
      and lower(coalesce(${tax}.region, '')) = any(array['', lower(coalesce(${home}.region, ''))])
      and lower(coalesce(${tax}.city, '')) = any(array['', lower(${home}.city)])
      and ${tax}.valid_from <= ${checkIn} and (${tax}.valid_until is null or ${checkIn} < ${tax}.valid_until)`;
