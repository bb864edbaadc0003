// SPDX-License-Identifier: Apache-2.0

// What a rate gives: blocks in a relay block, and the time that a transaction takes.

import type { Account } from "../../../client/account.ts";
import { printTable } from "../../../client/table.ts";
import { withoutSessionChanges } from "../cadence.ts";
import type { Network } from "../network.ts";
import type { RelayBlock } from "../relay.ts";
import { percentile } from "../statistics.ts";
import { COLLATOR, PARA_ID } from "../upgrade/scenario.ts";
import type { Recorder } from "../upgrade/recorder.ts";
import { type Latencies, latencies } from "./latency.ts";

/** Transfers, and the time between two: over a minute, so that all places in a slot are met. */
const TRANSFERS = { count: 100, everyMs: 670 };

export interface Paced extends Latencies {
  rate: number;
  /** Parablocks per relay block, session changes of the relay chain left out. */
  perRelayBlock: number;
  /** The first and the last parablock of the measurement. */
  from: number;
  to: number;
}

/**
 * Parablocks per relay block in which candidates can be backed. An event names only the last block of a candidate: the number of the
 * block before is that of the candidate before.
 */
export function blocksPerRelayBlock(blocks: RelayBlock[]): number {
  const last = (block: RelayBlock) => block.backed.filter(({ paraId }) => paraId === PARA_ID).at(-1)?.number;
  const start = blocks.findIndex((block) => last(block) !== undefined);
  const window = blocks.slice(start + 1);
  const heads = window.map(last).filter((number) => number !== undefined);
  if (start < 0 || heads.length === 0) throw new Error("no two candidates were backed");
  return (Math.max(...heads) - last(blocks[start]!)!) / withoutSessionChanges(window).length;
}

/** Measures a running chain at its present rate. */
export async function measureRate(network: Network, { chain, relayRecord }: Recorder, rate: number, sender: Account): Promise<Paced> {
  const from = (await chain.client.getFinalizedBlock()).number;
  const begin = relayRecord.blocks.length;
  const measured = await latencies(chain, network.node(COLLATOR).rpc, sender, TRANSFERS);
  const to = (await chain.client.getFinalizedBlock()).number;
  return { rate, ...measured, perRelayBlock: blocksPerRelayBlock(relayRecord.blocks.slice(begin)), from, to };
}

const seconds = (times: number[], part: number) => `${percentile(times, part).toFixed(1)} s`;

export function printPaces(paces: Paced[]): void {
  printTable("Rates: the same load, one core", [
    ["blocks in a slot", ...paces.map(({ rate }) => rate)],
    ["blocks per relay block, session changes left out", ...paces.map(({ perRelayBlock }) => perRelayBlock.toFixed(2))],
    ["transfers measured", ...paces.map(({ best }) => best.length)],
    ["from submission to a best block, p50", ...paces.map(({ best }) => seconds(best, 0.5))],
    ["from submission to a best block, p95", ...paces.map(({ best }) => seconds(best, 0.95))],
    ["from submission to a final block, p50", ...paces.map(({ final }) => seconds(final, 0.5))],
    ["from submission to a final block, p95", ...paces.map(({ final }) => seconds(final, 0.95))],
  ]);
}
