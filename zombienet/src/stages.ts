// SPDX-License-Identifier: Apache-2.0

import { type BlockStatus, FinalityStream, type Reached, type Segment } from "../../client/finality.ts";
import type { Parablock, RelayBlock } from "./relay.ts";
import { percentile } from "./statistics.ts";
import { until } from "./until.ts";

/** A record of all statuses that a node has sent, from the start on. */
export class StageRecord {
  readonly blocks = new Map<string, BlockStatus>();
  /** Blocks that were reported as final, and later as something else. */
  readonly takenBack: string[] = [];
  /** How often a block went back to an earlier stage without being retracted. */
  wentBack = 0;
  segment: Segment | undefined;
  private failure: Error | undefined;
  private readonly stream: FinalityStream;

  constructor(rpc: string) {
    this.stream = new FinalityStream(rpc);
    this.stream.segment(
      (segment) => {
        this.segment = segment;
        for (const block of segment.blocks) this.see(block);
      },
      (error) => (this.failure = error),
    );
  }

  private see(block: BlockStatus): void {
    const before = this.blocks.get(block.hash);
    const sameFinality = block.finalized?.relayBlock.hash === before?.finalized?.relayBlock.hash;
    if (before?.stage === "finalized" && (block.stage !== "finalized" || !sameFinality)) {
      this.takenBack.push(`#${block.number} ${block.hash}: final, then ${block.stage}`);
    }
    if (before && block.stage !== "retracted" && count(block) < count(before)) this.wentBack += 1;
    this.blocks.set(block.hash, block);
  }

  of(stage: BlockStatus["stage"]): BlockStatus[] {
    return [...this.blocks.values()].filter((block) => block.stage === stage);
  }

  /** The height of the highest block that was reported as final. */
  get finalHeight(): number {
    return Math.max(0, ...this.of("finalized").map(({ number }) => number));
  }

  /** Waits until `probe` finds something in the record. Fails at once if the node's messages have ended. */
  until<T>(what: string, seconds: number, probe: () => T | undefined | false): Promise<T> {
    return until(what, seconds, () => {
      if (this.failure) return { ended: this.failure };
      const found = probe();
      return found === undefined || found === false ? undefined : { found };
    }).then((answer) => {
      if ("ended" in answer) throw answer.ended;
      return answer.found;
    });
  }

  close(): void {
    this.stream.close();
  }
}

/** The number of stages that a block has passed. */
const count = (block: BlockStatus) => [block.backed, block.included, block.finalized].filter((entry) => entry !== null).length;

/** The seconds of blocks from one stage to another. */
export function secondsBetween(blocks: BlockStatus[], from: Reached, to: Reached): number[] {
  return blocks.flatMap((block) => {
    const [start, end] = [block[from], block[to]];
    return start && end ? [(end.atMs - start.atMs) / 1_000] : [];
  });
}

/** p50 and p95 as text. */
export function inWords(seconds: number[]): [string, string] {
  return [`${percentile(seconds, 0.5).toFixed(1)} s`, `${percentile(seconds, 0.95).toFixed(1)} s`];
}

/** Blocks of a parachain by hash, each with the last relay block that has an event about it. */
function told(blocks: RelayBlock[], paraId: number, what: (block: RelayBlock) => Parablock[]): Map<string, RelayBlock> {
  const found = new Map<string, RelayBlock>();
  for (const block of blocks) {
    for (const parablock of what(block)) if (parablock.paraId === paraId) found.set(parablock.hash, block);
  }
  return found;
}

export interface Comparison {
  backed: number;
  included: number;
  retracted: number;
  disagreements: string[];
}

/**
 * Compares a node's stages with the events of finalized relay blocks, which another client has read without gaps.
 * Blocks whose relay blocks are not among these are left out.
 */
export function compare(record: StageRecord, relayBlocks: RelayBlock[], paraId: number): Comparison {
  const last = relayBlocks.at(-1)!.number;
  const events = {
    backed: told(relayBlocks, paraId, ({ backed }) => backed),
    included: told(relayBlocks, paraId, ({ included }) => included),
  };
  const disagreements: string[] = [];
  for (const stage of ["backed", "included"] as const) {
    for (const [hash, relayBlock] of events[stage]) {
      const seen = record.blocks.get(hash)?.[stage]?.relayBlock;
      // A block that was backed in vain is backed again, or retracted.
      const backedInVain = stage === "backed" && !events.included.has(hash);
      if (seen?.hash === relayBlock.hash || (backedInVain && seen === undefined && record.blocks.has(hash))) continue;
      disagreements.push(`${hash} is ${stage} in relay block ${relayBlock.number}; the node says ${seen?.number ?? "nothing"}`);
    }
    for (const block of record.blocks.values()) {
      const seen = block[stage]?.relayBlock;
      const isCovered = seen && seen.number >= relayBlocks[0]!.number && seen.number <= last;
      if (!isCovered || block.stage === "retracted" || events[stage].has(block.hash)) continue;
      disagreements.push(`the node says that #${block.number} is ${stage} in relay block ${seen.number}; no event says so`);
    }
  }
  for (const { hash, number } of record.of("retracted")) {
    if (events.included.has(hash)) disagreements.push(`#${number} is retracted by the node and included by the relay chain`);
  }
  const retracted = record.of("retracted").length;
  return { backed: events.backed.size, included: events.included.size, retracted, disagreements };
}
