import type { z } from "zod";
import type { CommandScope } from "../../../platform/action.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import type { ProviderSubject } from "../gateway.ts";

/** Where a subject is fetched: no transaction is open. */
export interface FetchSite {
  readonly house: House;
  readonly sql: Sql;
}

/** How one kind of thing at a provider is brought up to date here. */
export interface Subject<S extends z.ZodType, L> {
  /** How it stands now, with whatever of our own was read before the fetch. */
  readonly seen: S;
  /** Asks the provider. Throws where that fails; the event is tried again. */
  fetch(site: FetchSite, ref: string, account: string | null): Promise<z.output<S>>;
  /** Locks what we keep of it. Throws where it is not known (yet). undefined: it is none of ours. */
  lock(scope: CommandScope, seen: z.output<S>): Promise<L | undefined>;
  /** Forward moves only: it is called in any order and number. */
  apply(scope: CommandScope, locked: L, seen: z.output<S>): Promise<void>;
}

/** A subject whose types nobody needs to know. */
export interface AnySubject {
  fetch(site: FetchSite, ref: string, account: string | null): Promise<unknown>;
  /** `isFirst` marks the event as applied, after the lock and before the change; false: somebody was faster. */
  apply(scope: CommandScope, seen: unknown, isFirst: () => Promise<boolean>): Promise<void>;
}

export const subject = <S extends z.ZodType, L>(of: Subject<S, L>): AnySubject => ({
  fetch: (site, ref, account) => of.fetch(site, ref, account),
  async apply(scope, raw, isFirst) {
    const seen = of.seen.parse(raw);
    const locked = await of.lock(scope, seen);
    if ((await isFirst()) && locked !== undefined) await of.apply(scope, locked, seen);
  },
});

export type Subjects = Readonly<Partial<Record<ProviderSubject["kind"], AnySubject>>>;
