// SPDX-License-Identifier: Apache-2.0

// What a pace gives: blocks in a relay block, the time that a transaction takes, and blocks that are given up.

import type { Account } from "../../../client/account.ts";
import type { Chain, Outrider } from "../../../client/chain.ts";
import { tableOf } from "../../../client/table.ts";
import type { Node } from "../network.ts";
import { type RelayBlock, type RelayRecord, relayTime } from "../relay.ts";
import { percentile } from "../statistics.ts";
import { type Latency, latencies } from "./latency.ts";

/** Transfers, and the time between two, so that all places in a slot are met. */
const TRANSFERS = { count: 60, everyMs: 670 };
/** Milliseconds before and after a change of the relay chain's session in which a transaction waits longer, or its block is lost. */
const AROUND_CHANGE = { before: 6_000, after: 18_000 };

/** A collator of a running chain, and what is recorded about it. */
export interface Running {
  relay: Chain;
  chain: Outrider;
  relayRecord: RelayRecord;
  collator: Node;
  paraId: number;
}

interface Spread {
  p50: number;
  p95: number;
}

/** Seconds from the submission of transfers. */
export interface Waits {
  transfers: number;
  best: Spread;
  final: Spread;
}

export interface Paced {
  /** Of transfers that were sent between changes of the relay chain's session. */
  betweenSessions: Waits;
  /** Of all transfers. */
  overAllWaits: Waits;
  /** Parablocks per relay block, between changes of the relay chain's session. */
  perRelayBlock: number;
  /** The median of the blocks that a relay block backs, likewise, of those that back any. */
  usual: number;
  /** Candidates per relay block, likewise. */
  candidates: number;
  /** Parablocks per relay block, changes of session included. A local relay chain changes its session each minute. */
  overAll: number;
  /** Blocks of all collators that became final meanwhile. */
  finalized: number;
  /** Blocks that were given up since the relay chain's session has changed. */
  sessionChange: number;
  /** Blocks that were given up for another reason. */
  retracted: number;
  /** The first and the last parablock of the measurement. */
  from: number;
  to: number;
}

/** What the relay chain has backed between its changes of session. */
export interface Backed {
  /** Of each relay block that backs something. */
  blocks: number[];
  candidates: number;
  relayBlocks: number;
}

/**
 * Counts what is backed between two relay blocks that back something, if the session has not changed between them: a change makes the
 * candidates on their way invalid. An event names only the last block of a candidate: the others are known by their numbers.
 */
export function backedBetweenSessions(blocks: RelayBlock[], parachain: number): Backed {
  const found: Backed = { blocks: [], candidates: 0, relayBlocks: 0 };
  let before: { place: number; number: number } | undefined;
  let changes = false;
  for (const [place, block] of blocks.entries()) {
    changes ||= block.changesSession;
    const backed = block.backed.filter(({ paraId }) => paraId === parachain);
    if (backed.length === 0) continue;
    const number = Math.max(...backed.map((last) => last.number));
    if (before && !changes) {
      found.blocks.push(number - before.number);
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

/** How many blocks a node has seen become final and retracted. */
async function ends(metrics: string): Promise<Pick<Paced, "finalized" | "sessionChange" | "retracted">> {
  const text = await (await fetch(metrics)).text();
  const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  const sessionChange = sum(/^outrider_parablocks_retracted_total\{.*reason="session_change".*\} (\d+)$/gm);
  return {
    finalized: sum(/^outrider_parablocks_total\{.*stage="finalized".*\} (\d+)$/gm),
    sessionChange,
    retracted: sum(/^outrider_parablocks_retracted_total\{.*\} (\d+)$/gm) - sessionChange,
  };
}

/** Measures a running chain at its present pace. */
export async function measurePace({ relay, chain, relayRecord, collator, paraId }: Running, sender: Account): Promise<Paced> {
  const { metrics, rpc } = collator;
  const from = (await chain.client.getFinalizedBlock()).number;
  const before = await ends(metrics);
  const begin = relayRecord.blocks.length;
  const measured = await latencies(chain, rpc, sender, TRANSFERS);
  const to = (await chain.client.getFinalizedBlock()).number;
  const after = await ends(metrics);
  const relayBlocks = relayRecord.blocks.slice(begin);
  const backed = backedBetweenSessions(relayBlocks, paraId);
  const changes = relayBlocks.filter(({ changesSession }) => changesSession);
  const changedAt = await Promise.all(changes.map(({ hash }) => relayTime(relay, hash)));
  return {
    betweenSessions: waitsOf(sentBetween(measured, changedAt)),
    overAllWaits: waitsOf(measured),
    perRelayBlock: backed.blocks.reduce((sum, blocks) => sum + blocks, 0) / backed.relayBlocks,
    usual: percentile(backed.blocks, 0.5),
    candidates: backed.candidates / backed.relayBlocks,
    overAll: blocksOverAll(relayBlocks, paraId),
    finalized: after.finalized - before.finalized,
    sessionChange: after.sessionChange - before.sessionChange,
    retracted: after.retracted - before.retracted,
    from,
    to,
  };
}

const spreadOf = (times: number[]): Spread => ({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
const waitsOf = (found: Latency[]): Waits => ({
  transfers: found.length,
  best: spreadOf(found.map(({ best }) => best)),
  final: spreadOf(found.map(({ final }) => final)),
});

/** The transfers that were sent between changes of session. `changes`: when the sessions have changed, in milliseconds since 1970. */
export function sentBetween(found: Latency[], changes: number[]): Latency[] {
  const { before, after } = AROUND_CHANGE;
  return found.filter(({ sentMs }) => changes.every((at) => sentMs < at - before || sentMs > at + after));
}

const seconds = (time: number) => `${time.toFixed(1)} s`;

/** One column for each pace, under its name. */
export function tableOfPaces(title: string, named: [string, Paced][]): string {
  const paces = named.map(([, paced]) => paced);
  return tableOf(title, [
    ["", ...named.map(([name]) => name)],
    ["blocks per relay block, between changes of session", ...paces.map(({ perRelayBlock }) => perRelayBlock.toFixed(2))],
    ["blocks in a relay block that backs any, p50", ...paces.map(({ usual }) => usual)],
    ["candidates per relay block, likewise", ...paces.map(({ candidates }) => candidates.toFixed(2))],
    ["blocks per relay block, over all", ...paces.map(({ overAll }) => overAll.toFixed(2))],
    ["final blocks", ...paces.map(({ finalized }) => finalized)],
    ["blocks retracted by a change of session", ...paces.map(({ sessionChange }) => sessionChange)],
    ["blocks retracted for another reason", ...paces.map(({ retracted }) => retracted)],
    ["transfers sent between changes of session", ...paces.map(({ betweenSessions }) => betweenSessions.transfers)],
    ["from submission to a best block, p50", ...paces.map(({ betweenSessions }) => seconds(betweenSessions.best.p50))],
    ["from submission to a best block, p95", ...paces.map(({ betweenSessions }) => seconds(betweenSessions.best.p95))],
    ["from submission to a final block, p50", ...paces.map(({ betweenSessions }) => seconds(betweenSessions.final.p50))],
    ["from submission to a final block, p95", ...paces.map(({ betweenSessions }) => seconds(betweenSessions.final.p95))],
    ["all transfers", ...paces.map(({ overAllWaits }) => overAllWaits.transfers)],
    ["from submission to a best block, p50", ...paces.map(({ overAllWaits }) => seconds(overAllWaits.best.p50))],
    ["from submission to a final block, p50", ...paces.map(({ overAllWaits }) => seconds(overAllWaits.final.p50))],
  ]);
}
