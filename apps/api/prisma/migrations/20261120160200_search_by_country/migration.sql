-- A search of a country walked the whole world's homes in their order, past all that lie elsewhere: a million for the few of a
-- small country, and for one whose currency comes late in the alphabet. Each order now has an index with the country before it.
CREATE INDEX listing_search_country_short ON listing_search (country, currency, ks, id) WHERE published;
CREATE INDEX listing_search_country_long ON listing_search (country, currency, kw, id) WHERE published;
CREATE INDEX listing_search_country_most ON listing_search (country, currency, kx, id) WHERE published;
CREATE INDEX listing_search_country_night ON listing_search (country, currency, night, id) WHERE published;
CREATE INDEX listing_search_country_rating ON listing_search (country, rating, id) WHERE published;
CREATE INDEX listing_search_country_newest ON listing_search (country, created_at, id) WHERE published;
CREATE INDEX listing_search_country_quality ON listing_search (country, quality, id) WHERE published;

-- Of searches before listing_search: no statement reads along them any more.
DROP INDEX listing_city_price;
DROP INDEX listing_public_point;
