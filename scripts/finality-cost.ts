// SPDX-License-Identifier: Apache-2.0

// Measures the cost of the finality tracker for a collator.
//
// Two collators of one network: one with the tracker and one without. After half of the blocks they start again, with
// the roles exchanged, so that any other difference between the two counts once for either side. Processor time and
// memory are those of the whole process, by the operating system. The node's metrics give the time in which the
// tracker's own task was busy. That time is wall-clock time and includes waiting for the database and for a core, so it
// is an upper bound, and a loose one on a busy machine.

import { readFileSync } from "node:fs";
import { firstIncluded, validatorsAreReady } from "../zombienet/src/cadence.ts";
import { type Network, type Node, onNetwork } from "../zombienet/src/network.ts";
import { until } from "../zombienet/src/until.ts";
import { connect } from "../client/chain.ts";
import { parse, run } from "../client/command-line.ts";
import { type Row, printTable } from "../client/table.ts";

const USAGE = `Measures the cost of the finality tracker for a collator.

usage: scripts/finality-cost [--blocks N]

  --blocks N  the number of measured final blocks, 20 to 10000 (default: 1000). One collator has the tracker in the first
              half of them, the other one in the second half. A block takes some 6.5 seconds`;

const OPTIONS = {
  blocks: { type: "string", default: "1000" },
  help: { type: "boolean", default: false },
} as const;

const COLLATORS = ["charlie", "dave"] as const;
const PARA_ID = 2000;
const OFF = "--no-finality-tracker";
/** Final blocks after a start that are not measured, since the caches fill first. */
const WARM_UP = 10;
/** The longest time of a block, in seconds, also at a session change. */
const BLOCK_SECONDS = 15;

interface Sample {
  /** Seconds of processor time since the start. */
  cpu: number;
  /** Bytes in memory. */
  memory: number;
  /** Wall-clock seconds since the start in which the tracker's task was busy. */
  task: number;
}

/** The measurement of one collator in one half. */
interface Half extends Sample {
  collator: string;
  tracker: boolean;
  seconds: number;
}

function readBlocks(): number | undefined {
  const { values } = parse({ options: OPTIONS });
  if (values.help) return undefined;
  const blocks = /^\d{2,5}$/.test(values.blocks) ? Number(values.blocks) : NaN;
  if (blocks >= 20 && blocks <= 10_000) return blocks;
  throw new Error(`bad number of blocks \`${values.blocks}\`; it is from 20 to 10000`);
}

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

async function sample({ pid, metrics }: Node): Promise<Sample> {
  // The process name, in parentheses, may contain spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  const told = await (await fetch(metrics)).text();
  const busy = [...told.matchAll(/^substrate_tasks_polling_duration_sum\{.*task_name="finality-tracker".*\} (\S+)$/gm)];
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
    memory: Number(kibibytes) * 1_024,
    task: busy.reduce((sum, [, seconds]) => sum + Number(seconds), 0),
  };
}

/** Calls a node's RPC over HTTP: a connection would not survive the restart of the node. */
async function ask<T>({ rpc }: Node, method: string, ...params: unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(rpc.replace(/^ws/, "http"), { method: "POST", headers, body });
  const answer = (await response.json()) as { result: T; error?: { message: string } };
  if (answer.error) throw new Error(answer.error.message);
  return answer.result;
}

/** The height that both collators have finalized. */
async function finalHeight(network: Network): Promise<number> {
  const heights = COLLATORS.map(async (name) => {
    const node = network.node(name);
    const hash = await ask<string>(node, "chain_getFinalizedHead");
    return Number((await ask<{ number: string }>(node, "chain_getHeader", hash)).number);
  });
  return Math.min(...(await Promise.all(heights)));
}

const untilFinal = (network: Network, height: number, blocks: number) =>
  until(`block ${height} is final`, 120 + blocks * BLOCK_SECONDS, async () => (await finalHeight(network)) >= height, 3_000);

/** Restarts a collator, with the tracker or without. */
async function start(network: Network, name: string, tracker: boolean): Promise<void> {
  await network.kill(name);
  const node = network.node(name);
  node.command = node.command.replace(` ${OFF}`, "");
  if (!tracker) node.command = node.command.replace(" --collator", ` ${OFF} --collator`);
  network.restart(name);
  // The answer shows that the option has an effect: the stages, or the error of a node without the tracker.
  await until(`${name} runs ${tracker ? "with" : "without"} the tracker`, 120, async () => {
    const answer = await ask(node, "finality_segment").then(() => "stages", (error: Error) => error.message);
    return tracker ? answer === "stages" : answer.includes(OFF);
  });
}

async function measureHalf(network: Network, withTracker: string, blocks: number): Promise<Half[]> {
  for (const name of COLLATORS) await start(network, name, name === withTracker);
  const from = (await finalHeight(network)) + WARM_UP;
  await untilFinal(network, from, WARM_UP);
  const samples = () => Promise.all(COLLATORS.map((name) => sample(network.node(name))));
  const [before, began] = [await samples(), Date.now()];
  await untilFinal(network, from + blocks, blocks);
  const [after, seconds] = [await samples(), (Date.now() - began) / 1_000];
  return COLLATORS.map((collator, place) => ({
    collator,
    tracker: collator === withTracker,
    seconds,
    cpu: after[place]!.cpu - before[place]!.cpu,
    memory: after[place]!.memory,
    task: after[place]!.task - before[place]!.task,
  }));
}

async function measure(network: Network, blocks: number): Promise<Half[]> {
  await validatorsAreReady(network, 1);
  const relay = connect(network.node("alice").rpc);
  await firstIncluded(relay, [PARA_ID]);
  relay.client.destroy();
  const halves: Half[] = [];
  for (const withTracker of COLLATORS) halves.push(...(await measureHalf(network, withTracker, Math.ceil(blocks / 2))));
  return halves;
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

function show(halves: Half[], blocks: number): void {
  const rows: Row[] = halves.map(({ collator, tracker, seconds, cpu, memory, task }) => [
    collator,
    tracker ? "with" : "without",
    `${cpu.toFixed(1)} s`,
    percent(cpu / seconds),
    `${(memory / 2 ** 20).toFixed(0)} MiB`,
    tracker ? `${task.toFixed(2)} s` : "-",
    tracker ? percent(task / cpu) : "-",
  ]);
  const head: Row = ["collator", "tracker", "processor time", "of a core", "memory", "tracker's task, at most", "to the processor time"];
  printTable(`Cost of the finality tracker over ${blocks} blocks`, [head, ...rows]);
  const sum = (tracker: boolean, what: "cpu" | "memory" | "task") =>
    halves.filter((half) => half.tracker === tracker).reduce((total, half) => total + half[what], 0);
  printTable("With the tracker, as a multiple of without", [
    ["processor time", (sum(true, "cpu") / sum(false, "cpu")).toFixed(3)],
    ["memory", (sum(true, "memory") / sum(false, "memory")).toFixed(3)],
    ["the tracker's task alone, at most, to the processor time with it", percent(sum(true, "task") / sum(true, "cpu"))],
  ]);
}

async function main(): Promise<void> {
  const blocks = readBlocks();
  if (blocks === undefined) return console.log(USAGE);
  show(await onNetwork("local", (network) => measure(network, blocks)), blocks);
}

run(main);
