// SPDX-License-Identifier: Apache-2.0

// Cores of the relay chain for a parachain. A relay chain has as many cores as groups of validators: the local one has two, each of one
// validator, and gives the parachain the first.

import { Enum } from "polkadot-api";
import type { Chain } from "../../client/chain.ts";
import { asRoot } from "./rescue.ts";
import { until } from "./until.ts";

/** All of a core, in the relay chain's parts. */
const WHOLE_CORE = 57_600;
/** A new core is in the claim queue with the next relay blocks. */
const ASSIGNED_SECONDS = 120;

/** The cores at which a parachain stands next, by the relay chain's claim queue. */
export async function coresOf(relay: Chain, paraId: number): Promise<number[]> {
  const queue: [number, number[]][] = await relay.api.apis.ParachainHost.claim_queue();
  return queue.filter(([, claims]) => claims.includes(paraId)).map(([core]) => core);
}

/** Has the relay chain's Root give a parachain cores besides the first, so that there are `count`. */
export async function assignCores(relay: Chain, paraId: number, count: number): Promise<void> {
  for (let core = 1; core < count; core += 1) {
    const assignment = [[Enum("Task", paraId), WHOLE_CORE]];
    await asRoot(relay, relay.api.tx.Coretime.assign_core({ core, begin: 0, assignment, end_hint: undefined }));
  }
  await until(`the parachain ${paraId} has ${count} cores`, ASSIGNED_SECONDS, async () => (await coresOf(relay, paraId)).length === count);
}
