// SPDX-License-Identifier: Apache-2.0

import { type Chain, connect } from "../../client/chain.ts";
import { printTable } from "../../client/table.ts";
import type { Network } from "./network.ts";
import { intervals, watchBestBlocks } from "./parachain.ts";
import { type RelayBlock, followRelay } from "./relay.ts";
import { percentile } from "./statistics.ts";
import { until } from "./until.ts";

/** The validators of all networks here. */
const VALIDATORS = ["alice", "bob"];

/**
 * Parablocks per relay block that a chain with a block in each relay slot has at least, session changes left out. Of 30
 * relay blocks six may go without: another network may start on the same cores. A chain, or one of two collators, that
 * leaves every other slot out has 17 of 30 at most, 0.57.
 */
export const LEAST_IN_EACH_SLOT = 0.8;

/** The value of a node's metric. */
export async function metric(address: string, name: string): Promise<number | undefined> {
  const text = await (await fetch(address)).text();
  const line = text.split("\n").find((row) => row.startsWith(`${name} `) || row.startsWith(`${name}{`));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

/** Waits until each validator has compiled the code of all `parachains` parachains. Before that it backs no block. */
export async function validatorsAreReady(network: Network, parachains: number): Promise<void> {
  for (const name of VALIDATORS) {
    const { metrics } = network.node(name);
    await until(`${name} has compiled ${parachains} runtimes`, 300, async () => {
      const prepared = await metric(metrics, "polkadot_pvf_preparation_time_count");
      return prepared !== undefined && prepared >= parachains;
    });
  }
}

/** Waits until the relay chain has included a block of each of the parachains. */
export async function firstIncluded(relay: Chain, paraIds: number[]): Promise<void> {
  await followRelay(relay, 300, `a block of each of ${paraIds} to be included`, (seen) =>
    paraIds.every((id) => seen.some((block) => block.included.some(({ paraId }) => paraId === id))),
  );
}

/** The relay blocks in which candidates can be backed. */
export const withoutSessionChanges = (blocks: RelayBlock[]) => blocks.filter((block) => !block.changesSession);

/** The backed blocks of a parachain per relay block, over the relay blocks in which candidates can be backed. */
export function backedPerRelayBlock(blocks: RelayBlock[], paraId: number): number {
  const window = withoutSessionChanges(blocks);
  const backed = window.flatMap((block) => block.backed).filter((block) => block.paraId === paraId);
  return backed.length / window.length;
}

export interface Cadence {
  relayBlocks: RelayBlock[];
  perRelayBlock: number;
  /** How many blocks each of the authorities has authored. */
  authored: number[];
  p50: number;
  p95: number;
  longestSegment: number;
}

/** Measures a parachain over a number of relay blocks in which candidates can be backed, and prints the result. */
export async function measureCadence(
  network: Network,
  { title, collator, paraId, relayBlocks }: { title: string; collator: string; paraId: number; relayBlocks: number },
): Promise<Cadence> {
  const relay = connect(network.node("alice").rpc);
  const parachain = connect(network.node(collator).rpc);
  try {
    await validatorsAreReady(network, 1);
    await firstIncluded(relay, [paraId]);
    const best = watchBestBlocks(parachain);
    const blocks = await followRelay(
      relay,
      relayBlocks * 6 * 2,
      `${relayBlocks} relay blocks`,
      (seen) => withoutSessionChanges(seen).length >= relayBlocks,
    );
    await best.stop();

    const authorities: unknown[] = await parachain.api.query.Aura.Authorities.getValue();
    const authored = authorities.map(() => 0);
    const backed = blocks.flatMap((block) => block.backed).filter((block) => block.paraId === paraId);
    for (const { slot } of backed) authored[Number(slot % BigInt(authorities.length))]! += 1;
    const gaps = intervals(best.seen);
    const result: Cadence = {
      relayBlocks: blocks,
      perRelayBlock: backedPerRelayBlock(blocks, paraId),
      authored,
      p50: percentile(gaps, 0.5),
      p95: percentile(gaps, 0.95),
      longestSegment: Math.max(...best.seen.map(({ segment }) => segment)),
    };
    printTable(title, [
      ["relay blocks", blocks.length],
      ["of them session changes, in which nothing can be backed", blocks.length - relayBlocks],
      ["parablocks backed in the others", backed.length],
      ["parablocks per relay block", result.perRelayBlock.toFixed(2)],
      ["parablocks by collator", authored.join(" + ")],
      ["interval between parablocks, p50", `${result.p50.toFixed(1)} s`],
      ["interval between parablocks, p95", `${result.p95.toFixed(1)} s`],
      ["most blocks built and not yet included", result.longestSegment],
    ]);
    return result;
  } finally {
    relay.client.destroy();
    parachain.client.destroy();
  }
}
