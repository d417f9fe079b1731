import { Socket } from "node:net";

/**
 * A connection to Postgres on which the statements of one turn leave in one write. pg corks the stream for each
 * statement; here the first cork of a turn lasts until the turn ends, because a write costs more than most statements.
 */
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
