import { Socket } from "node:net";

/** A connection to Postgres on which the statements of one turn leave in one write, as Roost's do. */
export class OneWriteSocket extends Socket {
  #isHolding = false;

  override cork(): void {
    super.cork();
    if (this.#isHolding) return;
    this.#isHolding = true;
    super.cork();
    process.nextTick(() => {
      this.#isHolding = false;
      this.uncork();
    });
  }
}
