// SPDX-License-Identifier: Apache-2.0

// What a pace gives: blocks in a relay block, the time that a transaction takes, and blocks that are given up.

import type { Account } from "../../../client/account.ts";
import type { Chain, Outrider } from "../../../client/chain.ts";
import { tableOf } from "../../../client/table.ts";
import { backedPerRelayBlock, withoutSessionChanges } from "../cadence.ts";
import type { Node } from "../network.ts";
import type { RelayBlock, RelayRecord } from "../relay.ts";
import { percentile } from "../statistics.ts";
import { type Latencies, latencies } from "./latency.ts";

/** Transfers, and the time between two: over a minute, so that all places in a slot are met. */
const TRANSFERS = { count: 100, everyMs: 670 };

/** A collator of a running chain, and what is recorded about it. */
export interface Running {
  relay: Chain;
  chain: Outrider;
  relayRecord: RelayRecord;
  collator: Node;
  paraId: number;
}

export interface Paced extends Latencies {
  /** Parablocks per relay block, session changes of the relay chain left out. */
  perRelayBlock: number;
  /** Candidates per relay block, likewise. */
  candidates: number;
  /** Blocks of all collators that became final meanwhile, and that were given up. */
  finalized: number;
  retracted: number;
  /** The first and the last parablock of the measurement. */
  from: number;
  to: number;
}

/**
 * Parablocks per relay block in which candidates can be backed. An event names only the last block of a candidate: the number of the
 * block before is that of the candidate before.
 */
export function blocksPerRelayBlock(blocks: RelayBlock[], parachain: number): number {
  const last = (block: RelayBlock) => block.backed.filter(({ paraId }) => paraId === parachain).at(-1)?.number;
  const start = blocks.findIndex((block) => last(block) !== undefined);
  const window = blocks.slice(start + 1);
  const heads = window.map(last).filter((number) => number !== undefined);
  if (start < 0 || heads.length === 0) throw new Error("no two candidates were backed");
  return (Math.max(...heads) - last(blocks[start]!)!) / withoutSessionChanges(window).length;
}

/** How many blocks a node has seen become final, and how many retracted. */
async function ends(metrics: string): Promise<{ finalized: number; retracted: number }> {
  const text = await (await fetch(metrics)).text();
  const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    finalized: sum(/^outrider_parablocks_total\{.*stage="finalized".*\} (\d+)$/gm),
    retracted: sum(/^outrider_parablocks_retracted_total\{.*\} (\d+)$/gm),
  };
}

/** Measures a running chain at its present pace. */
export async function measurePace({ chain, relayRecord, collator, paraId }: Running, sender: Account): Promise<Paced> {
  const { metrics, rpc } = collator;
  const from = (await chain.client.getFinalizedBlock()).number;
  const before = await ends(metrics);
  const begin = relayRecord.blocks.length;
  const measured = await latencies(chain, rpc, sender, TRANSFERS);
  const to = (await chain.client.getFinalizedBlock()).number;
  const after = await ends(metrics);
  const relayBlocks = relayRecord.blocks.slice(begin);
  return {
    ...measured,
    perRelayBlock: blocksPerRelayBlock(relayBlocks, paraId),
    candidates: backedPerRelayBlock(relayBlocks, paraId),
    finalized: after.finalized - before.finalized,
    retracted: after.retracted - before.retracted,
    from,
    to,
  };
}

const seconds = (times: number[], part: number) => `${percentile(times, part).toFixed(1)} s`;

/** One column for each pace, under its name. */
export function tableOfPaces(title: string, named: [string, Paced][]): string {
  const paces = named.map(([, paced]) => paced);
  return tableOf(title, [
    ["", ...named.map(([name]) => name)],
    ["blocks per relay block, session changes left out", ...paces.map(({ perRelayBlock }) => perRelayBlock.toFixed(2))],
    ["candidates per relay block, session changes left out", ...paces.map(({ candidates }) => candidates.toFixed(2))],
    ["final blocks / retracted blocks", ...paces.map(({ finalized, retracted }) => `${finalized} / ${retracted}`)],
    ["transfers measured", ...paces.map(({ best }) => best.length)],
    ["from submission to a best block, p50", ...paces.map(({ best }) => seconds(best, 0.5))],
    ["from submission to a best block, p95", ...paces.map(({ best }) => seconds(best, 0.95))],
    ["from submission to a final block, p50", ...paces.map(({ final }) => seconds(final, 0.5))],
    ["from submission to a final block, p95", ...paces.map(({ final }) => seconds(final, 0.95))],
  ]);
}
