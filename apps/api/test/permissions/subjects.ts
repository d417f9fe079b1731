import { Booking, Listing, PhotoRequested, Quote, Review } from "@roost/contract";
import { z } from "zod";
import { makeVerificationToken } from "../../src/modules/auth/index.ts";
import { bookingsRouter, quoteStay } from "../../src/modules/bookings/index.ts";
import { listingsRouter } from "../../src/modules/listings/index.ts";
import { receiptToken } from "../../src/modules/payments/receipts/receipt-link.ts";
import { reviewsRouter } from "../../src/modules/reviews/index.ts";
import type { Persona } from "../../src/permissions.ts";
import { newId } from "../../src/platform/ids.ts";
import { routers } from "../../src/routes.ts";
import { plainHome, stay } from "../factories.ts";
import { keepUpload, showPhoto, tinyPng } from "../photos.ts";
import { disputeAtBank, stripeOf } from "../provider.ts";
import { disputeState, providerState, tell, tellDispute } from "../provider-state.ts";
import type { Rig } from "../rig.ts";
import { calendarSubjects } from "./calendar-subjects.ts";
import { feedSubjects } from "./feed-subjects.ts";
import { type People, password } from "./people.ts";

type AtStripe = Parameters<typeof stripeOf>[0];

/** The input of one try: a thing of its own, of the guest and the host, for whoever asks. */
type Subject = (persona: Persona) => Promise<object> | object;

const account = () => ({ email: `${newId()}@test.invalid`, password, firstName: "Kari", lastName: "Nordmann" });

/** For each action, and each thing that its permissions are told apart by, what a persona asks for. */
export type Subjects = Readonly<Record<string, Readonly<Record<string, Subject>>>>;

export const whatever = "";

/** With which a house signs that was told no other. */
const insecureSecret = "roost-development-secret-not-for-production";

/** Something at Stripe that a booking's chargeback can stand for: a charge of the same amount, disputed. */
async function disputedAt(at: AtStripe, { total }: Booking): Promise<string> {
  const { latest_charge: charge } = await stripeOf(at).paymentIntents.create({
    ...{ amount: total.amount, currency: total.currency.toLowerCase(), payment_method: "pm_card_visa" },
    ...{ confirm: true, return_url: "https://shop.example/back" },
  });
  return disputeAtBank(at, { charge: z.string().parse(charge) });
}

