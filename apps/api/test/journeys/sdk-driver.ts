import { createClient, isRoostError, paginate, type RoostClient } from "@roost/sdk";
import { type ActionName, type Driver, type InputOf, type OutputOf, Refused } from "./driver.ts";

type Context = { readonly context: { readonly idempotencyKey?: string } };
type Calls = { readonly [N in ActionName]?: (input: InputOf<N>, context: Context) => Promise<OutputOf<N>> };

const callsOf = (client: RoostClient): Calls => ({
  "auth.signUp": (input, context) => client.auth.signUp.mutate(input, context),
  "auth.verifyEmail": (input, context) => client.auth.verifyEmail.mutate(input, context),
  "auth.signIn": (input, context) => client.auth.signIn.mutate(input, context),
  "auth.signOut": (input, context) => client.auth.signOut.mutate(input, context),
  "users.me": (input, context) => client.users.me.query(input, context),
  "users.becomeHost": (input, context) => client.users.becomeHost.mutate(input, context),
  "listings.search": (input, context) => client.listings.search.query(input, context),
  "listings.facets": (input, context) => client.listings.facets.query(input, context),
  "listings.create": (input, context) => client.listings.create.mutate(input, context),
  "listings.get": (input, context) => client.listings.get.query(input, context),
  "listings.publish": (input, context) => client.listings.publish.mutate(input, context),
  "payments.receipt": (input, context) => client.payments.receipt.query(input, context),
  "listings.setPricing": (input, context) => client.listings.setPricing.mutate(input, context),
  "listings.pricing": (input, context) => client.listings.pricing.query(input, context),
  "listings.setRates": (input, context) => client.listings.setRates.mutate(input, context),
  "listings.explainPrice": (input, context) => client.listings.explainPrice.query(input, context),
  "listings.photos.request": (input, context) => client.listings.photos.request.mutate(input, context),
  "listings.photos.get": (input, context) => client.listings.photos.get.query(input, context),
  "listings.photos.confirm": (input, context) => client.listings.photos.confirm.mutate(input, context),
  "listings.photos.reorder": (input, context) => client.listings.photos.reorder.mutate(input, context),
  "listings.photos.update": (input, context) => client.listings.photos.update.mutate(input, context),
  "listings.photos.delete": (input, context) => client.listings.photos.delete.mutate(input, context),
  "listings.block": (input, context) => client.listings.block.mutate(input, context),
  "listings.blocks": (input, context) => client.listings.blocks.query(input, context),
  "listings.unblock": (input, context) => client.listings.unblock.mutate(input, context),
  "listings.calendar": (input, context) => client.listings.calendar.query(input, context),
  "listings.explainAvailability": (input, context) => client.listings.explainAvailability.query(input, context),
  "listings.setStayRules": (input, context) => client.listings.setStayRules.mutate(input, context),
  "listings.stayRules": (input, context) => client.listings.stayRules.query(input, context),
  "listings.update": (input, context) => client.listings.update.mutate(input, context),
  "listings.unlist": (input, context) => client.listings.unlist.mutate(input, context),
  "listings.archive": (input, context) => client.listings.archive.mutate(input, context),
  "listings.mine": (input, context) => client.listings.mine.query(input, context),
  "listings.amenities": (input, context) => client.listings.amenities.query(input, context),
  "listings.favorites": (input, context) => client.listings.favorites.query(input, context),
  "listings.addFavorite": (input, context) => client.listings.addFavorite.mutate(input, context),
  "listings.removeFavorite": (input, context) => client.listings.removeFavorite.mutate(input, context),
  "listings.feeds": (input, context) => client.listings.feeds.query(input, context),
  "listings.addFeed": (input, context) => client.listings.addFeed.mutate(input, context),
  "listings.removeFeed": (input, context) => client.listings.removeFeed.mutate(input, context),
  "listings.syncFeed": (input, context) => client.listings.syncFeed.mutate(input, context),
  "listings.calendarLink": (input, context) => client.listings.calendarLink.query(input, context),
  "listings.rotateCalendarLink": (input, context) => client.listings.rotateCalendarLink.mutate(input, context),
  "bookings.quote": (input, context) => client.bookings.quote.mutate(input, context),
  "bookings.getQuote": (input, context) => client.bookings.getQuote.query(input, context),
  "bookings.create": (input, context) => client.bookings.create.mutate(input, context),
  "bookings.get": (input, context) => client.bookings.get.query(input, context),
  "bookings.list": (input, context) => client.bookings.list.query(input, context),
  "bookings.accept": (input, context) => client.bookings.accept.mutate(input, context),
  "bookings.decline": (input, context) => client.bookings.decline.mutate(input, context),
  "bookings.cancel": (input, context) => client.bookings.cancel.mutate(input, context),
  "payments.start": (input, context) => client.payments.start.mutate(input, context),
  "payments.refund": (input, context) => client.payments.refund.mutate(input, context),
  "payments.chargebacks": (input, context) => client.payments.chargebacks.query(input, context),
  "payments.chargeback": (input, context) => client.payments.chargeback.query(input, context),
  "payments.submitEvidence": (input, context) => client.payments.submitEvidence.mutate(input, context),
  "payments.acceptChargeback": (input, context) => client.payments.acceptChargeback.mutate(input, context),
  "payments.payoutAccount": (input, context) => client.payments.payoutAccount.query(input, context),
  "payments.beginPayoutOnboarding": (input, context) => client.payments.beginPayoutOnboarding.mutate(input, context),
  "payments.payouts": (input, context) => client.payments.payouts.query(input, context),
  "payments.get": (input, context) => client.payments.get.query(input, context),
  "reviews.write": (input, context) => client.reviews.write.mutate(input, context),
  "reviews.get": (input, context) => client.reviews.get.query(input, context),
  "reviews.list": (input, context) => client.reviews.list.query(input, context),
});

/** The SDK, as a frontend uses it. */
export const sdkDriver: Driver = {
  surface: "SDK",
  callerOf: ({ origin }, token) => ({
    async call(name, input, key) {
      let last = { text: "", replayed: false };
      const client = createClient({
        url: origin,
        token,
        retries: 0,
        fetch: async (request, init) => {
          const response = await fetch(request, init);
          const text = await response.clone().text();
          last = { text, replayed: response.headers.get("idempotent-replayed") === "true" };
          return response;
        },
      });
      const send = callsOf(client)[name];
      if (!send) throw new Error(`the driver does not call ${name} yet`);
      const context = { context: key === undefined ? {} : { idempotencyKey: key } };
      try {
        return { output: await send(input, context), ...last };
      } catch (error) {
        if (!isRoostError(error)) throw error;
        const { code, status, issues, details } = error;
        throw new Refused({ code, status, issues, details });
      }
    },
    async searchAll(input) {
      const client = createClient({ url: origin, token, retries: 0 });
      const pages = [];
      for await (const page of paginate(client.listings.search, input).pages()) pages.push(page.data);
      return pages;
    },
  }),
};
