// SPDX-License-Identifier: Apache-2.0

// The candidates that the collators of a network have exported, and what the validator's code says of them.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Network, binaries, specsOf } from "./network.ts";

/** A candidate as `outrider-throughput validate` prints it. */
export interface ValidatedCandidate {
  /** Hash of its last block. */
  head: string;
  /** Longest CPU time of the timed executions, in milliseconds. */
  cpu_ms_max: number;
}

/** The number of the first block of an exported candidate, from the name of its file: HASH_NUMBER.pov. */
const firstBlock = (file: string) => Number(/_(\d+)\.pov$/.exec(file)?.[1]);

/**
 * Runs the validator's code on the exported candidates that begin at this block or before. Fails if it refuses one or takes
 * 2 seconds.
 *
 * The relay chain must have backed the block: a file of a later one may not be complete yet.
 */
export function validateCandidates(network: Network, upTo: number): ValidatedCandidate[] {
  const complete = mkdtempSync(join(tmpdir(), "outrider-candidates-"));
  try {
    for (const file of readdirSync(network.povs)) {
      if (firstBlock(file) <= upTo) copyFileSync(join(network.povs, file), join(complete, file));
    }
    const { parachain } = specsOf(network);
    const options = ["--spec", parachain, "--povs", complete, "--runs", "1", "--fullest", "1000", "--json"];
    const report = execFileSync(join(binaries(), "outrider-throughput"), ["validate", ...options], { encoding: "utf8" });
    return JSON.parse(report).candidates;
  } finally {
    rmSync(complete, { recursive: true });
  }
}
