/** One page of a list. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
  readonly hasMore: boolean;
}

/** A procedure of the client that answers pages, such as `client.bookings.list`. */
export interface PagedProcedure<Input, Item> {
  query(input: Input | void, options?: { signal?: AbortSignal }): Promise<Page<Item>>;
}

/** The items of all pages, one after the other. */
export interface Paginated<Item> extends AsyncIterable<Item> {
  /** The same, page by page. */
  pages(): AsyncIterable<Page<Item>>;
}

/**
 * Walks through all pages of a list; the next page is asked for when its first item is. Each loop begins anew,
 * at `input.cursor` where one is given.
 *
 * @example
 * ```ts
 * for await (const booking of paginate(client.bookings.list, { as: "host" })) {
 *   console.log(booking.id, booking.state);
 * }
 * ```
 */
export function paginate<Input extends { cursor?: string | undefined }, Item>(
  procedure: PagedProcedure<Input, Item>,
  input: NoInfer<Input>,
  options: { signal?: AbortSignal } = {},
): Paginated<Item> {
  const pages = () => pagesOf(procedure, input, options);
  return { pages, [Symbol.asyncIterator]: () => itemsOf(pages()) };
}

async function* pagesOf<Input extends { cursor?: string | undefined }, Item>(
  procedure: PagedProcedure<Input, Item>,
  first: Input,
  options: { signal?: AbortSignal },
): AsyncGenerator<Page<Item>, void> {
  let input = first;
  for (;;) {
    const page = await procedure.query(input, options);
    yield page;
    if (!page.hasMore || page.nextCursor === null) return;
    input = { ...first, cursor: page.nextCursor };
  }
}

async function* itemsOf<Item>(pages: AsyncIterable<Page<Item>>): AsyncGenerator<Item, void> {
  for await (const page of pages) yield* page.data;
}
