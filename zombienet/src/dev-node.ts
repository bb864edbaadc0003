// SPDX-License-Identifier: Apache-2.0

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binaries } from "./network.ts";
import { until } from "./until.ts";

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port to be had");
  return address.port;
}

/** A folder for the databases of development nodes. */
export class DevFolder {
  /** Nodes that a test has started. */
  readonly started: ChildProcess[] = [];
  readonly path = mkdtempSync(join(tmpdir(), "outrider-dev-"));
  readonly base = join(this.path, "base");

  /** Ends what still runs. Removes the folder, or prints where it is if the logs may be of use. */
  close(failed: boolean): void {
    for (const child of this.started) if (child.exitCode === null) child.kill("SIGKILL");
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
  ) {}

  static async start(folder: DevFolder, ...args: string[]): Promise<DevNode> {
    const port = await freePort();
    const log = join(folder.path, `${port}.log`);
    const output = openSync(log, "w");
    const metrics = args.includes("--prometheus-port") ? [] : ["--no-prometheus"];
    const child = spawn(
      join(binaries(), "outrider"),
      ["--dev", "--base-path", folder.base, "--rpc-port", `${port}`, ...metrics, ...args],
      { stdio: ["ignore", output, output] },
    );
    folder.started.push(child);
    const node = new DevNode(child, log, `ws://127.0.0.1:${port}`);
    await until("the node listens", 180, () => {
      if (child.exitCode !== null) throw new Error(`the node ended with ${child.exitCode}: ${log}`);
      return readFileSync(log, "utf8").includes("Running JSON-RPC server");
    });
    return node;
  }

  /** Asks the node to end, and answers with its exit code and what it printed. */
  async stop(signal: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
    this.child.kill(signal);
    await until(`the node has ended after ${signal}`, 30, () => this.child.exitCode !== null || this.child.signalCode !== null, 100);
    return { code: this.child.exitCode, output: readFileSync(this.log, "utf8") };
  }
}
