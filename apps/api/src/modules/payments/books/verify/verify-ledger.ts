import type { Sql } from "../../../../platform/sql.ts";
import type { Claim, Counterexample } from "./claim.ts";
import { entryClaims } from "./entry-claims.ts";
import { positionClaim } from "./position-claim.ts";

export interface Verified {
  readonly claim: Pick<Claim, "name" | "sentence">;
  /** None where the claim holds. */
  readonly broken: readonly Counterexample[];
}

/** Checks every claim about money, in turn: after the first that does not hold nothing more is known. */
export async function* verifyLedger(sql: Sql): AsyncGenerator<Verified> {
  for (const { name, sentence, check } of [...entryClaims, positionClaim]) {
    const broken = await check(sql);
    yield { claim: { name, sentence }, broken };
    if (broken.length > 0) return;
  }
}
