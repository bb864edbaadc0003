// SPDX-License-Identifier: Apache-2.0

// Starts processes, reports how they end, and leaves none behind.

import { type ChildProcess, type SpawnOptions, execFileSync, spawn } from "node:child_process";
import { until } from "./until.ts";

const errors = new WeakMap<ChildProcess, Error>();

/** Starts a process. If the start fails, `endOf` reports the error. */
export function start(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  child.on("error", (error) => errors.set(child, error));
  return child;
}

/** How a process has ended. `undefined` while it runs. */
export function endOf(child: ChildProcess): string | undefined {
  const error = errors.get(child);
  if (error) return `before it began: ${error.message}`;
  if (child.signalCode !== null) return `by ${child.signalCode}`;
  return child.exitCode === null ? undefined : `with status ${child.exitCode}`;
}

/**
 * The options by which programs are told the folder that they work in: nodes, zombienet, Prometheus, Alertmanager, and the feeder of
 * `scripts/throughput`.
 */
const FOLDER_OPTIONS = ["--base-path", "--dir", "--storage.tsdb.path", "--storage.path", "--report"];

/** The processes whose options name this working folder. */
export function processesIn(folder: string): number[] {
  const all = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const isOurs = (line: string) => FOLDER_OPTIONS.some((option) => line.includes(` ${option} ${folder}`));
  return all.split("\n").filter(isOurs).map((line) => Number.parseInt(line));
}

/** Sends a signal to a process. The process may have ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Kills the processes that work in a folder. */
export async function killIn(folder: string): Promise<void> {
  await until(`no process of ${folder} is left`, 30, () => {
    const left = processesIn(folder);
    for (const pid of left) signal(pid, "SIGKILL");
    return left.length === 0;
  });
}

// Bash: waits until the other end of the pipe is closed, and then kills the processes that work in the folder.
const GUARD = `
trap '' HUP INT TERM
cat >/dev/null
left() { ps -A -ww -o pid=,args= | awk '
	${FOLDER_OPTIONS.map((option) => `index($0, " ${option} " ENVIRON["GUARDED"])`).join(" || ")} { print $1 }'; }
for ((round = 0; round < 120; round++)); do
	pids=$(left)
	[ -n "$pids" ] || exit 0
	[ $round -lt 20 ] && signal=TERM || signal=KILL
	kill -$signal $pids 2>/dev/null
	sleep 0.5
done
`;

/**
 * Kills all processes that work in a folder as soon as this process has ended, for whatever reason. The returned
 * function ends the guard.
 */
export function guard(folder: string): () => void {
  // A session of its own, which Ctrl-C does not reach.
  const child = start("bash", ["-c", GUARD], {
    detached: true,
    env: { ...process.env, GUARDED: folder },
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  (child.stdin as unknown as { unref?(): void } | null)?.unref?.();
  return () => void child.stdin?.end();
}
