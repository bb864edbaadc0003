// SPDX-License-Identifier: Apache-2.0

// What a pace gives: blocks in a relay block, the time that a transaction takes, and blocks that are given up.

import type { Account } from "../../../client/account.ts";
import type { Chain, Outrider } from "../../../client/chain.ts";
import { tableOf } from "../../../client/table.ts";
import type { Node } from "../network.ts";
import type { RelayBlock, RelayRecord } from "../relay.ts";
import { percentile } from "../statistics.ts";
import { type Latencies, latencies } from "./latency.ts";

/** Transfers, and the time between two, so that all places in a slot are met. */
const TRANSFERS = { count: 60, everyMs: 670 };

/** A collator of a running chain, and what is recorded about it. */
export interface Running {
  relay: Chain;
  chain: Outrider;
  relayRecord: RelayRecord;
  collator: Node;
  paraId: number;
}

export interface Paced extends Latencies {
  /** Parablocks per relay block, between changes of the relay chain's session. */
  perRelayBlock: number;
  /** Candidates per relay block, likewise. */
  candidates: number;
  /** Parablocks per relay block, changes of session included. A local relay chain changes its session each minute. */
  overAll: number;
  /** Blocks of all collators that became final meanwhile, and that were given up. */
  finalized: number;
  retracted: number;
  /** The first and the last parablock of the measurement. */
  from: number;
  to: number;
}

/** What the relay chain has backed between its changes of session. */
export interface Backed {
  blocks: number;
  candidates: number;
  relayBlocks: number;
}

/**
 * Counts what is backed between two relay blocks that back something, if the session has not changed between them: a change makes the
 * candidates on their way invalid. An event names only the last block of a candidate: the others are known by their numbers.
 */
export function backedBetweenSessions(blocks: RelayBlock[], parachain: number): Backed {
  const found: Backed = { blocks: 0, candidates: 0, relayBlocks: 0 };
  let before: { place: number; number: number } | undefined;
  let changes = false;
  for (const [place, block] of blocks.entries()) {
    changes ||= block.changesSession;
    const backed = block.backed.filter(({ paraId }) => paraId === parachain);
    if (backed.length === 0) continue;
    const number = Math.max(...backed.map((last) => last.number));
    if (before && !changes) {
      found.blocks += number - before.number;
      found.candidates += backed.length;
      found.relayBlocks += place - before.place;
    }
    [before, changes] = [{ place, number }, false];
  }
  if (found.relayBlocks === 0) throw new Error("no two candidates were backed between two changes of session");
  return found;
}

/** Parablocks per relay block, changes of session included. */
function blocksOverAll(blocks: RelayBlock[], parachain: number): number {
  const heads = blocks.flatMap(({ backed }, place) =>
    backed.filter(({ paraId }) => paraId === parachain).map(({ number }) => ({ number, place })),
  );
  const [first, last] = [heads[0]!, heads.at(-1)!];
  return (last.number - first.number) / (last.place - first.place);
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
  const backed = backedBetweenSessions(relayBlocks, paraId);
  return {
    ...measured,
    perRelayBlock: backed.blocks / backed.relayBlocks,
    candidates: backed.candidates / backed.relayBlocks,
    overAll: blocksOverAll(relayBlocks, paraId),
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
    ["blocks per relay block, between changes of session", ...paces.map(({ perRelayBlock }) => perRelayBlock.toFixed(2))],
    ["candidates per relay block, likewise", ...paces.map(({ candidates }) => candidates.toFixed(2))],
    ["blocks per relay block, over all", ...paces.map(({ overAll }) => overAll.toFixed(2))],
    ["final blocks / retracted blocks", ...paces.map(({ finalized, retracted }) => `${finalized} / ${retracted}`)],
    ["transfers measured", ...paces.map(({ best }) => best.length)],
    ["from submission to a best block, p50", ...paces.map(({ best }) => seconds(best, 0.5))],
    ["from submission to a best block, p95", ...paces.map(({ best }) => seconds(best, 0.95))],
    ["from submission to a final block, p50", ...paces.map(({ final }) => seconds(final, 0.5))],
    ["from submission to a final block, p95", ...paces.map(({ final }) => seconds(final, 0.95))],
  ]);
}
