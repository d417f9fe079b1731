import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const praise = { rating: 5, comment: "As described." };
const ofFinished = async ({ finished }: World) => ({ bookingId: (await finished()).id, ...praise });
const published = async ({ review, run }: World) => {
  const { id } = await review();
  await run("update review set published_at = now() where id = $1", id);
  return { reviewId: id };
};

export const reviewCases: Cases = {
  "reviews.write": [
    {
      what: "all that may be said",
      as: "guest",
      input: async (world) => ({ ...(await ofFinished(world)), categories: { cleanliness: 5, checkIn: 1 } }),
    },
    { what: "no more than must be said", as: "guest", input: ofFinished },
    { what: "its host", as: "host", input: ofFinished, refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: ofFinished, refused: ["not_found"] },
    { what: "nobody", input: ofFinished, refused: ["auth.required"] },
    {
      what: "a stay to come",
      as: "guest",
      input: async ({ booking }) => ({ bookingId: (await booking()).id, ...praise }),
      refused: ["review.state"],
    },
    {
      what: "a second one",
      as: "guest",
      input: async ({ review }) => ({ bookingId: (await review()).bookingId, ...praise }),
      refused: ["review.exists"],
    },
    {
      what: "six stars",
      as: "guest",
      input: { bookingId: nowhere, rating: 6, comment: " ", categories: { value: 0 } },
      refused: ["request.invalid", "/rating", "/categories/value", "/comment"],
    },
  ],
  "reviews.get": [
    { what: "a published one", input: published },
    {
      what: "a hidden one for its author",
      as: "guest",
      input: async ({ review }) => ({ reviewId: (await review()).id }),
    },
    {
      what: "a hidden one for its host",
      as: "host",
      input: async ({ review }) => ({ reviewId: (await review()).id }),
      refused: ["not_found"],
    },
    { what: "no review", input: { reviewId: nowhere }, refused: ["not_found"] },
  ],
  "reviews.list": [
    { what: "of a home", input: ({ loft }) => ({ listingId: loft.id, sort: "-rating", limit: 1 }) },
    { what: "of a host", input: ({ host }) => ({ subjectId: host.userId }) },
    { what: "of nothing", input: {}, refused: ["request.invalid", "/listingId"] },
  ],
};
