// SPDX-License-Identifier: Apache-2.0

import { type ExecFileException, execFile } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const TOOL = resolve(fileURLToPath(import.meta.url), "../../rewards");
/** The tool gives up by itself before that. */
const DEADLINE_MS = 300_000;

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `scripts/rewards` as a user does, signing with `suri` unless that is empty. */
export function runRewards(args: string[], suri = ""): Promise<Run> {
  return new Promise((ended) => {
    const options = { timeout: DEADLINE_MS, env: { ...process.env, OUTRIDER_SURI: suri } };
    execFile(TOOL, args, options, (error: ExecFileException | null, stdout, stderr) =>
      ended({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}
