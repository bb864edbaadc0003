// SPDX-License-Identifier: Apache-2.0

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder with the binaries: `scripts/` sets it. */
export function binaries(): string {
  const folder = process.env.OUTRIDER_BIN;
  if (!folder || !existsSync(join(folder, "outrider"))) {
    throw new Error(
      `OUTRIDER_BIN must name the folder with the binaries outrider and outrider-relay, not ${folder}; ` +
        "scripts/test.sh builds them and sets it",
    );
  }
  return folder;
}

export interface Node {
  name: string;
  /** WebSocket address of the RPC. */
  rpc: string;
  /** Address of the Prometheus metrics. */
  metrics: string;
  pid: number;
  /** The shell command that started it. */
  command: string;
}

export interface Network {
  /** Where the logs are. */
  folder: string;
  nodes: Node[];
  node(name: string): Node;
  /** Ends a node as a power cut would. */
  kill(name: string): Promise<void>;
  /** Starts a killed node again, on the same database. */
  restart(name: string): void;
  /** Ends all processes. Keeps the logs and prints their place if `failed`. */
  stop(failed: boolean): Promise<void>;
}

/** Address of the metrics of the relay chain node inside a collator. */
export function relayMetrics({ name, command }: Node): string {
  const [, port] = / -- .*--prometheus-port[ =](\d+)/.exec(command) ?? [];
  if (port === undefined) throw new Error(`${name} has no relay chain node with metrics: ${command}`);
  return `http://127.0.0.1:${port}/metrics`;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** With the binaries on the PATH, where the networks' files look for them. */
const environment = () => ({ ...process.env, PATH: `${binaries()}${delimiter}${process.env.PATH}` });

/** Starts a network of `zombienet/networks` and waits until all its nodes answer. */
export async function startNetwork(name: string): Promise<Network> {
  const folder = join(mkdtempSync(join(tmpdir(), "outrider-network-")), name);
  const log = `${folder}.zombienet.log`;
  const output = openSync(log, "w");
  const config = join(REPOSITORY, "zombienet/networks", `${name}.toml`);
  const zombienet = spawn(
    join(REPOSITORY, "node_modules/.bin/zombienet"),
    ["--provider", "native", "--dir", folder, "spawn", config],
    { cwd: REPOSITORY, env: environment(), stdio: ["ignore", output, output] },
  );
  try {
    const launched = () => readFileSync(log, "utf8").includes("Network launched");
    await until(`the network ${name} is up`, 300, () => launched() || zombienet.exitCode !== null);
    if (!launched()) throw new Error(`zombienet ended with ${zombienet.exitCode}: ${log}`);
    await until("zombienet has written what it started", 30, () => existsSync(join(folder, "zombie.json")));
    return describe(zombienet, folder);
  } catch (error) {
    await endProcesses(zombienet, []);
    console.error(`the logs of the network ${name} are kept in ${dirname(folder)}`);
    throw error;
  }
}

/** All processes of a network: zombienet, and the nodes that it has started. */
function describe(zombienet: ChildProcess, folder: string): Network {
  const { nodesByName, client } = JSON.parse(readFileSync(join(folder, "zombie.json"), "utf8"));
  const nodes = new Map<string, Node>();
  for (const [name, { wsUri, prometheusUri }] of Object.entries<any>(nodesByName)) {
    const { pid, cmd } = client.processMap[name];
    nodes.set(name, { name, rpc: wsUri, metrics: prometheusUri, pid, command: cmd.join(" ") });
  }
  const node = (name: string): Node => {
    const found = nodes.get(name);
    if (!found) throw new Error(`no node ${name}; there are ${[...nodes.keys()].join(", ")}`);
    return found;
  };
  return {
    folder,
    nodes: [...nodes.values()],
    node,
    async kill(name) {
      const { pid } = node(name);
      process.kill(pid, "SIGKILL");
      await until(`${name} is dead`, 10, () => !isAlive(pid), 100);
    },
    restart(name) {
      const log = openSync(join(folder, `${name}.restarted.log`), "a");
      const child = spawn("bash", ["-c", `exec ${node(name).command}`], { env: environment(), stdio: ["ignore", log, log] });
      if (child.pid === undefined) throw new Error(`can't start ${name} again`);
      node(name).pid = child.pid;
    },
    async stop(failed) {
      await endProcesses(zombienet, [...nodes.values()].map(({ pid }) => pid));
      if (failed) console.error(`the logs of the network are kept in ${dirname(folder)}`);
      else rmSync(dirname(folder), { recursive: true, force: true });
    },
  };
}

/** Asks zombienet to end its nodes, and ends what is left by force. */
async function endProcesses(zombienet: ChildProcess, pids: number[]): Promise<void> {
  if (zombienet.exitCode === null) zombienet.kill("SIGINT");
  const left = () => [zombienet.pid ?? 0, ...pids].filter((pid) => pid > 0 && isAlive(pid));
  await until("all nodes have ended", 30, () => left().length === 0).catch(() => {
    for (const pid of left()) process.kill(pid, "SIGKILL");
  });
}
