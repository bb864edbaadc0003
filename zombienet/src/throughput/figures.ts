// SPDX-License-Identifier: Apache-2.0

// What a measurement has shown, in numbers.

import type { RelayBlock } from "../relay.ts";
import { percentile } from "../statistics.ts";
import type { FedChain } from "./feeder.ts";
import { type Built, FULL, endReasons, inWords } from "./log.ts";
import { backedIn, backedOf } from "./window.ts";

/** Seconds of a relay slot. */
const RELAY_SLOT = 6;
/** Blocks of a measurement that may end for another reason than the weight limit, as a share. */
const MOST_OTHERS = 0.1;

/** The time over which a chain is measured. */
export interface Time {
  relayBlocks: number;
  sessionChanges: number;
  /** By the relay chain's clock. */
  seconds: number;
}

/** A measured block. */
export interface Block extends Built {
  transfers: number;
  failed: number;
}

interface Spread {
  p50: number;
  min: number;
  max: number;
}

export interface Figures {
  name: string;
  specVersion: number;
  time: Time;
  /** Blocks in which a session of this chain begins. They take no transactions: the SDK counts the change as a whole block. */
  sessionBlocks: number;
  transfersPerBlock: Spread;
  transfersPerSecond: { withoutSessionChanges: number; overAll: number };
  ends: Record<string, number>;
  authorMs: { p50: number; p95: number };
  proofKib: Spread;
  povKib: Spread;
  /** From the first measured block to the last one, those that were given up among them. */
  built: number;
  retracted: number;
  signed: number;
  sent: number;
  rejections: Record<string, number>;
  /** Accepted transactions that the pool has reported as lost: dropped, invalid or replaced. */
  dropped: number;
  /** Accepted transactions that are neither final nor waiting nor reported. */
  lost: number;
  failed: number;
  /** Those of the measurement, the oldest first. */
  blocks: Block[];
}

/** What is known of a chain. */
export interface Found {
  paraId: number;
  fed: FedChain;
  built: Built[];
  /** Accepted transactions that the node's pool has reported as dropped, invalid or replaced. */
  dropped: number;
}

export function timeOf(window: RelayBlock[], seconds: number): Time {
  const sessionChanges = window.filter(({ changesSession }) => changesSession).length;
  return { relayBlocks: window.length, sessionChanges, seconds };
}

/** Accepted transactions of which nothing is known. */
export function lostOf({ accepted, finalizedTransactions, pending }: FedChain, reported: number): number {
  return Math.max(0, accepted - finalizedTransactions - pending - reported);
}

const spread = (values: number[]): Spread => ({ p50: percentile(values, 0.5), min: Math.min(...values), max: Math.max(...values) });

/** The final blocks of a chain whose candidates are backed in the window. */
export function measuredBlocks(window: RelayBlock[], { paraId, fed, built }: Found): Block[] {
  const final = new Map(fed.finalized.map((block) => [block.hash, block]));
  const ofLog = new Map(built.map((block) => [block.hash, block]));
  return backedIn(window, paraId).flatMap(({ hash, number }) => {
    const [found, log] = [final.get(hash), ofLog.get(hash)];
    if (!found) return [];
    if (!log) throw new Error(`the collator's log does not have block ${number} (${hash}) of the chain ${fed.name}`);
    return [{ ...log, transfers: found.transfers, failed: found.failed }];
  });
}

/** Blocks that the collator has built between the first and the last measured one, and how many of them are not final. */
export function retractedOf(blocks: Block[], { fed, built }: Found): { built: number; retracted: number } {
  const [first, last] = [blocks[0]!.number, blocks.at(-1)!.number];
  const final = new Set(fed.finalized.map(({ hash }) => hash));
  const between = built.filter(({ number }) => number >= first && number <= last);
  return { built: between.length, retracted: between.filter(({ hash }) => !final.has(hash)).length };
}

/** Whether a session of this chain begins in the block. */
const beginsSession = ({ end, transfers, failed }: Block): boolean => end === FULL && transfers + failed === 0;

/**
 * The transfers a second in those blocks of a chain that no change of a session has kept waiting or empty. The blocks of a relay block
 * count if the relay chain's session has not changed since those before, and this chain's session does not change in them.
 */
function rateBetweenSessions(window: RelayBlock[], blocks: Block[], paraId: number): number {
  const measured = new Map(blocks.map((block) => [block.hash, block]));
  const counted: { transfers: number; slots: number }[] = [];
  let before: number | undefined;
  let changes = false;
  for (const [place, relayBlock] of window.entries()) {
    changes ||= relayBlock.changesSession;
    const bundle = backedOf(relayBlock, paraId).flatMap(({ hash }) => measured.get(hash) ?? []);
    if (bundle.length === 0) continue;
    const transfers = bundle.reduce((total, block) => total + block.transfers, 0);
    if (before !== undefined && !changes && !bundle.some(beginsSession)) counted.push({ transfers, slots: place - before });
    [before, changes] = [place, false];
  }
  const sum = (of: (bundle: (typeof counted)[number]) => number) => counted.reduce((total, bundle) => total + of(bundle), 0);
  return sum(({ transfers }) => transfers) / (sum(({ slots }) => slots) * RELAY_SLOT);
}

export function figuresOf(window: RelayBlock[], time: Time, found: Found): Figures {
  const { fed, dropped } = found;
  const blocks = measuredBlocks(window, found);
  if (blocks.length === 0) throw new Error(`no block of the chain ${fed.name} was measured`);
  const transfers = blocks.reduce((sum, block) => sum + block.transfers, 0);
  const times = blocks.map(({ authorMs }) => authorMs);
  const sessionBlocks = blocks.filter(beginsSession).length;
  return {
    name: fed.name,
    specVersion: fed.specVersion,
    time,
    sessionBlocks,
    transfersPerBlock: spread(blocks.map((block) => block.transfers)),
    transfersPerSecond: {
      withoutSessionChanges: rateBetweenSessions(window, blocks, found.paraId),
      overAll: transfers / time.seconds,
    },
    ends: endReasons(blocks),
    authorMs: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
    proofKib: spread(blocks.map(({ proofKib }) => proofKib ?? Number.NaN)),
    povKib: spread(blocks.map(({ povKib }) => povKib ?? Number.NaN)),
    ...retractedOf(blocks, found),
    signed: fed.signed,
    sent: fed.sent,
    rejections: fed.rejections,
    dropped,
    lost: lostOf(fed, dropped),
    failed: blocks.reduce((sum, block) => sum + block.failed, 0),
    blocks,
  };
}

/** Says why a measurement of a chain doesn't count, if it doesn't. */
export function shortfall({ name, blocks, ends }: Figures): string | undefined {
  const { [FULL]: full = 0, ...others } = ends;
  const count = blocks.length - full;
  if (count <= blocks.length * MOST_OTHERS) return undefined;
  return `${count} of ${blocks.length} blocks of the ${name} chain ended for another reason than the weight limit (${inWords(others)}), and a tenth may`;
}
