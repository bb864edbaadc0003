// SPDX-License-Identifier: Apache-2.0

// The table of a measurement.

import { type Row, tableOf } from "../../../client/table.ts";
import { nameOf } from "../rates/decide.ts";
import { FAST, SLOW } from "./chains.ts";
import type { Figures } from "./figures.ts";
import type { Measurement } from "./measure.ts";

/** Where and of what a measurement was made. */
export interface Setting {
  profile: string;
  commit: string;
  machine: string;
  /** Of the last minute before the network was started. */
  loadAverage: number;
}

/** How many times as much the 6-second chain does. */
export function ratiosOf({ chains }: Measurement) {
  const [slow, fast] = [SLOW, FAST].map(({ name }) => chains.find((chain) => chain.name === name)!) as [Figures, Figures];
  const ratio = (of: (figures: Figures) => number) => of(fast) / of(slow);
  return {
    transfersPerBlock: ratio((figures) => figures.transfersPerBlock.p50),
    transfersPerSecond: ratio((figures) => figures.transfersPerSecond.withoutSessionChanges),
    transfersPerSecondOverAll: ratio((figures) => figures.transfersPerSecond.overAll),
  };
}

const one = (value: number) => value.toFixed(1);
const whole = (value: number) => value.toFixed(0);

/** The rows of the table. The 12-second chain comes first, as the one that the other is compared with. */
function rows(measurement: Measurement): Row[] {
  const [slow, fast] = [SLOW, FAST].map(({ name }) => measurement.chains.find((chain) => chain.name === name)!) as [Figures, Figures];
  const ratios = ratiosOf(measurement);
  const row = (what: string, of: (figures: Figures) => string | number, ratio?: number): Row => [
    what,
    of(slow),
    of(fast),
    ratio === undefined ? "" : ratio.toFixed(2),
  ];
  const ends = [...new Set([slow, fast].flatMap((figures) => Object.keys(figures.ends)))];
  const refused = ({ rejections }: Figures) => Object.values(rejections).reduce((sum, count) => sum + count, 0);
  return [
    ["", "12 s", "6 s", "6 s : 12 s"],
    row("relay blocks of the measurement", ({ time }) => time.relayBlocks),
    row("of them changes of session, in which nothing can be backed", ({ time }) => time.sessionChanges),
    row("seconds, by the relay chain's clock", ({ time }) => whole(time.seconds)),
    row("blocks measured", ({ blocks }) => blocks.length),
    row("of them changes of this chain's session, which take no transfers", ({ sessionBlocks }) => sessionBlocks),
    row("transfers a block, p50", ({ transfersPerBlock }) => transfersPerBlock.p50, ratios.transfersPerBlock),
    row("transfers a block, fewest to most", ({ transfersPerBlock: { min, max } }) => `${min} to ${max}`),
    row(
      "transfers a second, session changes left out",
      ({ transfersPerSecond }) => one(transfersPerSecond.withoutSessionChanges),
      ratios.transfersPerSecond,
    ),
    row("transfers a second, over all", ({ transfersPerSecond }) => one(transfersPerSecond.overAll), ratios.transfersPerSecondOverAll),
    ...ends.map((end) => row(`blocks ended by ${end}`, (figures) => figures.ends[end] ?? 0)),
    row("author time, p50", ({ authorMs }) => `${authorMs.p50} ms`),
    row("author time, p95", ({ authorMs }) => `${authorMs.p95} ms`),
    row("storage proof, p50", ({ proofKib }) => `${whole(proofKib.p50)} KiB`),
    row("PoV, compressed, p50", ({ povKib }) => `${whole(povKib.p50)} KiB`),
    row("blocks built", ({ built }) => built),
    row("of them retracted", ({ retracted }) => retracted),
    row("transactions sent", ({ sent }) => sent),
    row("of them refused by the node", refused),
    row("of them dropped by the pool", ({ dropped }) => dropped),
    row("of them lost", ({ lost }) => lost),
    row("failed in blocks", ({ failed }) => failed),
  ];
}

export function tableOfMeasurement(measurement: Measurement, { profile, commit, machine, loadAverage }: Setting): string {
  const { pace, inTurn, transfersPerTransaction, chains } = measurement;
  const call = transfersPerTransaction === 1 ? "plain transfers" : `batches of ${transfersPerTransaction} transfers`;
  const title = [
    `Throughput of ${call}: profile ${profile}, commit ${commit}`,
    `${machine}; load average before: ${loadAverage.toFixed(2)}`,
    `the 6-second chain has ${nameOf(pace)}`,
    inTurn ? "first the 12-second chain is loaded, then the 6-second chain" : "both chains are loaded at the same time",
  ].join("\n");
  const refusals = chains.flatMap(({ name, rejections }) =>
    Object.entries(rejections).map(([text, count]) => `${name}: refused ${count} times: ${text}`),
  );
  return [tableOf(title, rows(measurement)), ...refusals].join("\n");
}
