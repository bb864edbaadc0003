// SPDX-License-Identifier: Apache-2.0

import { type ExecFileException, execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPTS = resolve(fileURLToPath(import.meta.url), "../..");
/** The tools give up by themselves before that. */
const DEADLINE_MS = 300_000;

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a tool of `scripts/` as a user does, signing with `suri` unless that is empty. */
export function runTool(tool: string, args: string[], suri = ""): Promise<Run> {
  return new Promise((ended) => {
    const options = { timeout: DEADLINE_MS, env: { ...process.env, OUTRIDER_SURI: suri } };
    execFile(join(SCRIPTS, tool), args, options, (error: ExecFileException | null, stdout, stderr) =>
      ended({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

export const runRewards = (args: string[], suri = ""): Promise<Run> => runTool("rewards", args, suri);
