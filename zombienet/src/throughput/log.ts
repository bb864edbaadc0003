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

// The hash of the block without its author's signature, which is part of the block's header.
const PREPARED = /Prepared block for proposing at (\d+) \((\d+) ms\) hash: (0x[0-9a-f]{64}); .*\bend: (\w+);/;
const SEALED = /Pre-sealed block for proposal at \d+\. Hash now (0x[0-9a-f]{64}), previously (0x[0-9a-f]{64})/;
const PROOF = /PoV size\b.*\bstorage_proof_kb=([\d.]+)/;
const POV = /Compressed PoV size: ([\d.]+)kb/;

/** Reads a collator's log. The sizes of a block come after the lines of the block, and name no block. */
export function builtBlocks(log: string): Built[] {
  const blocks: Built[] = [];
  let prepared: Built | undefined;
  for (const line of log.split("\n")) {
    const [, number, authorMs, unsigned, end] = PREPARED.exec(line) ?? [];
    if (unsigned !== undefined) prepared = { number: Number(number), hash: unsigned, authorMs: Number(authorMs), end: end! };
    const [, hash, previous] = SEALED.exec(line) ?? [];
    if (hash !== undefined && prepared?.hash === previous) blocks.push({ ...prepared!, hash });
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
