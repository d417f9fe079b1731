-- Cities that people search by name: those that are shipped, and every other one as soon as a home is found in it.
CREATE TABLE place (
  country text NOT NULL,
  -- The name as searches compare it.
  city_key text NOT NULL,
  name text NOT NULL,
  region text,
  latitude float8 NOT NULL,
  longitude float8 NOT NULL,
  -- For demo data and the order of suggestions; only shipped cities have them.
  currency text,
  time_zone text,
  CONSTRAINT place_pkey PRIMARY KEY (country, city_key),
  CONSTRAINT place_point CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)
);
CREATE INDEX place_prefix ON place (city_key text_pattern_ops) WHERE city_key <> '';
CREATE INDEX place_similar ON place USING gin (city_key gin_trgm_ops) WHERE city_key <> '';

INSERT INTO place (country, city_key, name, region, latitude, longitude, currency, time_zone)
SELECT c[2], search_fold(c[1]), c[1], nullif(c[3], ''), c[4]::float8, c[5]::float8, c[6], c[7]
FROM string_to_table($cities$
Oslo|NO||59.9139|10.7522|NOK|Europe/Oslo
Bergen|NO|Vestland|60.3913|5.3221|NOK|Europe/Oslo
Trondheim|NO|Trøndelag|63.4305|10.3951|NOK|Europe/Oslo
Stavanger|NO|Rogaland|58.9700|5.7331|NOK|Europe/Oslo
Tromsø|NO|Troms|69.6492|18.9553|NOK|Europe/Oslo
Ålesund|NO|Møre og Romsdal|62.4722|6.1495|NOK|Europe/Oslo
Stockholm|SE||59.3293|18.0686|SEK|Europe/Stockholm
Göteborg|SE||57.7089|11.9746|SEK|Europe/Stockholm
Malmö|SE||55.6050|13.0038|SEK|Europe/Stockholm
København|DK||55.6761|12.5683|DKK|Europe/Copenhagen
Aarhus|DK||56.1629|10.2039|DKK|Europe/Copenhagen
Odense|DK||55.4038|10.4024|DKK|Europe/Copenhagen
Helsinki|FI||60.1699|24.9384|EUR|Europe/Helsinki
Tampere|FI||61.4978|23.7610|EUR|Europe/Helsinki
Turku|FI||60.4518|22.2666|EUR|Europe/Helsinki
Rovaniemi|FI|Lapland|66.5039|25.7294|EUR|Europe/Helsinki
Reykjavík|IS||64.1466|-21.9426|ISK|Atlantic/Reykjavik
Akureyri|IS||65.6885|-18.1262|ISK|Atlantic/Reykjavik
London|GB|England|51.5074|-0.1278|GBP|Europe/London
Manchester|GB|England|53.4808|-2.2426|GBP|Europe/London
Bristol|GB|England|51.4545|-2.5879|GBP|Europe/London
Brighton|GB|England|50.8225|-0.1372|GBP|Europe/London
Bath|GB|England|51.3811|-2.3590|GBP|Europe/London
York|GB|England|53.9600|-1.0873|GBP|Europe/London
Edinburgh|GB|Scotland|55.9533|-3.1883|GBP|Europe/London
Glasgow|GB|Scotland|55.8642|-4.2518|GBP|Europe/London
Cardiff|GB|Wales|51.4816|-3.1791|GBP|Europe/London
Belfast|GB|Northern Ireland|54.5973|-5.9301|GBP|Europe/London
Dublin|IE||53.3498|-6.2603|EUR|Europe/Dublin
Galway|IE||53.2707|-9.0568|EUR|Europe/Dublin
Cork|IE||51.8985|-8.4756|EUR|Europe/Dublin
Amsterdam|NL||52.3676|4.9041|EUR|Europe/Amsterdam
Rotterdam|NL||51.9244|4.4777|EUR|Europe/Amsterdam
Utrecht|NL||52.0907|5.1214|EUR|Europe/Amsterdam
Bruxelles|BE||50.8503|4.3517|EUR|Europe/Brussels
Antwerpen|BE||51.2194|4.4025|EUR|Europe/Brussels
Brugge|BE||51.2093|3.2247|EUR|Europe/Brussels
Luxembourg|LU||49.6116|6.1319|EUR|Europe/Luxembourg
Paris|FR|Île-de-France|48.8566|2.3522|EUR|Europe/Paris
Lyon|FR|Auvergne-Rhône-Alpes|45.7640|4.8357|EUR|Europe/Paris
Marseille|FR|Provence-Alpes-Côte d'Azur|43.2965|5.3698|EUR|Europe/Paris
Nice|FR|Provence-Alpes-Côte d'Azur|43.7102|7.2620|EUR|Europe/Paris
Bordeaux|FR|Nouvelle-Aquitaine|44.8378|-0.5792|EUR|Europe/Paris
Toulouse|FR|Occitanie|43.6047|1.4442|EUR|Europe/Paris
Nantes|FR|Pays de la Loire|47.2184|-1.5536|EUR|Europe/Paris
Strasbourg|FR|Grand Est|48.5734|7.7521|EUR|Europe/Paris
Annecy|FR|Auvergne-Rhône-Alpes|45.8992|6.1294|EUR|Europe/Paris
Chamonix|FR|Auvergne-Rhône-Alpes|45.9237|6.8694|EUR|Europe/Paris
Berlin|DE|Berlin|52.5200|13.4050|EUR|Europe/Berlin
Hamburg|DE|Hamburg|53.5511|9.9937|EUR|Europe/Berlin
München|DE|Bayern|48.1351|11.5820|EUR|Europe/Berlin
Köln|DE|Nordrhein-Westfalen|50.9375|6.9603|EUR|Europe/Berlin
Frankfurt am Main|DE|Hessen|50.1109|8.6821|EUR|Europe/Berlin
Leipzig|DE|Sachsen|51.3397|12.3731|EUR|Europe/Berlin
Dresden|DE|Sachsen|51.0504|13.7373|EUR|Europe/Berlin
Wien|AT|Wien|48.2082|16.3738|EUR|Europe/Vienna
Salzburg|AT|Salzburg|47.8095|13.0550|EUR|Europe/Vienna
Innsbruck|AT|Tirol|47.2692|11.4041|EUR|Europe/Vienna
Zürich|CH|Zürich|47.3769|8.5417|CHF|Europe/Zurich
Genève|CH|Genève|46.2044|6.1432|CHF|Europe/Zurich
Basel|CH|Basel-Stadt|47.5596|7.5886|CHF|Europe/Zurich
Luzern|CH|Luzern|47.0502|8.3093|CHF|Europe/Zurich
Zermatt|CH|Valais|46.0207|7.7491|CHF|Europe/Zurich
Roma|IT|Lazio|41.9028|12.4964|EUR|Europe/Rome
Milano|IT|Lombardia|45.4642|9.1900|EUR|Europe/Rome
Firenze|IT|Toscana|43.7696|11.2558|EUR|Europe/Rome
Venezia|IT|Veneto|45.4408|12.3155|EUR|Europe/Rome
Napoli|IT|Campania|40.8518|14.2681|EUR|Europe/Rome
Bologna|IT|Emilia-Romagna|44.4949|11.3426|EUR|Europe/Rome
Torino|IT|Piemonte|45.0703|7.6869|EUR|Europe/Rome
Palermo|IT|Sicilia|38.1157|13.3615|EUR|Europe/Rome
Verona|IT|Veneto|45.4384|10.9916|EUR|Europe/Rome
Como|IT|Lombardia|45.8081|9.0852|EUR|Europe/Rome
Madrid|ES|Madrid|40.4168|-3.7038|EUR|Europe/Madrid
Barcelona|ES|Cataluña|41.3874|2.1686|EUR|Europe/Madrid
Sevilla|ES|Andalucía|37.3891|-5.9845|EUR|Europe/Madrid
Valencia|ES|Comunidad Valenciana|39.4699|-0.3763|EUR|Europe/Madrid
Málaga|ES|Andalucía|36.7213|-4.4214|EUR|Europe/Madrid
Granada|ES|Andalucía|37.1773|-3.5986|EUR|Europe/Madrid
Bilbao|ES|País Vasco|43.2630|-2.9350|EUR|Europe/Madrid
Palma|ES|Illes Balears|39.5696|2.6502|EUR|Europe/Madrid
Las Palmas|ES|Canarias|28.1235|-15.4363|EUR|Atlantic/Canary
Lisboa|PT||38.7223|-9.1393|EUR|Europe/Lisbon
Porto|PT||41.1579|-8.6291|EUR|Europe/Lisbon
Faro|PT||37.0194|-7.9304|EUR|Europe/Lisbon
Funchal|PT|Madeira|32.6669|-16.9241|EUR|Atlantic/Madeira
Athína|GR||37.9838|23.7275|EUR|Europe/Athens
Thessaloniki|GR||40.6401|22.9444|EUR|Europe/Athens
Heraklion|GR|Crete|35.3387|25.1442|EUR|Europe/Athens
Santorini|GR||36.3932|25.4615|EUR|Europe/Athens
Valletta|MT||35.8989|14.5146|EUR|Europe/Malta
Nicosia|CY||35.1856|33.3823|EUR|Asia/Nicosia
Praha|CZ||50.0755|14.4378|CZK|Europe/Prague
Brno|CZ||49.1951|16.6068|CZK|Europe/Prague
Bratislava|SK||48.1486|17.1077|EUR|Europe/Bratislava
Budapest|HU||47.4979|19.0402|HUF|Europe/Budapest
Debrecen|HU||47.5316|21.6273|HUF|Europe/Budapest
Warszawa|PL|Mazowieckie|52.2297|21.0122|PLN|Europe/Warsaw
Kraków|PL|Małopolskie|50.0647|19.9450|PLN|Europe/Warsaw
Gdańsk|PL|Pomorskie|54.3520|18.6466|PLN|Europe/Warsaw
Wrocław|PL|Dolnośląskie|51.1079|17.0385|PLN|Europe/Warsaw
Tallinn|EE||59.4370|24.7536|EUR|Europe/Tallinn
Riga|LV||56.9496|24.1052|EUR|Europe/Riga
Vilnius|LT||54.6872|25.2797|EUR|Europe/Vilnius
Ljubljana|SI||46.0569|14.5058|EUR|Europe/Ljubljana
Zagreb|HR||45.8150|15.9819|EUR|Europe/Zagreb
Split|HR||43.5081|16.4402|EUR|Europe/Zagreb
Dubrovnik|HR||42.6507|18.0944|EUR|Europe/Zagreb
București|RO||44.4268|26.1025|RON|Europe/Bucharest
Cluj-Napoca|RO||46.7712|23.6236|RON|Europe/Bucharest
Sofia|BG||42.6977|23.3219|BGN|Europe/Sofia
Varna|BG||43.2141|27.9147|BGN|Europe/Sofia
İstanbul|TR||41.0082|28.9784|TRY|Europe/Istanbul
Antalya|TR||36.8969|30.7133|TRY|Europe/Istanbul
İzmir|TR||38.4237|27.1428|TRY|Europe/Istanbul
Tel Aviv|IL||32.0853|34.7818|ILS|Asia/Jerusalem
Jerusalem|IL||31.7683|35.2137|ILS|Asia/Jerusalem
Dubai|AE||25.2048|55.2708|AED|Asia/Dubai
Abu Dhabi|AE||24.4539|54.3773|AED|Asia/Dubai
Riyadh|SA||24.7136|46.6753|SAR|Asia/Riyadh
Jeddah|SA||21.4858|39.1925|SAR|Asia/Riyadh
Kuwait City|KW||29.3759|47.9774|KWD|Asia/Kuwait
Tunis|TN||36.8065|10.1815|TND|Africa/Tunis
Sousse|TN||35.8256|10.6084|TND|Africa/Tunis
Nairobi|KE||-1.2921|36.8219|KES|Africa/Nairobi
Mombasa|KE||-4.0435|39.6682|KES|Africa/Nairobi
Dar es Salaam|TZ||-6.7924|39.2083|TZS|Africa/Dar_es_Salaam
Zanzibar|TZ||-6.1659|39.2026|TZS|Africa/Dar_es_Salaam
Arusha|TZ||-3.3869|36.6830|TZS|Africa/Dar_es_Salaam
Kampala|UG||0.3476|32.5825|UGX|Africa/Kampala
Cape Town|ZA|Western Cape|-33.9249|18.4241|ZAR|Africa/Johannesburg
Johannesburg|ZA|Gauteng|-26.2041|28.0473|ZAR|Africa/Johannesburg
Durban|ZA|KwaZulu-Natal|-29.8587|31.0218|ZAR|Africa/Johannesburg
New York|US|New York|40.7128|-74.0060|USD|America/New_York
Boston|US|Massachusetts|42.3601|-71.0589|USD|America/New_York
Washington|US|District of Columbia|38.9072|-77.0369|USD|America/New_York
Philadelphia|US|Pennsylvania|39.9526|-75.1652|USD|America/New_York
Miami|US|Florida|25.7617|-80.1918|USD|America/New_York
Orlando|US|Florida|28.5383|-81.3792|USD|America/New_York
Atlanta|US|Georgia|33.7490|-84.3880|USD|America/New_York
Savannah|US|Georgia|32.0809|-81.0912|USD|America/New_York
Nashville|US|Tennessee|36.1627|-86.7816|USD|America/Chicago
New Orleans|US|Louisiana|29.9511|-90.0715|USD|America/Chicago
Chicago|US|Illinois|41.8781|-87.6298|USD|America/Chicago
Austin|US|Texas|30.2672|-97.7431|USD|America/Chicago
Dallas|US|Texas|32.7767|-96.7970|USD|America/Chicago
Denver|US|Colorado|39.7392|-104.9903|USD|America/Denver
Aspen|US|Colorado|39.1911|-106.8175|USD|America/Denver
Salt Lake City|US|Utah|40.7608|-111.8910|USD|America/Denver
Las Vegas|US|Nevada|36.1699|-115.1398|USD|America/Los_Angeles
Los Angeles|US|California|34.0522|-118.2437|USD|America/Los_Angeles
San Francisco|US|California|37.7749|-122.4194|USD|America/Los_Angeles
San Diego|US|California|32.7157|-117.1611|USD|America/Los_Angeles
Palm Springs|US|California|33.8303|-116.5453|USD|America/Los_Angeles
Portland|US|Oregon|45.5152|-122.6784|USD|America/Los_Angeles
Seattle|US|Washington|47.6062|-122.3321|USD|America/Los_Angeles
Honolulu|US|Hawaii|21.3069|-157.8583|USD|Pacific/Honolulu
Anchorage|US|Alaska|61.2181|-149.9003|USD|America/Anchorage
Toronto|CA|Ontario|43.6532|-79.3832|CAD|America/Toronto
Montréal|CA|Québec|45.5017|-73.5673|CAD|America/Toronto
Québec|CA|Québec|46.8139|-71.2080|CAD|America/Toronto
Vancouver|CA|British Columbia|49.2827|-123.1207|CAD|America/Vancouver
Victoria|CA|British Columbia|48.4284|-123.3656|CAD|America/Vancouver
Banff|CA|Alberta|51.1784|-115.5708|CAD|America/Edmonton
Ciudad de México|MX||19.4326|-99.1332|MXN|America/Mexico_City
Cancún|MX|Quintana Roo|21.1619|-86.8515|MXN|America/Cancun
Tulum|MX|Quintana Roo|20.2114|-87.4654|MXN|America/Cancun
Oaxaca|MX|Oaxaca|17.0732|-96.7266|MXN|America/Mexico_City
Rio de Janeiro|BR|Rio de Janeiro|-22.9068|-43.1729|BRL|America/Sao_Paulo
São Paulo|BR|São Paulo|-23.5505|-46.6333|BRL|America/Sao_Paulo
Salvador|BR|Bahia|-12.9777|-38.5016|BRL|America/Bahia
Florianópolis|BR|Santa Catarina|-27.5954|-48.5480|BRL|America/Sao_Paulo
Tokyo|JP||35.6762|139.6503|JPY|Asia/Tokyo
Kyoto|JP||35.0116|135.7681|JPY|Asia/Tokyo
Osaka|JP||34.6937|135.5023|JPY|Asia/Tokyo
Sapporo|JP||43.0618|141.3545|JPY|Asia/Tokyo
Seoul|KR||37.5665|126.9780|KRW|Asia/Seoul
Busan|KR||35.1796|129.0756|KRW|Asia/Seoul
Beijing|CN||39.9042|116.4074|CNY|Asia/Shanghai
Shanghai|CN||31.2304|121.4737|CNY|Asia/Shanghai
Chengdu|CN||30.5728|104.0668|CNY|Asia/Shanghai
Hong Kong|HK||22.3193|114.1694|HKD|Asia/Hong_Kong
Taipei|TW||25.0330|121.5654|TWD|Asia/Taipei
Bangkok|TH||13.7563|100.5018|THB|Asia/Bangkok
Chiang Mai|TH||18.7883|98.9853|THB|Asia/Bangkok
Phuket|TH||7.8804|98.3923|THB|Asia/Bangkok
Hà Nội|VN||21.0278|105.8342|VND|Asia/Ho_Chi_Minh
Ho Chi Minh City|VN||10.8231|106.6297|VND|Asia/Ho_Chi_Minh
Đà Nẵng|VN||16.0544|108.2022|VND|Asia/Ho_Chi_Minh
Kuala Lumpur|MY||3.1390|101.6869|MYR|Asia/Kuala_Lumpur
George Town|MY|Penang|5.4141|100.3288|MYR|Asia/Kuala_Lumpur
Singapore|SG||1.3521|103.8198|SGD|Asia/Singapore
Jakarta|ID||-6.2088|106.8456|IDR|Asia/Jakarta
Ubud|ID|Bali|-8.5069|115.2625|IDR|Asia/Makassar
Yogyakarta|ID||-7.7956|110.3695|IDR|Asia/Jakarta
Manila|PH||14.5995|120.9842|PHP|Asia/Manila
Cebu City|PH||10.3157|123.8854|PHP|Asia/Manila
Mumbai|IN|Maharashtra|19.0760|72.8777|INR|Asia/Kolkata
New Delhi|IN|Delhi|28.6139|77.2090|INR|Asia/Kolkata
Goa|IN|Goa|15.4909|73.8278|INR|Asia/Kolkata
Jaipur|IN|Rajasthan|26.9124|75.7873|INR|Asia/Kolkata
Sydney|AU|New South Wales|-33.8688|151.2093|AUD|Australia/Sydney
Melbourne|AU|Victoria|-37.8136|144.9631|AUD|Australia/Melbourne
Brisbane|AU|Queensland|-27.4698|153.0251|AUD|Australia/Brisbane
Perth|AU|Western Australia|-31.9523|115.8613|AUD|Australia/Perth
Hobart|AU|Tasmania|-42.8821|147.3272|AUD|Australia/Hobart
Auckland|NZ||-36.8509|174.7645|NZD|Pacific/Auckland
Wellington|NZ||-41.2866|174.7756|NZD|Pacific/Auckland
Queenstown|NZ||-45.0312|168.6626|NZD|Pacific/Auckland$cities$, E'\n') line, string_to_array(line, '|') c WHERE line <> '';

INSERT INTO place (country, city_key, name, region, latitude, longitude)
SELECT DISTINCT ON (l.country, s.city_key) l.country, s.city_key, l.city, l.region, l.public_latitude, l.public_longitude
FROM listing_search s JOIN listing l ON l.id = s.id WHERE s.published ORDER BY l.country, s.city_key, l.created_at, l.id
ON CONFLICT DO NOTHING;

-- A home that can be found makes its city known.
CREATE FUNCTION place_of_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO place (country, city_key, name, region, latitude, longitude)
  SELECT DISTINCT ON (c.country, search_fold(c.city)) c.country, search_fold(c.city), c.city, c.region,
    c.public_latitude, c.public_longitude
  FROM changed c
  WHERE c.status = 'published'
    AND NOT EXISTS (SELECT FROM place p WHERE p.country = c.country AND p.city_key = search_fold(c.city))
  ORDER BY c.country, search_fold(c.city), c.id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER place_inserted AFTER INSERT ON listing
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION place_of_listing();
CREATE TRIGGER place_updated AFTER UPDATE ON listing
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION place_of_listing();

GRANT SELECT, INSERT ON place TO roost_app;
