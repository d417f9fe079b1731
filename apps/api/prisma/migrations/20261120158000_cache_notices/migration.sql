-- Every process forgets what it keeps of a home when a change of it commits.
CREATE FUNCTION tell_listing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('roost_cache', 'listing:' || OLD.id);
  RETURN NULL;
END;
$$;

CREATE TRIGGER listing_changed AFTER UPDATE ON listing FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_listing_changed();
