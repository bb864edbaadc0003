// SPDX-License-Identifier: Apache-2.0

// The tables of the tool `settle`, for people.

import { ride } from "../amount.ts";
import { printTable } from "../table.ts";
import type { Shown, Status } from "./user.ts";

interface Done {
  account: string;
  block: { number: number; hash: string };
  fee: bigint;
}

export function status(found: Status): void {
  printTable(`Settlement: ${found.mode.toLowerCase()}`, [
    ["last batch", `${found.tip.batch}, root ${found.tip.root}`],
    ["last final batch", `${found.final.batch}, root ${found.final.root}`],
    ["lived slots so far", found.now],
    ["window, in lived slots", `${found.window}, with ${found.collators} collators`],
    ["leader", `${found.leader ?? "any sequencer"}, until lived slot ${found.rotationEnds}`],
    ["an escape is possible after lived slots without a batch", found.livenessDeadline],
    ["may leave in this period", ride(found.meterLeft)],
  ]);
}

export function account(found: Shown): void {
  printTable(`${found.account}, account ${found.index}, in the state after the final batch ${found.batch}`, [
    ["free", ride(found.free)],
    ["has left, ever", ride(found.exited)],
    ["of it paid", ride(found.claimed)],
    ["a claim pays now", ride(found.claimable)],
    ["next nonce", found.nonce],
  ]);
}

export function moved(done: Done & { action: "deposit" | "exit"; amount: bigint; index: number; entry: bigint }): void {
  const what = done.action === "deposit" ? "has deposited" : "forces an exit";
  printTable(`${done.account} ${what}, final in block ${done.block.number}`, [
    [done.action === "deposit" ? "amount" : "at most", ride(done.amount)],
    ["account", done.index],
    ["entry of the inbox", String(done.entry)],
    ["fee", ride(done.fee)],
  ]);
}

export function claimed(done: Done & { for: string; paid: bigint; left: bigint }): void {
  printTable(`${done.for} is paid, final in block ${done.block.number}`, [
    ["amount", ride(done.paid)],
    ["left for a later period", ride(done.left)],
    ["fee", ride(done.fee)],
  ]);
}

export function escaped(done: Done & { entry: bigint }): void {
  printTable(`Settlement is off, final in block ${done.block.number}`, [
    ["entry that has waited too long", String(done.entry)],
    ["fee", ride(done.fee)],
  ]);
}
