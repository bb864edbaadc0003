// SPDX-License-Identifier: Apache-2.0

// The relay blocks over which throughput is measured.

import type { Parablock, RelayBlock } from "../relay.ts";
import type { Found } from "./figures.ts";
import { FULL, endReasons, inWords } from "./log.ts";

/** The load on a chain. */
export interface Load {
  paraId: number;
  /** The hashes of the blocks that the weight limit has ended. */
  full: Set<string>;
  /** The height of the last block that was built while the load was on. */
  last: number;
}

/** What a collator has built under load. Fails, with the reasons, if it has filled no block. */
export function loadOf({ paraId, fed, built }: Found): Load {
  const heights = fed.best.map(({ number }) => number);
  const [first, last] = [Math.min(...heights), Math.max(...heights)];
  const loaded = built.filter(({ number }) => number >= first && number <= last);
  const full = new Set(loaded.filter(({ end }) => end === FULL).map(({ hash }) => hash));
  if (full.size > 0) return { paraId, full, last };
  throw new Error(`the load has filled none of the ${loaded.length} blocks of the ${fed.name} chain: they ended ${inWords(endReasons(loaded))}`);
}

/** The blocks of a chain that a relay block backs. */
export const backedOf = (block: RelayBlock, paraId: number) => block.backed.filter((backed) => backed.paraId === paraId);

/**
 * Adds the blocks that an event does not name: it names the last block of a candidate, and the candidate holds all blocks since the one
 * before. `final`: the chain's final blocks.
 */
export function withWholeBundles(relayBlocks: RelayBlock[], paraId: number, final: { number: number; hash: string }[]): RelayBlock[] {
  const hashes = new Map(final.map(({ number, hash }) => [number, hash]));
  let before: number | undefined;
  return relayBlocks.map((block) => {
    const backed = block.backed.flatMap((last) => {
      if (last.paraId !== paraId || hashes.get(last.number) !== last.hash) return [last];
      const start = before ?? last.number - 1;
      // A candidate that has timed out is backed again.
      before = Math.max(start, last.number);
      const others = Array.from({ length: Math.max(0, last.number - 1 - start) }, (_, i) => start + 1 + i);
      return [...others.map((number) => ({ ...last, number, hash: hashes.get(number)! })), last];
    });
    return { ...block, backed };
  });
}

/**
 * The relay blocks over which throughput is measured: those after a block that backs the slowest loaded chain, up to another one
 * that does. The window so holds whole intervals of that chain, and it is not by chance that a block of it is in or out.
 *
 * It begins when each loaded chain has had a full block backed, and ends before something is backed that was built after the load.
 */
export function windowOf(relayBlocks: RelayBlock[], loads: Load[], slowest: number): RelayBlock[] {
  const hadFull = new Set<number>();
  let start: number | undefined;
  let end: number | undefined;
  for (const [place, block] of relayBlocks.entries()) {
    const backsSlowest = backedOf(block, slowest).length > 0;
    const isAfter = loads.some(({ paraId, last }) => backedOf(block, paraId).some(({ number }) => number > last));
    if (isAfter) break;
    for (const { paraId, full } of loads) if (backedOf(block, paraId).some(({ hash }) => full.has(hash))) hadFull.add(paraId);
    if (!backsSlowest || hadFull.size < loads.length) continue;
    if (start === undefined) start = place;
    else end = place;
  }
  if (start === undefined || end === undefined) {
    throw new Error("the load has to last longer: it has ended before a second block of the slowest chain, counted from full blocks on");
  }
  return relayBlocks.slice(start + 1, end + 1);
}

/** The blocks of a chain that are backed in these relay blocks, each once. */
export function backedIn(window: RelayBlock[], paraId: number): Parablock[] {
  const blocks = new Map<string, Parablock>();
  for (const block of window.flatMap((relay) => backedOf(relay, paraId))) blocks.set(block.hash, block);
  return [...blocks.values()];
}
