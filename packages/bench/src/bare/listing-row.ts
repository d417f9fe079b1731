/** The columns of a home that a search shows, too. */
export interface ListingRow {
  readonly id: string;
  readonly title: string;
  readonly propertyType: string;
  readonly roomType: string;
  readonly neighbourhood: string | null;
  readonly city: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly maxGuests: number;
  readonly bedrooms: number;
  readonly beds: number;
  readonly bathrooms: number;
  readonly bookingMode: string;
  readonly avgRating: number | null;
  readonly reviewCount: number;
  readonly currency: string;
  readonly nightlyPriceMinor: number;
}

/** A home as lists show it. */
export interface SummaryRow extends ListingRow {
  readonly cover: object | null;
}

/** A photo as Roost reads it; the homes here have none. */
export const photoObject = `json_build_object('id', f.id, 'status', f.status, 'alt', f.alt, 'hash', f.hash, 'width', f.width,
    'height', f.height, 'widths', f.widths, 'thumbhash', f.thumbhash, 'rejection', f.rejection, 'isLost', f.is_lost)`;

export const listingColumns = `l.id, l.title, l.property_type as "propertyType",
  l.room_type as "roomType", l.neighbourhood, l.city, l.country, l.public_latitude as latitude,
  l.public_longitude as longitude, l.currency, l.nightly_price_minor as "nightlyPriceMinor",
  l.max_guests as "maxGuests", l.bedrooms, l.beds, l.bathrooms::float8 as bathrooms, l.booking_mode as "bookingMode", l.avg_rating::float8 as "avgRating",
  l.review_count as "reviewCount"`;

export const summaryColumns = `${listingColumns}, (select ${photoObject} from photo f where f.listing_id = l.id
    and f.status = 'ready' and not f.is_lost order by f.position, f.id limit 1) as cover`;

export const plainOf = (row: ListingRow) => ({
  id: row.id,
  title: row.title,
  propertyType: row.propertyType,
  roomType: row.roomType,
  neighbourhood: row.neighbourhood,
  city: row.city,
  country: row.country,
  latitude: row.latitude,
  longitude: row.longitude,
  maxGuests: row.maxGuests,
  bedrooms: row.bedrooms,
  beds: row.beds,
  bathrooms: row.bathrooms,
  bookingMode: row.bookingMode,
  avgRating: row.avgRating,
  reviewCount: row.reviewCount,
});

export const summaryOf = (row: SummaryRow) => ({ ...plainOf(row), cover: row.cover });