export function subjectsOn(rig: Rig, people: People, at: AtStripe): Subjects {
  const home = (status = "published") => rig.addHome({ host_id: people.idOf("host"), status });
  const rates = [{ first: stay(21).checkIn, price: 1 }];
  // A home of its own each time: all may take the same nights.
  const nights = async () => ({ listingId: await home(), ...stay(21), guests: { adults: 2 } });
  const quote = async () => Quote.parse(await rig.call(quoteStay, await nights()));
  const draft = async () =>
    Listing.parse(await rig.call(listingsRouter.create.action, plainHome, await people.signIn("host")));
  const booking = async () => {
    const { id: quoteId } = await quote();
    return Booking.parse(await rig.call(bookingsRouter.create.action, { quoteId }, await people.signIn("guest")));
  };
  const paid = async () => {
    const booked = await booking();
    await tell(rig, providerState(booked, "captured"));
    return booked.paymentId;
  };
  const chargeback = async () => {
    const booked = await booking();
    await tell(rig, providerState(booked, "captured"));
    const disputeRef = await disputedAt(at, booked);
    await tellDispute(rig, disputeState(booked, "needs_response", { disputeRef }));
    const byPayment = "select id from chargeback where payment_id = $1";
    const row = await rig.sql.one<{ id: string }>("test_chargeback_of", byPayment, [booked.paymentId]);
    return { chargebackId: row?.id };
  };
  const photo = async (listingId?: string) => {
    const input = { listingId: listingId ?? (await home()), contentType: "image/png", bytes: tinyPng.length };
    const made = await rig.call(listingsRouter.photos.request.action, input, await people.signIn("host"));
    const { photo: awaited, upload } = PhotoRequested.parse(made);
    return { listingId: input.listingId, photoId: awaited.id, upload };
  };
  const draftPhoto = async () => photo((await draft()).id);
  const sentPhoto = async () => {
    const { upload, ...named } = await photo();
    await keepUpload(rig, upload.url, tinyPng);
    return named;
  };
  const named = async (made: Promise<{ readonly listingId: string; readonly photoId: string }>) => {
    const { listingId, photoId } = await made;
    return { listingId, photoId };
  };
  const requested = async () => {
    const listingId = await rig.addHome({ host_id: people.idOf("host"), booking_mode: "request" });
    const { id: quoteId } = Quote.parse(await rig.call(quoteStay, { ...(await nights()), listingId }));
    const guest = await people.signIn("guest");
    const booked = Booking.parse(await rig.call(bookingsRouter.create.action, { quoteId }, guest));
    await tell(rig, providerState(booked, "authorized"));
    return { bookingId: booked.id };
  };
  const payout = async () => {
    const found = await rig.sql.one<{ id: string }>(
      "test_payout_of",
      "select o.id from payout o join payment p on p.reference = o.reference where p.id = $1",
      [await paid()],
    );
    return found?.id ?? "";
  };
  const heldPayout = async () => {
    const payoutId = await payout();
    await rig.call(routers.admin.payoutHold.action, { payoutId, reason: "A test." }, await people.signIn("operator"));
    return payoutId;
  };
  const finished = async () => {
    const { id } = await booking();
    for (const state of ["confirmed", "checked_in", "completed"]) {
      await rig.sql.run("test_move", "update booking set state = $2::booking_state, pay_by = null where id = $1", [
        id,
        state,
      ]);
    }
    return { bookingId: id, rating: 5, comment: "As described." };
  };
  const review = async () =>
    Review.parse(await rig.call(reviewsRouter.write.action, await finished(), await people.signIn("guest")));
  const published = async () => {
    const { id } = await review();
    await rig.sql.run("test_publish", "update review set published_at = now() where id = $1", [id]);
    return { reviewId: id };
  };

  const homes = {
    "a published home": async () => ({ listingId: await home() }),
    "a draft": async () => ({ listingId: (await draft()).id }),
    "an archived home": async () => ({ listingId: await home("archived") }),
  };

  return {
    "auth.signUp": { [whatever]: account },
    "auth.verifyEmail": {
      [whatever]: async () => ({ token: await makeVerificationToken(rig.sql, await people.newcomer()) }),
    },
    "auth.signIn": { [whatever]: (persona) => ({ email: people.emailOf(persona), password }) },
    "auth.signOut": { [whatever]: () => ({}) },
    "users.me": { [whatever]: () => ({}) },
    "users.get": {
      somebody: () => ({ userId: people.idOf("host") }),
      "a closed account": async () => {
        const { userId } = await rig.addUser();
        await rig.sql.run("test_suspend", "update app_user set status = 'suspended' where id = $1", [userId]);
        return { userId };
      },
      "an address that is not confirmed": () => ({ userId: people.idOf("unverified") }),
    },
    "users.becomeHost": { [whatever]: () => ({}) },
    "listings.search": { [whatever]: () => ({ city: "Oslo" }) },
    "listings.facets": { [whatever]: () => ({ city: "Oslo" }) },
    "listings.suggestPlaces": { [whatever]: () => ({ q: "Os" }) },
    "listings.create": { [whatever]: () => plainHome },
    "listings.get": {
      ...homes,
      "a home off the market that the guest has booked": async () => {
        const { listingId } = await booking();
        await rig.sql.run("test_unlist", "update listing set status = 'unlisted' where id = $1", [listingId]);
        return { listingId };
      },
    },
    "listings.mine": { [whatever]: () => ({}) },
    "listings.amenities": { [whatever]: () => ({}) },
    "listings.favorites": { [whatever]: () => ({}) },
    "listings.addFavorite": homes,
    "listings.removeFavorite": { [whatever]: async () => ({ listingId: await home() }) },
    "listings.update": {
      "a published home": async () => ({ listingId: await home(), title: "Another" }),
      "a draft": async () => ({ listingId: (await draft()).id, title: "Another" }),
      "an archived home": async () => ({ listingId: await home("archived"), title: "Another" }),
    },
    "listings.publish": homes,
    "listings.setPricing": {
      "a published home": async () => ({ listingId: await home(), nightlyPrice: 1 }),
      "a draft": async () => ({ listingId: (await draft()).id, nightlyPrice: 1 }),
      "an archived home": async () => ({ listingId: await home("archived"), nightlyPrice: 1 }),
    },
    "listings.pricing": homes,
    "listings.setRates": {
      "a published home": async () => ({ listingId: await home(), rates }),
      "a draft": async () => ({ listingId: (await draft()).id, rates }),
      "an archived home": async () => ({ listingId: await home("archived"), rates }),
    },
    "listings.explainPrice": {
      "a published home": async () => ({ listingId: await home(), ...stay(21) }),
      "a draft": async () => ({ listingId: (await draft()).id, ...stay(21) }),
    },
    "listings.unlist": homes,
    "listings.archive": homes,
    "listings.photos.request": {
      "a published home": async () => ({ listingId: await home(), contentType: "image/png", bytes: 1 }),
      "a draft": async () => ({ listingId: (await draft()).id, contentType: "image/png", bytes: 1 }),
    },
    "listings.photos.get": {
      "a ready photo": async () => {
        const shown = await named(photo());
        await showPhoto(rig, shown.photoId);
        return shown;
      },
      "a photo to come": () => named(photo()),
    },
    "listings.photos.confirm": { "a published home": sentPhoto },
    "listings.photos.reorder": {
      "a published home": async () => {
        const { listingId, photoId } = await photo();
        return { listingId, photoIds: [photoId] };
      },
    },
    "listings.photos.update": {
      "a published home": async () => ({ ...(await named(photo())), alt: "The kitchen" }),
      "a draft": async () => ({ ...(await named(draftPhoto())), alt: "The kitchen" }),
    },
    "listings.photos.delete": { "a published home": () => named(photo()) },
    ...calendarSubjects(rig, people),
    ...feedSubjects(rig, homes),
    "bookings.quote": { [whatever]: nights },
    "bookings.getQuote": { [whatever]: async () => ({ quoteId: (await quote()).id }) },
    "bookings.create": { [whatever]: async () => ({ quoteId: (await quote()).id }) },
    "bookings.get": { [whatever]: async () => ({ bookingId: (await booking()).id }) },
    "bookings.list": { [whatever]: () => ({}) },
    "bookings.accept": { "a request": requested },
    "bookings.decline": { "a request": requested },
    "bookings.cancel": { [whatever]: async () => ({ bookingId: (await booking()).id }) },
    "payments.start": { [whatever]: async () => ({ bookingId: (await booking()).id, provider: "stripe" }) },
    "payments.refund": { [whatever]: async () => ({ paymentId: await paid(), reason: "goodwill" }) },
    "payments.receipt": { [whatever]: async () => ({ paymentId: await paid() }) },
    "payments.list": { [whatever]: () => ({}) },
    "payments.statement": { [whatever]: () => ({ from: "2026-01-01", to: "2026-12-31" }) },
    "payments.refunds": { [whatever]: async () => ({ paymentId: (await booking()).paymentId }) },
    "payments.get": { [whatever]: async () => ({ paymentId: (await booking()).paymentId }) },
    "payments.chargebacks": { [whatever]: () => ({}) },
    "payments.chargeback": { [whatever]: chargeback },
    "payments.submitEvidence": {
      [whatever]: async () => ({ ...(await chargeback()), evidence: { serviceDate: "In May" }, submit: true }),
    },
    "payments.acceptChargeback": { [whatever]: chargeback },
    "payments.payoutAccount": { [whatever]: () => ({}) },
    "payments.beginPayoutOnboarding": { [whatever]: () => ({ country: "NO" }) },
    "payments.payouts": { [whatever]: () => ({}) },
    "admin.payoutHold": { [whatever]: async () => ({ payoutId: await payout(), reason: "Being looked into." }) },
    "admin.payoutRelease": { [whatever]: async () => ({ payoutId: await heldPayout() }) },
    "payments.releasePayout": { [whatever]: async () => ({ payoutId: (await booking()).id }) },
    "payments.retryBankPayout": { [whatever]: async () => ({ payoutId: (await booking()).id }) },
    "reviews.write": { [whatever]: finished },
    "reviews.get": {
      "a published review": published,
      "a hidden review": async () => ({ reviewId: (await review()).id }),
    },
    "reviews.list": { [whatever]: async () => ({ listingId: await home() }) },
    "admin.ledgerJournal": { [whatever]: () => ({}) },
    "admin.ledgerBalances": { [whatever]: () => ({}) },
    "admin.reconciliations": { [whatever]: () => ({}) },
    "admin.webhookEvents": { [whatever]: () => ({ state: "gave_up" }) },

    "auth.createAccount": { [whatever]: () => ({ ...account(), roles: ["admin"] }) },
    "bookings.beginStay": { [whatever]: async () => ({ bookingId: (await booking()).id }) },
    "bookings.completeStay": { [whatever]: async () => ({ bookingId: (await booking()).id }) },
    "bookings.expire": { [whatever]: async () => ({ bookingId: (await booking()).id }) },
    "listings.settlePhoto": { [whatever]: () => ({ photoId: newId(), outcome: { rejection: "lost" } }) },
    "payments.applyEvent": { [whatever]: () => ({ provider: "stripe", eventId: "evt_1", kind: null, seen: null }) },
    "payments.bookDifference": { [whatever]: () => ({ source: "ch_1", reconciliationId: newId() }) },
    "payments.recordReconciliation": {
      [whatever]: () => ({
        reconciliationId: newId(),
        until: new Date().toISOString(),
        transactions: 0,
        differences: [],
      }),
    },
    "payments.replayEvents": { [whatever]: () => ({ eventId: null, gaveUp: true, since: null, after: "" }) },
    "payments.issueInvoice": { [whatever]: async () => ({ of: "payment", id: await paid() }) },
    "payments.openReceipt": { [whatever]: async () => ({ token: receiptToken(insecureSecret, await paid()) }) },
    "payments.retryRefund": { [whatever]: async () => ({ refundId: (await booking()).id }) },
    "payments.warnOfEvidence": { [whatever]: chargeback },
    "payments.receiveEvent": {
      [whatever]: () => ({ provider: "stripe", eventId: "evt_1", type: "payment_intent.succeeded", body: "{}" }),
    },
    "reviews.publish": { [whatever]: async () => ({ reviewId: (await review()).id }) },
  };
}
