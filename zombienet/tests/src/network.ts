// SPDX-License-Identifier: Apache-2.0

import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = resolve(HERE, "../../..");

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
  /** The command that started it, to start it again. */
  command: string[];
}

export interface Network {
  folder: string;
  node(name: string): Node;
  /** Ends all processes. Keeps the logs and prints their place if `failed`. */
  stop(failed: boolean): Promise<void>;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Starts a network of `zombienet/networks` and waits until all its nodes answer. */
export async function startNetwork(name: string): Promise<Network> {
  const folder = join(mkdtempSync(join(tmpdir(), "outrider-network-")), name);
  const log = `${folder}.zombienet.log`;
  const config = join(REPOSITORY, "zombienet/networks", `${name}.toml`);
  const zombienet = join(HERE, "../node_modules/.bin/zombienet");
  const child = spawn(zombienet, ["--provider", "native", "--dir", folder, "spawn", config], {
    cwd: REPOSITORY,
    env: { ...process.env, PATH: `${binaries()}${delimiter}${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = createWriteStream(log);
  child.stdout.pipe(output);
  child.stderr.pipe(output);

  const place = join(folder, "zombie.json");
  try {
    await until(`the network ${name} is up`, 300, () => {
      if (child.exitCode !== null) throw new Fatal(`zombienet ended with ${child.exitCode}`);
      return existsSync(place) && readFileSync(log, "utf8").includes("Network launched");
    });
  } catch (error) {
    await endProcesses(child, []);
    console.error(`the logs of the network ${name} are in ${dirname(folder)}`);
    throw error;
  }
  return describe(child, folder, place);
}

class Fatal extends Error {}

function describe(child: ChildProcess, folder: string, place: string): Network {
  const state = JSON.parse(readFileSync(place, "utf8"));
  const nodes = new Map<string, Node>();
  for (const [name, raw] of Object.entries<any>(state.nodesByName)) {
    const process = state.client?.processMap?.[name];
    nodes.set(name, {
      name,
      rpc: raw.wsUri,
      metrics: raw.prometheusUri,
      pid: process?.pid,
      command: process?.cmd ?? [],
    });
  }
  return {
    folder,
    node(name) {
      const found = nodes.get(name);
      if (!found) throw new Error(`no node ${name}; there are ${[...nodes.keys()].join(", ")}`);
      return found;
    },
    async stop(failed) {
      await endProcesses(child, [...nodes.values()].map((node) => node.pid));
      if (failed) console.error(`the logs of the network are kept in ${dirname(folder)}`);
      else rmSync(dirname(folder), { recursive: true, force: true });
    },
  };
}

/** Asks zombienet to end its nodes, and ends what is left by force. */
async function endProcesses(child: ChildProcess, pids: number[]): Promise<void> {
  if (child.pid && isAlive(child.pid)) process.kill(child.pid, "SIGINT");
  const left = () => [child.pid ?? 0, ...pids].filter((pid) => pid > 0 && isAlive(pid));
  await until("all nodes have ended", 30, () => left().length === 0).catch(() => {
    for (const pid of left()) process.kill(pid, "SIGKILL");
  });
}
