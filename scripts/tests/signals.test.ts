// SPDX-License-Identifier: Apache-2.0

// Every script that a signal ends has the signal's status, and leaves no process. Stand-ins take the place of long
// work.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { endOf } from "../../zombienet/src/processes.ts";
import { until } from "../../zombienet/src/until.ts";
import { userEnvironment } from "./user.ts";

let folder: string;
let silent: Server;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "outrider-signals-"));
  mkdirSync(join(folder, "bin"));
  // Compiles for ever, in a process of its own.
  standIn("cargo", `"$0-works" & wait`);
  standIn("cargo-works", "while :; do sleep 0.1; done");
  standIn("rustup", "exit 0");
  standIn("dpkg-query", "echo installed");
  // Room and memory for a build.
  standIn("df", "printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 1 1 100000000 1%% /\\n'");
  // A node that answers nothing.
  silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
});
afterEach(() => {
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

function standIn(name: string, script: string): void {
  writeFileSync(join(folder, "bin", name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

/** The processes that a test has started, by their environment. */
function left(): string[] {
  const all = execFileSync("ps", ["-A", "-ww", "-e", "-o", "pid=,args=", "e"], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return all.split("\n").filter((line) => line.includes(folder) && !/^ *\d+ ps /.test(line));
}

function start(line: string): ChildProcess {
  const env = userEnvironment();
  const [script, ...args] = line.replace("URL", `ws://127.0.0.1:${(silent.address() as { port: number }).port}`).split(" ");
  const PATH = `${join(folder, "bin")}:${env.PATH}`;
  return spawn(join("scripts", script!), args, {
    cwd: REPOSITORY,
    env: { ...env, PATH, OUTRIDER_CACHE: join(folder, "cache"), OUTRIDER_PROC: join(folder, "proc"), CARGO_TARGET_DIR: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const COMPILING = ["setup.sh wasm", "run.sh dev --rpc-port 0 --prometheus-port 0", "run.sh local", "test.sh fast", "benchmark.sh", "rehearse-upgrade.sh", "growth", "throughput"];
const TOOLS = ["rewards show //Alice --url URL", "upgrade status --url URL", "console --port 0"];
const SIGNALS = [
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

/** Waits until a script has reached its long work. */
async function busy(child: ChildProcess, line: string): Promise<void> {
  let said = "";
  child.stdout!.on("data", (text) => (said += text));
  child.stderr!.on("data", (text) => (said += text));
  await until(`scripts/${line} is at work`, 60, () => {
    if (endOf(child) !== undefined) expect.fail(`it ended ${endOf(child)}: ${said}`);
    if (line.startsWith("console")) return said.includes("stop     Ctrl-C");
    return left().some((row) => (COMPILING.includes(line) ? row.includes("cargo-works") : row.includes(" --import file:")));
  }, 100);
}

it.each(COMPILING.concat(TOOLS).flatMap((line) => SIGNALS.map(([signal, status]) => [line, signal, status] as const)))(
  "scripts/%s ends by %s with status %i",
  async (line, signal, status) => {
    const child = start(line);
    await busy(child, line);
    child.kill(signal);
    expect(await until("it has ended", 20, () => endOf(child), 50)).toBe(`with status ${status}`);
    expect(left()).toEqual([]);
  },
  90_000,
);

it.each(["setup.sh wasm", "test.sh fast"])("scripts/%s that is killed leaves no process", async (line) => {
  const child = start(line);
  await busy(child, line);
  child.kill("SIGKILL");
  await until("all has ended", 20, () => left().length === 0);
}, 90_000);
