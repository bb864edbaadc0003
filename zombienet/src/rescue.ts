// SPDX-License-Identifier: Apache-2.0

// How the relay chain helps a chain that can't help itself: what docs/incidents.md tells people to do.

import { readFileSync, writeFileSync } from "node:fs";
import { blockHeader } from "@polkadot-api/substrate-bindings";
import type { Chain, Outrider } from "../../client/chain.ts";
import { hashOf } from "../../client/upgrade/code.ts";
import { type Network, specsOf } from "./network.ts";
import { bytesOf, hex } from "./scale.ts";
import { alice } from "./upgrade/activity.ts";
import { eventOf, include, includeBare } from "./upgrade/transactions.ts";

/** Relay blocks for which an authorization of code stays valid. */
const VALID_PERIOD = 100;

/** The hash of the code by which validators check a parachain's blocks. */
export async function codeHashOnRelay(relay: Chain, paraId: number): Promise<string> {
  return hex(bytesOf(await relay.api.query.Paras.CurrentCodeHash.getValue(paraId)));
}

/** The number of the newest parablock that the relay chain has included. */
export async function includedNumber(relay: Chain, paraId: number): Promise<number> {
  return blockHeader.dec(bytesOf(await relay.api.query.Paras.Heads.getValue(paraId))).number;
}

/** Has the relay chain's Root dispatch a call. On a local relay chain Alice has Sudo; a live one takes a referendum. */
export async function asRoot(relay: Chain, call: any): Promise<void> {
  const { events } = await include(relay as Outrider, relay.api.tx.Sudo.sudo({ call: call.decodedCall }), alice);
  const { sudo_result: result } = eventOf(events, "Sudo", "Sudid");
  if (!result.success) throw new Error(`the relay chain's Root has failed: ${JSON.stringify(result.value)}`);
}

/** Puts code in place of a parachain's at once: Root authorizes the hash, and anybody hands in the code, without a fee. */
export async function replaceCode(relay: Chain, paraId: number, code: Uint8Array): Promise<void> {
  const { Paras } = relay.api.tx;
  const authorization = { para: paraId, new_code_hash: hashOf(code), valid_period: VALID_PERIOD };
  await asRoot(relay, Paras.authorize_force_set_current_code_hash(authorization));
  await includeBare(relay, Paras.apply_authorized_force_set_current_code({ para: paraId, new_code: code }));
}

/** Writes code into a chain spec that nodes execute in place of the state's, from a block on. */
export function substituteCode(spec: string, block: number, code: Uint8Array): void {
  const text = JSON.parse(readFileSync(spec, "utf8"));
  writeFileSync(spec, JSON.stringify({ ...text, codeSubstitutes: { [block]: hex(code) } }));
}

/** Stops collators, gives them a spec with a substitute for the code, and starts them again. */
export async function restartWithSubstitute(
  network: Network,
  collators: string[],
  block: number,
  code: Uint8Array,
): Promise<void> {
  for (const name of collators) {
    await network.kill(name);
    // Each has a copy of its own.
    substituteCode(specsOf({ nodes: [network.node(name)] }).parachain, block, code);
  }
  for (const name of collators) network.restart(name);
}
