import { retention } from "../../platform/retention.ts";
import type { Sql } from "../../platform/sql.ts";
import type { Sweep } from "../../platform/sweeps.ts";

/** Quotes that nobody booked, a week after their price ended: until then they tell why a booking was refused. */
export const quoteRetention = (sql: Sql): Sweep =>
  retention({
    name: "quote.retention",
    sql,
    text: `delete from quote where id = any(array(
      select q.id from quote q where q.expires_at < roost_now() - interval '7 days'
        and not exists (select from booking b where b.quote_id = q.id)
      order by q.expires_at limit $1))`,
  });
