// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";

/** Runs a program of TypeScript, with its output in a pipe. */
function runTypeScript(program: string): Promise<{ code: number; stdout: string }> {
  const loader = `file://${join(REPOSITORY, "node_modules/tsx/dist/loader.mjs")}`;
  const args = ["--import", loader, "--input-type=module", "-e", program];
  return new Promise((ended) => {
    execFile(process.execPath, args, { cwd: REPOSITORY, maxBuffer: 2 ** 26 }, (error, stdout) =>
      ended({ code: error ? Number(error.code) : 0, stdout }),
    );
  });
}

it("a tool ends when its whole answer is written, also if it fails afterwards", async () => {
  const length = 5_000_000;
  for (const [code, end] of [[0, ""], [1, 'throw new Error("too late");']] as const) {
    const program = `
      import { run } from "${join(REPOSITORY, "client/command-line.ts")}";
      run(async () => { console.log("x".repeat(${length})); ${end} });
    `;
    const answer = await runTypeScript(program);
    expect({ code: answer.code, length: answer.stdout.length }).toEqual({ code, length: length + 1 });
  }
}, 60_000);
