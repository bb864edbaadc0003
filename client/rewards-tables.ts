// SPDX-License-Identifier: Apache-2.0

// The tables of the tool `rewards`, for people.

import { decimal, ride } from "./amount.ts";
import type { Claim } from "./claim.ts";
import type { Pending, Rates, Schedule } from "./rpc.ts";
import { printTable } from "./table.ts";

/** A decimal fraction in percent, rounded down to two decimals. */
export function percent(fraction: string | null): string {
  if (fraction === null) return "none: nobody stakes";
  const [whole = "0", decimals = ""] = fraction.split(".");
  return `${decimal(BigInt(whole + decimals.slice(0, 4).padEnd(4, "0")), 2)} %`;
}

export function account(rewards: Pending, unbonding: { amount: bigint; unlock: number }[], rates: Rates): void {
  const { era } = rates;
  const sum = rewards.positions.reduce((sum, { stake }) => sum + BigInt(stake), 0n);
  printTable(`${rewards.account} at block ${rewards.atNumber}`, [
    ["dApp", "stake", "pending reward"],
    ...rewards.positions.map(({ dappId, stake, pending }) => [dappId, ride(stake), ride(pending)]),
    ["all", ride(sum), ride(rewards.total)],
  ]);
  if (unbonding.length > 0) {
    printTable("Unbonding", [
      ["amount", "free from relay block", "relay blocks until then"],
      ...unbonding.map(({ amount, unlock }) => [ride(amount), unlock, Math.max(0, unlock - era.now)]),
    ]);
  }
  printTable(`Era ${era.index}`, [
    ["relay blocks so far", `${era.now - era.start} of ${era.end - era.start}`],
    ["share of dApps so far", ride(era.pool)],
    ["era being settled", era.settling ?? "none"],
    ["stake unbonds for, in relay blocks", rates.unbondingLength],
  ]);
  printTable("What stake earns in a year", [
    ["base", percent(rates.base)],
    ["adjustable", percent(rates.adjustable)],
    ["both", percent(rates.total)],
    ["staked share of the issuance", percent(rates.stakedShare)],
  ]);
}

export interface Withdrawal {
  account: string;
  block: { number: number; hash: string };
  amount: bigint;
  fee: bigint;
}

export function withdrawal(done: Withdrawal): void {
  printTable(`${done.account} withdrew, final in block ${done.block.number}`, [
    ["amount", ride(done.amount)],
    ["fee", ride(done.fee)],
  ]);
}

export interface Change extends Withdrawal {
  dapp: number;
  unlock: number | null;
  paid: bigint;
}

export function change(kind: "stake" | "unstake", done: Change): void {
  printTable(`${done.account} ${kind === "stake" ? "staked" : "unstaked"}, final in block ${done.block.number}`, [
    ["dApp", done.dapp],
    ["amount", ride(done.amount)],
    ...(done.unlock === null ? [] : [["free from relay block", done.unlock]]),
    ...(done.paid === 0n ? [] : [["reward paid, since nothing is left on the dApp", ride(done.paid)]]),
    ["fee", ride(done.fee)],
  ]);
}

export function claim(done: Claim): void {
  const feePayer = done.signer === done.account ? "fee, in the difference" : "fee, paid by the signer";
  printTable(`Rewards of ${done.account} claimed, final in block ${done.block.number}`, [
    ["announced by RPC at the block before", ride(done.announced.total)],
    ["paid by the event", ride(done.paid)],
    ["difference of the free balance", ride(done.difference)],
    [feePayer, ride(done.fee)],
  ]);
}

export function schedule(found: Schedule): void {
  const { cycle, partsPerBlock: parts, parameters } = found;
  printTable(`Emission at block ${found.atNumber}`, [
    ["block time", `${decimal(BigInt(found.blockTimeMs), 3)} s`],
    ["a relay slot releases", ride(found.perSlot)],
    ["a block releases", ride(found.perBlock)],
    ["  to its author", ride(parts.collators)],
    ["  to the treasury", ride(parts.treasury)],
    ["  to dApps", ride(parts.dapps)],
    ["  to stakers, base", ride(parts.stakersBase)],
    ["  to stakers, adjustable, at most", ride(parts.stakersAdjustable)],
    ["stakers get the most from a staked share of", percent(parameters.idealShare)],
    ["a cycle releases", ride(found.perCycle)],
  ]);
  printTable("Since the first block", [
    ["released", ride(found.released)],
    ["minted", ride(found.minted)],
    ["withheld", ride(found.withheld)],
    ["burned, of the minted", ride(found.burned)],
    ["relay slots paid, missed, to be caught up", `${found.paidSlots}, ${found.missedSlots}, ${found.backlogSlots}`],
  ]);
  printTable(`Cycle ${cycle.index}`, [
    ["relay slots so far", `${found.relayBlock - cycle.start} of ${cycle.length}`],
    ["ends at relay block", cycle.end],
    ["left to release", ride(found.left)],
    ["issuance at its start", ride(cycle.issuance)],
    ["rate of the next cycle", percent(parameters.rate)],
  ]);
}
