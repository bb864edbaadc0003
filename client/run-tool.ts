// SPDX-License-Identifier: Apache-2.0

import { type ChildProcess, type ExecFileException, execFile, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPTS = resolve(fileURLToPath(import.meta.url), "../../scripts");
/** Longer than the tools' own time limits. */
const DEADLINE_MS = 600_000;

export type Secrets = Partial<Record<"OUTRIDER_SURI" | "OUTRIDER_COMMITTEE" | "OUTRIDER_VOTERS", string>>;

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** The environment of a tool, without any secret of the caller. */
const environment = (secrets: Secrets) => ({
  ...process.env,
  OUTRIDER_SURI: "",
  OUTRIDER_COMMITTEE: "",
  OUTRIDER_VOTERS: "",
  ...secrets,
});

/** Runs a tool of `scripts/` as a user does. */
function run(tool: string, args: string[], secrets: Secrets): Promise<Run> {
  return new Promise((ended) => {
    const options = { timeout: DEADLINE_MS, env: environment(secrets) };
    execFile(resolve(SCRIPTS, tool), args, options, (error: ExecFileException | null, stdout, stderr) =>
      ended({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

/** Runs a tool of `scripts/` as a user does, signed by `suri` unless it is empty. */
export const runTool = (tool: string, args: string[], suri = ""): Promise<Run> => run(tool, args, { OUTRIDER_SURI: suri });

/** Runs `scripts/rewards` as a user does, signed by `suri` unless it is empty. */
export const runRewards = (args: string[], suri = ""): Promise<Run> => runTool("rewards", args, suri);

/** Runs `scripts/upgrade` as a user does. */
export const runUpgrade = (args: string[], secrets: Secrets = {}): Promise<Run> => run("upgrade", args, secrets);

/** A running `scripts/upgrade`. */
export class RunningUpgrade {
  private readonly child: ChildProcess;
  progress = "";
  answer = "";
  /** The exit code. */
  readonly ended: Promise<number | null>;

  constructor(args: string[], secrets: Secrets) {
    // A process group of its own, so that all of its processes can be ended.
    this.child = spawn(resolve(SCRIPTS, "upgrade"), args, {
      detached: true,
      env: environment(secrets),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const endGroup = () => this.signal("SIGKILL");
    process.on("exit", endGroup);
    this.child.on("close", () => process.off("exit", endGroup));
    this.child.stdout!.on("data", (text) => (this.answer += text));
    this.child.stderr!.on("data", (text) => (this.progress += text));
    this.ended = new Promise((ended) => this.child.on("close", (code) => ended(code)));
  }

  /**
   * Waits until the tool's progress contains a text. Fails with the progress so far if the tool ends before, or after
   * `seconds`.
   */
  says(text: string | RegExp, seconds: number): Promise<void> {
    return new Promise((accepted, rejected) => {
      const fail = (why: string) => rejected(new Error(`${why} without \`${text}\`:\n${this.progress}`));
      const timer = setTimeout(() => fail(`${seconds} s have passed`), seconds * 1_000);
      const look = () => {
        if (typeof text === "string" ? !this.progress.includes(text) : !text.test(this.progress)) return;
        clearTimeout(timer);
        this.child.stderr!.off("data", look);
        accepted();
      };
      this.child.stderr!.on("data", look);
      this.ended.then((code) => fail(`the tool has ended with ${code}`));
      look();
    });
  }

  /** Passes on each line of progress. */
  onLine(tell: (line: string) => void): void {
    createInterface({ input: this.child.stderr! }).on("line", tell);
  }

  private signal(name: NodeJS.Signals): void {
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.child.pid, name);
    }
  }

  /** Stops the processes, as a computer that sleeps does. */
  pause(): void {
    this.signal("SIGSTOP");
  }

  resume(): void {
    this.signal("SIGCONT");
  }

  /** Kills the processes, as a power cut would. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }
}
