// SPDX-License-Identifier: Apache-2.0

import { type Chain, type Outrider, firstWhere } from "../../client/chain.ts";
import { Runtime } from "../../client/runtime.ts";
import { auraSlot, bytesOf, hex } from "./scale.ts";

/** A parablock that a collator has announced. */
export interface Seen {
  number: number;
  /** When this client got the block, in milliseconds of the wall clock. */
  at: number;
  /** The unincluded segment with this block, by the block's own state. */
  segment: number;
}

/** Records the parachain's best blocks from now on. `stop` fails with the first error in between. */
export function watchBestBlocks(parachain: Chain): { seen: Seen[]; stop(): Promise<void> } {
  const seen: Seen[] = [];
  let queue = Promise.resolve();
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  const subscription = parachain.client.bestBlocks$.subscribe({
    next([best]) {
      const last = seen.at(-1)?.number ?? 0;
      if (!best || best.number <= last) return;
      const entry: Seen = { number: best.number, at: Date.now(), segment: 0 };
      seen.push(entry);
      const read = async () => {
        const segment = await parachain.api.query.ParachainSystem.UnincludedSegment.getValue({ at: best.hash });
        entry.segment = segment.length;
      };
      queue = queue.then(read).catch(fail);
    },
    error: fail,
  });
  return {
    seen,
    async stop() {
      subscription.unsubscribe();
      await queue;
      if (failure) throw failure.error;
    },
  };
}

/** Seconds between one block and the next. */
export function intervals(seen: Seen[]): number[] {
  return seen.slice(1).map((block, i) => (block.at - seen[i]!.at) / 1_000);
}

/** Waits for a final block above `after` whose author has this Aura key. The set of keys may change in between. */
export async function finalBlockBy(parachain: Chain, key: Uint8Array, after: number, seconds: number): Promise<number> {
  const runtime = await Runtime.of(parachain as Outrider);
  let height = after;
  for (;;) {
    const block = await firstWhere(
      parachain.client.finalizedBlock$,
      ({ number }) => number > height,
      seconds,
      `a final block by ${hex(key)}`,
    );
    height = block.number;
    const header = await parachain.client.getBlockHeader(block.hash);
    // The state of a block's parent determines the owner of the slot.
    const authorities: unknown[] = (await runtime.read(header.parentHash, "Aura", "Authorities")) ?? [];
    const turn = auraSlot(header.digests as any) % BigInt(authorities.length);
    if (hex(bytesOf(authorities[Number(turn)])) === hex(key)) return height;
  }
}
