// SPDX-License-Identifier: Apache-2.0

// What a collator's log tells of the blocks that the collator has built.

/** What ends a block that is as full as it can be. */
export const FULL = "HitBlockWeightLimit";

/** A block as its collator has built it. */
export interface Built {
  number: number;
  hash: string;
  /** Milliseconds that it took, by the wall clock: inherents, and transactions that did not fit, included. */
  authorMs: number;
  /** Why no more transactions were added: a name of the SDK's. */
  end: string;
  /** KiB of the state that its execution reads, uncompressed. */
  proofKib?: number;
  /** KiB of what goes to the validators: block and proof, compressed. */
  povKib?: number;
}

const PREPARED = /Prepared block for proposing at (\d+) \((\d+) ms\) hash: (0x[0-9a-f]{64}); .*\bend: (\w+);/;
const PROOF = /PoV size\b.*\bstorage_proof_kb=([\d.]+)/;
const POV = /Compressed PoV size: ([\d.]+)kb/;

/** Reads a collator's log. The sizes of a block come after the line of the block, and name no block. */
export function builtBlocks(log: string): Built[] {
  const blocks: Built[] = [];
  for (const line of log.split("\n")) {
    const [, number, authorMs, hash, end] = PREPARED.exec(line) ?? [];
    if (hash !== undefined) blocks.push({ number: Number(number), hash, authorMs: Number(authorMs), end: end! });
    const last = blocks.at(-1);
    if (!last) continue;
    const [, pov] = POV.exec(line) ?? [];
    const [, proof] = PROOF.exec(line) ?? [];
    if (pov !== undefined) last.povKib = Number(pov);
    else if (proof !== undefined) last.proofKib = Number(proof);
  }
  return blocks;
}

/** How often blocks have ended for each reason, the most frequent first. */
export function endReasons(blocks: { end: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { end } of blocks) counts.set(end, (counts.get(end) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** Reasons as a person says them: `3 by HitDeadline, 1 by NoMoreTransactions`. */
export const inWords = (reasons: Record<string, number>): string =>
  Object.entries(reasons).map(([end, times]) => `${times} by ${end}`).join(", ");
