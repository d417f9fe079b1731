import { write } from "../../../platform/route.ts";
import { payoutHold } from "./payout-hold.ts";
import { payoutRelease } from "./payout-release.ts";

/** What operators do with payouts. */
export const payoutsAdminRouter = {
  payoutHold: write(payoutHold, "POST /admin/payouts/{payoutId}/hold"),
  payoutRelease: write(payoutRelease, "POST /admin/payouts/{payoutId}/release"),
};
