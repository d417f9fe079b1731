/** One composed program: a server, a worker, or both. Several may live in one process, as tests do. */
export type House = object;

/**
 * Something that code needs and only the composition root can give: an adapter, a setting, or the answer of a
 * module further to the right. `app.ts` plugs it in; code asks for it by the scope that it runs in.
 */
export class Port<T> {
  readonly #name: string;
  readonly #plugged = new WeakMap<House, T>();

  constructor(name: string) {
    this.#name = name;
  }

  plug(house: House, implementation: T): void {
    this.#plugged.set(house, implementation);
  }

  from({ house }: { readonly house: House }): T {
    const implementation = this.#plugged.get(house);
    if (implementation === undefined) throw new Error(`nothing is plugged into the port ${this.#name}`);
    return implementation;
  }
}
