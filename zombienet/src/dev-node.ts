// SPDX-License-Identifier: Apache-2.0

import type { ChildProcess } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY, binaries } from "./network.ts";
import { endOf, guard, killIn, start } from "./processes.ts";
import { Hopeless, until } from "./until.ts";

/** A folder for the databases of development nodes. */
export class DevFolder {
  readonly path = mkdtempSync(join(tmpdir(), "outrider-dev-"));
  readonly base = join(this.path, "base");
  private readonly unguard = guard(this.path);
  private nodes = 0;

  /** The log file of the next node. */
  nextLog(): string {
    this.nodes += 1;
    return join(this.path, `${this.nodes}.log`);
  }

  /**
   * Ends all remaining nodes. After a failure it keeps the folder with the logs and prints its path; otherwise it
   * removes the folder.
   */
  async close(failed: boolean): Promise<void> {
    await killIn(this.path);
    this.unguard();
    if (failed) console.error(`the logs of the development node are kept in ${this.path}`);
    else rmSync(this.path, { recursive: true, force: true });
  }
}

/** `outrider --dev` as a process. */
export class DevNode {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
    readonly rpc: string,
    /** The address of the node's metrics, if the node was started with `--prometheus-port 0`. */
    readonly metrics: string,
  ) {}

  /** Starts a node on free ports. */
  static start(folder: DevFolder, ...args: string[]): Promise<DevNode> {
    return DevNode.run(folder, join(binaries(), "outrider"), ["--dev"], args);
  }

  /** Starts a node by `scripts/fork` with the arguments `fork`, on free ports. */
  static fork(folder: DevFolder, fork: string[], ...args: string[]): Promise<DevNode> {
    return DevNode.run(folder, join(REPOSITORY, "scripts/fork"), [...fork, "--"], args);
  }

  private static async run(folder: DevFolder, command: string, first: string[], args: string[]): Promise<DevNode> {
    const log = folder.nextLog();
    const output = openSync(log, "w");
    const hasMetrics = args.includes("--prometheus-port");
    const metrics = hasMetrics ? [] : ["--no-prometheus"];
    // Only the node can choose ports that nobody takes meanwhile: its log says which.
    const ports = ["--rpc-port", "0", "--port", "0", ...metrics];
    const child = start(command, [...first, "--base-path", folder.base, ...ports, ...args], {
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    const [rpc, exporter] = await until("the node listens", 180, () => {
      // The log first: what an ended node has said is all there.
      const end = endOf(child);
      const text = readFileSync(log, "utf8");
      // What comes after a port shows that all its digits are there.
      const [, address] = /Running JSON-RPC server: addr=([\d.]+:\d+)[,\s]/.exec(text) ?? [];
      const [, exporter] = /Prometheus exporter started at ([\d.]+:\d+)\s/.exec(text) ?? [];
      if (end !== undefined) throw new Hopeless(`the node ended ${end}: ${log}`);
      return address !== undefined && (exporter !== undefined || !hasMetrics) && ([address, exporter] as const);
    });
    return new DevNode(child, log, `ws://${rpc}`, `http://${exporter ?? "none"}/metrics`);
  }

  /** Asks the node to end. Returns its exit code and its output. */
  async stop(signal: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
    this.child.kill(signal);
    await until(`the node has ended after ${signal}`, 30, () => endOf(this.child) !== undefined, 100);
    return { code: this.child.exitCode, output: readFileSync(this.log, "utf8") };
  }
}
