// SPDX-License-Identifier: Apache-2.0

// The rehearsal's table: the chain before and after, and the promises with their results.

import { ride } from "../../../client/amount.ts";
import { type Row, printTable } from "../../../client/table.ts";
import { withoutSessionChanges } from "../cadence.ts";
import { intervals } from "../parachain.ts";
import type { RelayBlock } from "../relay.ts";
import { percentile } from "../statistics.ts";
import { bob } from "./activity.ts";
import { type Past, emissionOver, eventsIn, releasedIn } from "./history.ts";
import type { Kept } from "./kept.ts";
import { type Findings, PARA_ID } from "./scenario.ts";

/** The figures of a chain before or after the change. */
export interface Side {
  relayBlocks: number;
  perRelaySlot: number;
  p50: number;
  longestSegment: number;
  perBlock: bigint;
  /** The amounts that full blocks have released. */
  releasedByFullBlocks: Set<bigint>;
  perSlot: bigint;
}

/** The relay blocks from the first one with a backed block on. */
const sinceFirst = (blocks: RelayBlock[]) => blocks.slice(blocks.findIndex(({ backed }) => backed.length > 0));

function side({ recorder, outcome, history }: Findings, isAfter: boolean): Side {
  const { number, relay } = outcome.firstBlock;
  const of = (block: { number: number }, edge: number) => (isAfter ? block.number >= edge : block.number < edge);
  const slots = withoutSessionChanges(sinceFirst(recorder.relayRecord.blocks).filter((block) => of(block, relay + 1)));
  const backed = slots.flatMap((block) => block.backed).filter(({ paraId }) => paraId === PARA_ID);
  const seen = recorder.seen.filter((block) => of(block, number));
  const blocks = history.filter((block) => of(block, number));
  // The state of the last old block already has the new code, so the RPC's answer there is the new runtime's.
  const { perBlock, perSlot, slotsPerBlock } = (isAfter ? blocks.at(-1)! : blocks[0]!).emission;
  const full = new Set<bigint>();
  for (const [i, block] of blocks.slice(1).entries()) {
    if (emissionOver(blocks[i]!, block).paid === slotsPerBlock) full.add(releasedIn(blocks[i]!, block));
  }
  return {
    relayBlocks: slots.length,
    perRelaySlot: backed.length / slots.length,
    p50: percentile(intervals(seen), 0.5),
    longestSegment: Math.max(...seen.map(({ segment }) => segment)),
    perBlock: BigInt(perBlock),
    releasedByFullBlocks: full,
    perSlot: BigInt(perSlot),
  };
}

export const sides = (findings: Findings) => ({ before: side(findings, false), after: side(findings, true) });

/** Claims around the change: the pending reward at the block before, and the amount in the payout event. */
export function claimsIn(history: Past[], account: string) {
  const claims = eventsIn(history.slice(1), "DappStaking", "RewardPaid").filter(
    ({ value }) => (value.who ?? value.account) === account,
  );
  return claims.map(({ block, value }) => {
    const before = history[history.indexOf(block) - 1]!;
    return { number: block.number, announced: before.pending.get(account)!, paid: value.amount as bigint };
  });
}

/** Backed blocks of the new chain: the Aura slot of each, and the collator that owns the slot. */
export function backedAfter({ recorder, outcome }: Findings): { slot: bigint; number: number }[] {
  const all = recorder.relayRecord.blocks.flatMap((block) => block.backed).filter(({ paraId }) => paraId === PARA_ID);
  return all.filter(({ number }) => number >= outcome.firstBlock.number);
}

const promiseRows = (kept: Kept[]): Row[] => [
  ["", "relay block promised", "relay block at which it happened", ""],
  ...kept.map(({ what, promised, happened, isKept }) => [what, promised, happened, isKept ? "kept" : "NOT KEPT"]),
];

export const printKept = (title: string, kept: Kept[]): void => printTable(title, promiseRows(kept));

export function printFindings(findings: Findings, kept: Kept[]): void {
  const { before, after } = sides(findings);
  const { history, outcome, load, extensions, signedBefore } = findings;
  const all = emissionOver(history[0]!, history.at(-1)!);
  const full = ({ releasedByFullBlocks }: Side) => [...releasedByFullBlocks].map(ride).join(", ");
  printTable("The chain before and after the upgrade", [
    ["", "before", "after"],
    ["spec version", outcome.from ?? "", outcome.specVersion],
    ["interval between blocks, p50", `${before.p50.toFixed(1)} s`, `${after.p50.toFixed(1)} s`],
    ["blocks per relay slot, session changes left out", before.perRelaySlot.toFixed(2), after.perRelaySlot.toFixed(2)],
    ["relay slots in which that was measured", before.relayBlocks, after.relayBlocks],
    ["most blocks built and not yet included", before.longestSegment, after.longestSegment],
    ["a full block is to release", ride(before.perBlock), ride(after.perBlock)],
    ["full blocks have released", full(before), full(after)],
    ["a relay slot releases", ride(before.perSlot), ride(after.perSlot)],
    ["transaction extensions", extensions.before.length, extensions.after.length],
  ]);
  printTable(
    `The emission from block ${history[0]!.number} to block ${history.at(-1)!.number}, the change among them`,
    [
      [
        "relay slots passed, paid, to be caught up, missed",
        [all.elapsed, all.paid, all.backlog, all.missed].join(", "),
      ],
      ["released", ride(all.released)],
      ["a slot's worth times slots paid for", ride(all.worth)],
    ],
  );
  printKept("What was under way, and due after the upgrade", kept);
  const claims = claimsIn(history, bob.address);
  printTable("Rewards around the change: pending by RPC at the block before, and paid by the event", [
    ["claims", claims.length],
    [
      "of them paid what was announced, to the plank",
      claims.filter(({ announced, paid }) => announced === paid).length,
    ],
  ]);
  printTable("Transactions", [
    ["transfers sent, landed", `${load.sent}, ${load.landed}`],
    ...[...load.refused].map(([reason, count]) => [`not taken: ${reason}`, count]),
    ["signed before the upgrade and sent before", signedBefore.sentBefore],
    ["signed before the upgrade and sent after", signedBefore.sentAfter],
  ]);
}
