// SPDX-License-Identifier: Apache-2.0

// `outrider-throughput settle` as a process, and its report.

import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { binaries } from "../network.ts";
import { endOf, start } from "../processes.ts";
import { Hopeless } from "../until.ts";
import { SETTLERS } from "./money.ts";

/** Records in a request. */
const BATCH_SIZE = 256;

/** What the process prints. Amounts are strings of plank, all times begin with the first request. */
export interface LoadReport {
  /** Records with a receipt: each of them got into a batch. */
  records: number;
  /** From a request to its answer. */
  receiptMs: { p50: number; p95: number; p99: number } | null;
  /** Until the last record was in a batch. */
  seconds: number;
  /** Records in batches, by these seconds. */
  updatesPerSecond: number;
  /** What the accounts have in all. */
  sums: { expected: string; found: string };
}

/**
 * Records to one sequencer, as many as it takes, for some seconds. Before that, each of the accounts deposits. The process fails if a
 * record is refused or reverted, or gets into no batch.
 */
export class Load {
  private readonly child: ChildProcess;
  private output = "";

  constructor(rpc: string, seconds: number) {
    const options = ["--url", rpc, "--accounts", `${SETTLERS.length}`, "--seconds", `${seconds}`, "--batch-size", `${BATCH_SIZE}`];
    this.child = start(join(binaries(), "outrider-throughput"), ["settle", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    const kill = () => void this.child.kill("SIGKILL");
    process.on("exit", kill);
    this.child.on("close", () => process.off("exit", kill));
    this.child.stdout!.on("data", (text) => (this.output += text));
  }

  /** The report, once the process has ended. Fails if it has failed. */
  report(): LoadReport | undefined {
    const end = endOf(this.child);
    // The last of the output may come after the end.
    if (end === undefined || !this.child.stdout!.readableEnded) return undefined;
    if (end !== "with status 0") throw new Hopeless(`outrider-throughput settle ended ${end}`);
    return JSON.parse(this.output);
  }
}
