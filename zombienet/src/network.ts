// SPDX-License-Identifier: Apache-2.0

import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onSignals } from "../../client/signals.ts";
import { endOf, guard, killIn, signal, start } from "./processes.ts";
import { Hopeless, until } from "./until.ts";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder with the binaries. The scripts set the variable. */
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
  /** The shell command that starts the node. */
  command: string;
}

export interface Network {
  /** The folder with the logs. */
  folder: string;
  /** Where the collators export their candidates, if the network's file tells them to. */
  povs: string;
  nodes: Node[];
  node(name: string): Node;
  /** Kills a node, as a power cut would. */
  kill(name: string): Promise<void>;
  /** Starts a killed node again, on the same database. */
  restart(name: string): void;
  /** Waits until zombienet has ended, for whatever reason. */
  ended(): Promise<void>;
  /** Ends all processes. If `failed`, keeps the logs and prints their folder. */
  stop(failed: boolean): Promise<void>;
}

/** The metrics address of the relay chain node inside a collator. */
export function relayMetrics({ name, command }: Node): string {
  const [, port] = / -- .*--prometheus-port[ =](\d+)/.exec(command) ?? [];
  if (port === undefined) throw new Error(`${name} has no relay chain node with metrics: ${command}`);
  return `http://127.0.0.1:${port}/metrics`;
}

/** The chain specs of the first parachain's collators, for a node that joins them. */
export function specsOf({ nodes }: Pick<Network, "nodes">): { parachain: string; relayChain: string } {
  const command = nodes.find(({ command }) => / --collator\b/.test(command))?.command ?? "";
  const [parachain, relayChain] = [...command.matchAll(/ --chain[ =](\S+)/g)].map(([, path]) => path!);
  if (!parachain || !relayChain) throw new Error(`no collator was started with two chain specs: ${command}`);
  return { parachain, relayChain };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Functions that end the networks which run or are being started. */
const running = new Set<() => Promise<void>>();

/** The folder of the exported candidates, beside the network's own. */
const povsOf = (folder: string) => join(dirname(folder), "povs");

/** The environment with the binaries on the PATH, where zombienet looks for them. */
const environment = () => ({ ...process.env, PATH: `${binaries()}${delimiter}${process.env.PATH}` });

/** The same, for zombienet: with ports that no system gives out by itself. */
function zombienetEnvironment() {
  const load = `--import ${new URL("../ports.mjs", import.meta.url).href}`;
  return { ...environment(), NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} ${load}`.trim() };
}

/**
 * Starts a network of `zombienet/networks` and waits until all its nodes answer. The variables are those that the network's file
 * names.
 */
export async function startNetwork(name: string, variables: Record<string, string> = {}): Promise<Network> {
  const parent = mkdtempSync(join(tmpdir(), "outrider-network-"));
  const folder = join(parent, name);
  const log = `${folder}.zombienet.log`;
  const output = openSync(log, "w");
  const config = join(REPOSITORY, "zombienet/networks", `${name}.toml`);
  const unguard = guard(parent);
  const zombienet = start(
    join(REPOSITORY, "node_modules/.bin/zombienet"),
    ["--provider", "native", "--dir", folder, "spawn", config],
    // In a session of its own: Ctrl-C reaches this program alone, which then ends it.
    {
      cwd: REPOSITORY,
      env: { ...zombienetEnvironment(), OUTRIDER_POVS: povsOf(folder), ...variables },
      stdio: ["ignore", output, output],
      detached: true,
    },
  );
  closeSync(output);
  let ended: Promise<void> | undefined;
  const end = () =>
    (ended ??= endProcesses(zombienet, parent).then(() => {
      unguard();
      running.delete(stop);
    }));
  // After a signal the logs are removed: nobody will read them.
  let isStopped = false;
  const stop = async () => {
    isStopped = true;
    await end();
    rmSync(parent, { recursive: true, force: true });
  };
  running.add(stop);
  try {
    await until(`the network ${name} is up`, 300, () => {
      if (endOf(zombienet) !== undefined) throw new Hopeless(`zombienet ended ${endOf(zombienet)}: ${log}`);
      return readFileSync(log, "utf8").includes("Network launched");
    });
    await until("zombienet has written what it started", 30, () => existsSync(join(folder, "zombie.json")));
    return describe(zombienet, folder, end);
  } catch (error) {
    await end();
    if (!isStopped) console.error(`the logs of the network ${name} are kept in ${parent}`);
    throw error;
  }
}

/** Runs `act` on a network of its own. Ends the network in any case, also after a signal. */
export async function onNetwork<T>(
  name: string,
  act: (network: Network) => Promise<T>,
  variables: Record<string, string> = {},
): Promise<T> {
  const isEnding = onSignals(async () => {
    console.error("\nstopping …");
    await Promise.all([...running].map((end) => end()));
  });
  let network: Network | undefined;
  try {
    network = await startNetwork(name, variables);
    const found = await act(network);
    await network.stop(false);
    return found;
  } catch (error) {
    // Errors of a network that is being ended are not reported. The program exits with the signal's status.
    if (isEnding()) return new Promise(() => {});
    await network?.stop(true);
    throw error;
  }
}

/** A network that zombienet has started. */
function describe(zombienet: ChildProcess, folder: string, end: () => Promise<void>): Network {
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
    povs: povsOf(folder),
    nodes: [...nodes.values()],
    node,
    async kill(name) {
      const { pid } = node(name);
      signal(pid, "SIGKILL");
      await until(`${name} is dead`, 10, () => !isAlive(pid), 100);
    },
    restart(name) {
      const log = openSync(join(folder, `${name}.restarted.log`), "a");
      const child = start("bash", ["-c", `exec ${node(name).command}`], { env: environment(), stdio: ["ignore", log, log] });
      closeSync(log);
      if (child.pid === undefined) throw new Error(`can't start ${name} again`);
      node(name).pid = child.pid;
    },
    ended: () =>
      new Promise((ended) => {
        if (endOf(zombienet) !== undefined) ended();
        else zombienet.once("exit", () => ended());
      }),
    async stop(failed) {
      await end();
      if (failed) console.error(`the logs of the network are kept in ${dirname(folder)}`);
      else rmSync(dirname(folder), { recursive: true, force: true });
    },
  };
}

/** Asks zombienet to end its nodes, and kills the remaining processes. */
async function endProcesses(zombienet: ChildProcess, folder: string): Promise<void> {
  zombienet.kill("SIGINT");
  await until("zombienet has ended", 30, () => endOf(zombienet) !== undefined, 100).catch(() => {});
  await killIn(folder);
}
