// SPDX-License-Identifier: Apache-2.0

// Checks that the chain goes on: blocks by all collators, finality, eras, referenda.

import type { Ongoing } from "../upgrade/state.ts";
import { type Check, check, some, unknown } from "./check.ts";
import type { Facts } from "./facts.ts";
import { LATE, relayNumber } from "./queues.ts";

/** After so many turns in a row without a block, a collator counts as gone. */
const FEWEST_TURNS = 3;
/**
 * The oldest age of the newest final block, in seconds. The relay chain's finality takes half a minute, and more at a
 * session change.
 */
const OLDEST_FINAL_SECONDS = 180;
/** The largest difference of two clocks, in seconds. */
const CLOCKS_DIFFER_SECONDS = 60;
/** The most blocks above the newest final one. */
const MOST_ABOVE_FINAL = 30;

async function era({ state }: Facts): Promise<Check[]> {
  const [era, settlement] = await Promise.all([
    state.value("DappStaking", "CurrentEra"),
    state.value("DappStaking", "CurrentSettlement"),
  ]);
  if (!era) return [unknown("era", "eras begin with the first block")];
  const relay = await relayNumber(state);
  const clock = (await state.value("Emission", "SlotClock"))?.last;
  const late = Math.max(0, era.now - era.end);
  const settling = settlement ? ", the one before is being settled" : "";
  return [
    check(
      `era ${era.index}`,
      `${era.now - era.start} of ${era.end - era.start} relay blocks old${late > 0 ? `, late by ${late}` : ""}${settling}`,
      late > LATE,
    ),
    check("clocks", `relay block ${relay}; of eras ${era.now}, of the emission ${clock}`, era.now !== relay || clock !== relay),
  ];
}

async function referenda({ state }: Facts): Promise<Check[]> {
  const relay = await relayNumber(state);
  let open = 0;
  const wrong: string[] = [];
  for await (const { keys: [index], value } of state.entries("Referenda", "ReferendumInfoFor")) {
    if (value.type !== "Ongoing") continue;
    open += 1;
    const { alarm, in_queue } = value.value as Ongoing;
    // A referendum that waits for a place among the decided ones has no alarm.
    if (!alarm && !in_queue) wrong.push(`${index} has no alarm`);
    else if (alarm && relay - alarm[0] > LATE) wrong.push(`${index} was due at relay block ${alarm[0]}`);
  }
  return [check("referenda", wrong.length === 0 ? `${open} are open, none is overdue` : some(wrong), wrong.length > 0)];
}

/** The turns and the blocks of each collator, in the blocks that were read. */
function records({ turns }: Facts): Map<string, { turns: number; blocks: number }> {
  const found = new Map<string, { turns: number; blocks: number }>();
  const of = (authority: string) => {
    const record = found.get(authority) ?? { turns: 0, blocks: 0 };
    found.set(authority, record);
    return record;
  };
  for (const [i, { slot, authorities }] of turns.entries()) {
    if (authorities.length === 0) continue;
    const whose = (turn: bigint) => authorities[Number(turn % BigInt(authorities.length))]!;
    of(whose(slot)).blocks += 1;
    // Unused slots since the block before were turns too. Several blocks may share one slot.
    const last = turns[i - 1]?.slot ?? slot - 1n;
    const oldest = slot - last > BigInt(authorities.length) ? slot - BigInt(authorities.length) : last;
    for (let turn = oldest + 1n; turn <= slot; turn += 1n) of(whose(turn)).turns += 1;
  }
  return found;
}

async function collators(facts: Facts): Promise<Check[]> {
  const { state, turns } = facts;
  const what = "collators";
  const set = new Set(((await state.value("Aura", "Authorities")) ?? []) as string[]);
  const found = records(facts);
  const idle = [...set].filter((authority) => {
    const record = found.get(authority);
    return record !== undefined && record.blocks === 0 && record.turns >= FEWEST_TURNS;
  });
  const made = [...set].filter((authority) => (found.get(authority)?.blocks ?? 0) > 0).length;
  const blocks = `${made} of ${set.size} made the last ${turns.length} blocks`;
  if (set.size === 0) return [check(what, "there is none", true)];
  return [check(what, idle.length === 0 ? blocks : `${blocks}; none by ${some(idle)}`, idle.length > 0)];
}

async function finality({ state, best, isSyncing, isDevelopment, now }: Facts): Promise<Check[]> {
  const timestamp = (await state.value("Timestamp", "Now")) ?? 0n;
  const age = Math.round((now - Number(timestamp)) / 1_000);
  const above = best - state.block.number;
  return [
    check("node", isSyncing ? "it is syncing: its answers are old" : "in sync", isSyncing),
    check("best block", `${above} above the newest final one, ${state.block.number}`, above > MOST_ABOVE_FINAL),
    isDevelopment
      ? unknown("age of the newest final block", "a development chain has a clock of its own")
      : check(
          "age of the newest final block",
          age < 0 ? `${-age} s ahead of this machine's clock` : `${age} s`,
          age > OLDEST_FINAL_SECONDS || age < -CLOCKS_DIFFER_SECONDS,
        ),
  ];
}

export const progress: ((facts: Facts) => Promise<Check[]>)[] = [finality, collators, era, referenda];
