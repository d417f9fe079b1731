import { type Case, type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const file = { contentType: "image/png", bytes: 67 } as const;
const alt = "The river from the window";
const awaited = ({ photo }: World) => photo();

/** Who must not, of a photo of the published loft. */
const notTheHost: readonly Case[] = [
  { what: "nobody", input: awaited, refused: ["auth.required"] },
  { what: "a stranger", as: "stranger", input: awaited, refused: ["permission.denied"] },
  {
    what: "no photo",
    as: "host",
    input: ({ loft }) => ({ listingId: loft.id, photoId: nowhere }),
    refused: ["not_found"],
  },
];
const withAlt = (one: Case): Case => ({
  ...one,
  input: async (world) => ({ ...(typeof one.input === "function" ? await one.input(world) : one.input), alt }),
});

export const photoCases: Cases = {
  "listings.photos.request": [
    { what: "a photo", as: "host", input: ({ loft }) => ({ listingId: loft.id, ...file, alt }) },
    {
      what: "too large a file",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, ...file, bytes: 20 * 1024 * 1024 + 1 }),
      refused: ["request.invalid", "/bytes"],
    },
    { what: "nobody", input: ({ loft }) => ({ listingId: loft.id, ...file }), refused: ["auth.required"] },
    {
      what: "a stranger",
      as: "stranger",
      input: ({ loft }) => ({ listingId: loft.id, ...file }),
      refused: ["permission.denied"],
    },
    {
      what: "a stranger's draft",
      as: "stranger",
      input: async ({ draft }) => ({ listingId: (await draft()).id, ...file }),
      refused: ["not_found"],
    },
    {
      what: "a 41st photo",
      as: "host",
      input: async ({ draft, run }) => {
        const { id } = await draft();
        await run(
          `insert into photo (id, listing_id, status, position, content_type, bytes, upload_name, upload_expires_at, created_at)
           select gen_random_uuid(), $1, 'processing', n, 'image/png', 1, 'x', now(), now() from generate_series(1, 40) n`,
          id,
        );
        return { listingId: id, ...file };
      },
      refused: ["photo.too_many"],
    },
    {
      what: "of an archived home",
      as: "host",
      input: async ({ draft, run }) => {
        const { id } = await draft();
        await run("update listing set status = 'archived' where id = $1", id);
        return { listingId: id, ...file };
      },
      refused: ["listing.state"],
    },
  ],
  "listings.photos.get": [
    { what: "a photo to come for its host", as: "host", input: awaited },
    { what: "a photo to come for a stranger", as: "stranger", input: awaited, refused: ["not_found"] },
  ],
  "listings.photos.confirm": [
    { what: "a file that is there", as: "host", input: ({ photo }) => photo("sent") },
    { what: "a file that is not there", as: "host", input: awaited, refused: ["photo.not_uploaded"] },
    ...notTheHost,
  ],
  "listings.photos.reorder": [
    {
      what: "another cover",
      as: "host",
      input: async ({ photo }) => {
        await photo();
        const { listingId, photoId } = await photo();
        return { listingId, photoIds: [photoId] };
      },
    },
    {
      what: "a photo that is none of this home",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, photoIds: [nowhere] }),
      refused: ["request.invalid", "/photoIds/0"],
    },
    {
      what: "a photo twice",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, photoIds: [nowhere, nowhere] }),
      refused: ["request.invalid", "/photoIds"],
    },
    {
      what: "a stranger",
      as: "stranger",
      input: ({ loft }) => ({ listingId: loft.id, photoIds: [nowhere] }),
      refused: ["permission.denied"],
    },
  ],
  "listings.photos.update": [
    { what: "another text", as: "host", input: async ({ photo }) => ({ ...(await photo()), alt }) },
    { what: "no text", as: "host", input: async ({ photo }) => ({ ...(await photo()), alt: null }) },
    ...notTheHost.map(withAlt),
  ],
  "listings.photos.delete": [{ what: "a photo", as: "host", input: awaited }, ...notTheHost],
};
