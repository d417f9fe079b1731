-- Every process forgets what it keeps of the clock when the sandbox's is moved.
CREATE FUNCTION tell_clock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('roost_cache', 'clock');
  RETURN NULL;
END;
$$;

CREATE TRIGGER clock_moved AFTER UPDATE ON clock_offset FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_clock_moved();
