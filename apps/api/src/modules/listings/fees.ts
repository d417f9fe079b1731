import type { House } from "../../platform/port.ts";
import { envPort } from "../../platform/settings.ts";

/** What Roost takes of nights and cleaning, in basis points: from the guest on top, from the host out of his share. */
export interface Fees {
  readonly guestBps: number;
  readonly hostBps: number;
  /** Of this configuration: what the fees' lines name. */
  readonly version: number;
}

/** The fees that this house is configured with. */
export function feesOf(scope: { readonly house: House }): Fees {
  const env = envPort.from(scope);
  return { guestBps: env.GUEST_FEE_BPS, hostBps: env.HOST_FEE_BPS, version: env.FEES_VERSION };
}
