// SPDX-License-Identifier: Apache-2.0

// The tables of the tool `upgrade`, for people.

import { ride } from "../amount.ts";
import { printTable, tableOf } from "../table.ts";
import type { Check, Priced } from "./checks.ts";
import { relayBlocks } from "./progress.ts";
import type { Code } from "./code.ts";
import type { StepTaken } from "./record.ts";
import type { Outcome } from "./run.ts";
import type { Status } from "./status.ts";
import type { Order } from "./steps.ts";

export const checks = (found: Check[]): string =>
  tableOf(
    "Checks",
    found.map(({ what, found, problem, isOpen }) => [problem !== null ? "NO" : isOpen ? "?" : "ok", what, found]),
  );

export function plan(order: Order, priced: Priced[]): void {
  const { code, proposal } = order;
  printTable(`Would be submitted, to upgrade to ${code.specName} ${code.specVersion}`, [
    ["", "call", "by", "deposit", "fee"],
    ...priced.map(({ step, deposit, fee }, i) => [
      i + 1,
      step.what,
      step.by?.address ?? "anyone, unsigned",
      ride(deposit),
      ride(fee),
    ]),
  ]);
  printTable("Hashes", [
    ["code", code.hash],
    ["call that authorizes it", proposal.authorizeHash],
    ["proposal of the referendum", proposal.hash],
    ...(proposal.track === "whitelisted" ? [["motion of the committee", proposal.whitelistHash]] : []),
  ]);
  const long = (data: Uint8Array) =>
    data.length > 200 ? `${data.length} bytes` : `0x${Buffer.from(data).toString("hex")}`;
  printTable(
    "Calls, encoded",
    priced.map(({ data }, i) => [i + 1, long(data)]),
  );
  console.log("\nnothing was submitted");
}

export function outcome(order: Order, { from, firstBlock, referendum, transactions }: Outcome): void {
  const { code } = order;
  printTable(`Upgraded to ${code.specName} ${code.specVersion}`, [
    ["spec version before", from ?? "the code was in place before this run"],
    ["code", code.hash],
    ["track, referendum", `${order.proposal.track}, ${referendum ?? "decided before this run"}`],
    ["first block on the new code, final", `${firstBlock.number} ${firstBlock.hash}`],
    ["its relay block", firstBlock.relay],
    ["fees of this run", ride(transactions.reduce((sum, { fee }) => sum + fee, 0n))],
  ]);
  if (transactions.length > 0) {
    printTable(
      "Transactions of this run",
      transactions.map(({ what, block, by, fee }) => [block?.number ?? "?", what, by ?? "unsigned", ride(fee)]),
    );
  }
}

export function checklist({ specName, specVersion, hash }: Code, steps: StepTaken[]): void {
  const rows = steps.flatMap(({ step, entries, missing }) => {
    const open = missing.length > 0 ? `not yet: first ${missing.join(", ")}` : "not yet";
    if (entries.length === 0) return [["[ ]", step, open]];
    return entries.map(({ chain, genesis, block, date }) => ["[x]", step, `block ${block.number} of ${chain}, ${date}, genesis ${genesis}`]);
  });
  printTable(`Where ${specName} ${specVersion}, ${hash}, has been`, rows);
}

export function status(found: Status): void {
  const { restriction: relay } = found;
  const authorized = found.authorized
    ? `${found.authorized.codeHash}${found.authorized.checksVersion ? "" : ", its version is not checked"}`
    : "none";
  const pending = found.pendingVersion
    ? `${found.pendingVersion.specName} ${found.pendingVersion.specVersion}, ${found.pending}`
    : (found.pending ?? "none");
  const cooldown = relay.until === null ? "" : ` until relay block ${relay.until}`;
  printTable(`${found.specName} ${found.specVersion} at block ${found.block.number}, relay block ${found.relay}`, [
    ["code", found.codeHash],
    ["last upgrade that has made a block", `${found.lastUpgrade.specName} ${found.lastUpgrade.specVersion}`],
    ["authorized code", authorized],
    ["code that waits for the relay chain", pending],
    [
      "the relay chain's restriction",
      relay.isRestricted === null
        ? `unknown, asked ${relay.source}`
        : relay.isRestricted
          ? `restricted${cooldown}`
          : "none",
    ],
    ["migrations", found.migrating ? "running" : "none running"],
  ]);
  const tasks = found.enactments.map(({ when, codeHash, isLost }) => [
    isLost ? `was due at relay block ${when}, its preimage was missing` : `due in ${relayBlocks(when - found.relay)}`,
    codeHash ?? "",
  ]);
  if (tasks.length > 0) printTable("Referenda that were won", tasks);
  if (found.referenda.length === 0) console.log("\nno referendum on an upgrade is open");
  else
    printTable(
      "Referenda on upgrades",
      found.referenda.flatMap(({ line, codeHash }) => [[line], [`  code ${codeHash}`]]),
    );
}
