// SPDX-License-Identifier: Apache-2.0

// The nodes of the network `settlement`, for whom they act, and what is waited for on it.

import { type Account, account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import { metric } from "../cadence.ts";
import type { Network } from "../network.ts";
import { Hopeless, until } from "../until.ts";

export const PARA_ID = 2000;
export const BEST = { at: "best" } as const;

/** A node, and the account that it signs for. */
export interface Acting {
  name: string;
  who: Account;
}

/** The collators. Their names are zombienet's: the relay chain has an alice and a bob, too. */
const SEQUENCERS: Acting[] = [
  { name: "alice-1", who: account("//Alice") },
  { name: "bob-1", who: account("//Bob") },
];
export const WATCHER: Acting = { name: "ferdie", who: account("//Ferdie") };

/** Seconds until a node that was started anew has the newest block and the state of settlement. */
const FOLLOWS_SECONDS = 240;

/** The sequencer with this account. */
function sequencerOf(address: string): Acting {
  const found = SEQUENCERS.find(({ who }) => who.address === address);
  if (!found) throw new Hopeless(`${address} is no sequencer of this network`);
  return found;
}

/** The sequencer that is not this one. */
export const otherThan = ({ name }: Acting): Acting => SEQUENCERS.find((one) => one.name !== name)!;

/** Waits until a sequencer leads whose turn lasts for so many lived slots more. */
export function leader(chain: Outrider, slots: number, seconds: number): Promise<Acting> {
  const { SettlementApi } = chain.api.apis;
  return until(`a sequencer leads for ${slots} lived slots more`, seconds, async () => {
    const [{ leader, ends }, { now }] = await Promise.all([SettlementApi.rotation(BEST), SettlementApi.window(BEST)]);
    return leader !== undefined && ends - now >= slots ? sequencerOf(leader) : undefined;
  });
}

/** Waits until the turn of a sequencer ends in so many lived slots. Answers with the one whose turn comes next. */
export function nextLeader(chain: Outrider, slots: number, seconds: number): Promise<Acting> {
  const { SettlementApi } = chain.api.apis;
  return until(`a turn ends in ${slots} lived slots`, seconds, async () => {
    const [{ leader, ends }, { now }] = await Promise.all([SettlementApi.rotation(BEST), SettlementApi.window(BEST)]);
    return leader !== undefined && ends - now === slots ? otherThan(sequencerOf(leader)) : undefined;
  });
}

/** Waits until all that was posted is final, in a final block. Answers with the last batch. */
export function allFinal(chain: Outrider, seconds: number): Promise<{ batch: bigint; root: string }> {
  const { SettlementApi } = chain.api.apis;
  return until("all batches are final", seconds, async () => {
    const [tip, final] = await Promise.all([SettlementApi.tip(BEST), SettlementApi.final_batch()]);
    return tip.root === final.root ? final : undefined;
  });
}

/** The value of a counter with this label. A node that has not counted anything may not have it. */
export async function counter(metrics: string, name: string, label: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const row = text.split("\n").find((row) => row.startsWith(`${name}{`) && row.includes(label));
  return Number(row?.split(" ").at(-1) ?? 0);
}

/**
 * Waits until a node that was started anew follows settlement up to the newest block of another node. It needs a connection to each
 * of the two other nodes: through one alone it would lose the chain with that one.
 */
export function follows(network: Network, { name }: Acting, other: Outrider): Promise<unknown> {
  const { metrics, rpc } = network.node(name);
  return until(`${name} follows settlement`, FOLLOWS_SECONDS, async () => {
    if ((await metric(metrics, "outrider_settlement_following")) !== 1) return false;
    const header = await ask<{ number: string }>(rpc, "chain_getHeader");
    const health = await ask<{ peers: number }>(rpc, "system_health");
    const [newest] = await other.client.getBestBlocks();
    return health.peers >= 2 && Number(header.number) >= newest!.number;
  });
}

/** Asks a node over HTTP: a connection that was made too early would not come up. */
async function ask<T>(rpc: string, method: string): Promise<T> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] });
  const answer = await fetch(rpc.replace(/^ws/, "http"), { method: "POST", headers: { "content-type": "application/json" }, body });
  return ((await answer.json()) as { result: T }).result;
}
