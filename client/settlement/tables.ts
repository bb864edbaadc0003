// SPDX-License-Identifier: Apache-2.0

// The tables of the tool `settle`, for people.

import { ride } from "../amount.ts";
import { type Row, printTable } from "../table.ts";
import type { RecordReceipt } from "./receipts.ts";
import type { Sent } from "./send.ts";
import type { Leaf, RecordStatus } from "./sequencer.ts";
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

/** `now` is the account by a sequencer: `undefined` if none was asked, null if its state does not have the account. */
export function account(found: Shown, now: Leaf | null | undefined): void {
  printTable(`${found.account}, account ${found.index}, in the state after the final batch ${found.batch}`, [
    ["free", ride(found.free)],
    ["has left, ever", ride(found.exited)],
    ["of it paid", ride(found.claimed)],
    ["a claim pays now", ride(found.claimable)],
    ["next nonce", found.nonce],
  ]);
  if (now === undefined) return;
  if (now === null) return printTable("Now, by the sequencer", [["the deposit", "is in no batch yet"]]);
  printTable("Now, by the sequencer", [
    ["free", ride(now.free)],
    ["has left, ever", ride(now.exited)],
    ["next nonce", now.nonceBase],
    ["trader", now.trader ?? "none"],
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

const placeOf = ({ batch, chunk, position }: Pick<RecordReceipt, "batch" | "chunk" | "position">): string =>
  `batch ${batch}, chunk ${chunk} after those of the inbox, position ${position}`;

/** How far the last record is that was waited for. */
function stageOf(records: Sent[]): Row[] {
  const status = records.filter((one) => one.status).at(-1)?.status;
  return status ? [["stage", status.block ? `${status.stage}, in block ${status.block.number}` : status.stage]] : [];
}

/** Records that were sent. `what` says which. */
export function sent(what: string, { expiry, records }: { expiry: number; records: Sent[] }): void {
  const good = records.filter(({ error }) => error === null);
  const [first, last] = [good[0]!, good.at(-1)!];
  const receipt = first.receipt!;
  const by: Row[] = [["sequencer", receipt.sequencer], ["expires after lived slot", expiry], ...stageOf(good)];
  if (records.length === 1) {
    printTable(`${what}: a receipt`, [
      ["record", first.record],
      ["nonce", first.nonce],
      ["place", placeOf(receipt)],
      ["if the batch is built on", receipt.parent],
      ...by,
    ]);
    return;
  }
  printTable(`${what}: ${good.length} receipts, ${records.length - good.length} refused`, [
    ["nonces", `${first.nonce} to ${last.nonce}`],
    ["first place", placeOf(receipt)],
    ["last place", placeOf(last.receipt!)],
    ...by,
  ]);
}

export function record(found: RecordStatus): void {
  const { batch, chunk, position, block, receipt } = found;
  const isPromised = found.stage === "receipted" && receipt !== null;
  printTable(`Record ${found.record}: ${found.stage}`, [
    ["what became of it", found.code ?? "not known yet"],
    ["place", isPromised ? placeOf(receipt) : `batch ${batch}, chunk ${chunk}, position ${position}`],
    ["block", block ? `${block.number} ${block.hash}, ${found.blockStage ?? "without a stage"}` : "none"],
    ["sequencer", receipt?.sequencer ?? "none that this node knows of"],
  ]);
}
