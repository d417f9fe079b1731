const liveSession = `session s join app_user u on u.id = s.user_id
  where s.token_hash = $1 and s.expires_at > now() and s.created_at > now() - interval '90 days'
    and u.status = 'active'`;

/** $1: the token's hash. */
export const sessionText = `select s.user_id as "userId", u.roles::text[] as roles,
  u.email_verified_at is not null as "emailVerified" from ${liveSession}`;

/** $1: the token's hash, $2: the key. Takes the key's lock without waiting. */
export const openText = `select pg_try_advisory_xact_lock(
  hashtextextended(user_id::text || chr(31) || 'bookings.create' || chr(31) || $2, 0)) as free
  from session where token_hash = $1`;

/** The stored answer. A statement of its own: within one, the snapshot would be older than the lock. */
export const storedText = `select encode(i.body_hash, 'hex') as hash, i.response
  from session s join idempotency i on i.principal = s.user_id::text and i.action = 'bookings.create' and i.key = $2
  where s.token_hash = $1`;

/** $1: the quote. Locks the home's row, so that claims of one home come one after the other. */
export const readText = `select q.*, l.host_id, roost_now() as now,
    q.expires_at > roost_now() and l.status = 'published' and l.booking_mode = 'instant'
      and q.adults + q.children <= l.max_guests and q.check_out - q.check_in between l.min_nights and l.max_nights
      and q.check_in - (roost_now() at time zone l.time_zone)::date between l.advance_notice_days and l.booking_window_days
      and not exists (select from stay_rule r where r.listing_id = l.id)
      and not exists (select from booking b where b.quote_id = q.id) as bookable
  from quote q join listing l on l.id = q.listing_id where q.id = $1 for no key update of l`;

/** Everything hangs on the nights being free: no row is written where they are not. */
export const writeText = `with held as (
    insert into occupancy (id, listing_id, nights, occupied, kind, reference, expires_at)
    values ($13, $4, daterange($7::date, $8::date), daterange($7::date, $8::date), 'hold', $1::text, $10)
    on conflict do nothing returning id
  ), paid as (
    insert into payment (id, reference, payer_id, payee_id, provider, currency, amount_minor, settle_currency, lines,
      capture_method, status, pay_by, created_at)
    select $2, $1::uuid, $5, $6, 'stripe', $11, $12, $20, $21, 'automatic', 'requires_payment', $10, $9 from held
  ), booked as (
    insert into booking (id, quote_id, listing_id, guest_id, host_id, check_in, check_out, adults, children, infants,
      pets, state, line_items, total_minor, currency, presentment_currency, presentment_rate, presentment_source,
      presentment_at, presentment_minor, presentment_lines, payment_id, pay_by, created_at, starts_at, ends_at, review_by)
    select $1::uuid, q.id, q.listing_id, $5, $6, q.check_in, q.check_out, q.adults, q.children, q.infants, q.pets,
      'pending_payment', q.line_items, q.total_minor, q.currency, q.presentment_currency, q.presentment_rate,
      q.presentment_source, q.presentment_at, q.presentment_minor, q.presentment_lines, $2, $10, $9,
      (q.check_in + time '15:00') at time zone l.time_zone, (q.check_out + time '11:00') at time zone l.time_zone,
      (q.check_out + 14 + time '11:00') at time zone l.time_zone
    from held cross join quote q join listing l on l.id = q.listing_id where q.id = $3
  ), audited as (
    insert into audit (id, at, actor_id, action, subject, request_id)
    select $14, $9, $5, 'bookings.create', $1::text, $16 from held
  ), told as (
    insert into event (id, type, data, at)
    select $15, 'booking.requested', jsonb_build_object('bookingId', $1::text), $9 from held
  )
  insert into idempotency (principal, action, key, body_hash, status, response, created_at)
  select $5::text, 'bookings.create', $17, decode($18, 'hex'), 'done', $19, now() from held`;
