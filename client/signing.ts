// SPDX-License-Identifier: Apache-2.0

// Signs transactions that stay valid for as long as polkadot-api means, however many blocks a slot has.

import type { TxEvent } from "polkadot-api";
import type { Observable } from "rxjs";
import type { Account } from "./account.ts";
import type { Chain } from "./chain.ts";

/** Slots for which a transaction stays valid: polkadot-api's default of 64 blocks, where a slot has one. */
const VALID_SLOTS = 64;

/** The parts of a call that signing needs. */
export interface Signable {
  signSubmitAndWatch(signer: Account["signer"], options: object): Observable<TxEvent>;
}

/** The blocks in the next slot. A runtime that does not say it has one. */
async function rateOf({ client }: Chain): Promise<number> {
  const answer = await client._request<string>("state_call", ["TargetBlockRate_target_block_rate", "0x"]).catch(() => undefined);
  return answer === undefined ? 1 : Buffer.from(answer.slice(2), "hex").readUInt32LE(0);
}

/**
 * Blocks for which a transaction stays valid, counted from the last final block: a power of two, at least 64 slots. With a number of
 * blocks that does not grow with the rate, a transaction could be too old before it is sent.
 */
export const periodAt = (rate: number): number => 2 ** Math.ceil(Math.log2(VALID_SLOTS * rate));

/** Signs a call, and answers with what sends it. */
export async function signAndWatch(
  chain: Chain,
  call: Signable,
  { signer }: Account,
  options: { nonce?: number } = {},
): Promise<Observable<TxEvent>> {
  const mortality = { mortal: true, period: periodAt(await rateOf(chain)) };
  return call.signSubmitAndWatch(signer, { ...options, mortality });
}
