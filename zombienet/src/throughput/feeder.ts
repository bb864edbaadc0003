// SPDX-License-Identifier: Apache-2.0

// `outrider-throughput feed` as a process, and its report.

import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Network, binaries } from "../network.ts";
import { endOf, start } from "../processes.ts";
import type { Pace } from "../rates/decide.ts";
import { Hopeless, until } from "../until.ts";
import { ACCOUNTS, FAST, type LoadedChain } from "./chains.ts";

export type Arm = "transfers" | "batches";

/** Transactions that the blocks of a slot hold at most, with room to spare. The feeder signs as many for each slot. */
const MOST_IN_SLOT = {
  transfers: { "6s": 5_000, "12s": 1_300 },
  batches: { "6s": 250, "12s": 80 },
} as const;
/** Slots that the feeder needs transactions for beside the full ones: growing ones, and those that wait. */
const MORE_SLOTS = 14;
/** Seconds that signing may take. */
const SIGNING_SECONDS = 600;
/** Seconds that the feeder waits for finality, with room to spare. */
const DRAIN_SECONDS = 600;

export interface BestBlock {
  number: number;
  hash: string;
  atMs: number;
  transactions: number;
  waiting: number;
}

export interface FinalBlock {
  number: number;
  hash: string;
  transactions: number;
  /** Successful transfers, by the block's events. */
  transfers: number;
  failed: number;
}

export interface FedChain {
  name: string;
  specVersion: number;
  signed: number;
  signSeconds: number;
  sent: number;
  accepted: number;
  rejections: Record<string, number>;
  /** Accepted transactions in final blocks. */
  finalizedTransactions: number;
  /** Accepted transactions in no final block, and still in the pool. */
  pending: number;
  best: BestBlock[];
  finalized: FinalBlock[];
}

export interface FeedReport {
  transfersPerTransaction: number;
  /** Why the load has stopped. */
  stop: "blocks" | "transactions" | "time";
  chains: FedChain[];
}

export interface Order {
  arm: Arm;
  /** The pace of the 6-second chain. */
  pace: Pace;
  /** Full slots of the 6-second chain. */
  slots: number;
  /** Seconds after which the load stops in any case. */
  seconds: number;
  /** Whether one chain is loaded after the other, and not both at the same time. */
  inTurn: boolean;
}

/** The feeder, which signs first, and feeds when it is told to. */
export class Feeder {
  private readonly report: string;
  private readonly child: ChildProcess;
  private isSigned = false;

  constructor(
    network: Network,
    readonly loaded: LoadedChain[],
    private readonly order: Order,
  ) {
    this.report = `${network.folder}.feed-${loaded.map(({ name }) => name).join("-")}.json`;
    // A 12-second chain has half as many slots in the same time.
    const slotsOf = ({ name }: LoadedChain) => (name === FAST.name ? order.slots : Math.ceil(order.slots / 2));
    const rateOf = ({ name }: LoadedChain) => (name === FAST.name ? order.pace.rate : 1);
    const chains = loaded.flatMap((chain) => {
      const transactions = (slotsOf(chain) + MORE_SLOTS) * MOST_IN_SLOT[order.arm][chain.name];
      return ["--chain", `${chain.name},${rateOf(chain)},${transactions},${network.node(chain.collator).rpc}`];
    });
    const args = [
      ["--call", order.arm === "transfers" ? "transfer" : "batch"],
      ["--accounts", String(ACCOUNTS)],
      // Those of the first chain.
      ["--blocks", String(slotsOf(loaded[0]!) * rateOf(loaded[0]!))],
      ["--seconds", String(order.seconds)],
      // What ends the processes of the network finds this one by the folder.
      ["--report", this.report],
    ];
    const command = join(binaries(), "outrider-throughput");
    this.child = start(command, ["feed", ...chains, ...args.flat()], { stdio: ["pipe", "pipe", "inherit"] });
    // That the process has ended, `end` tells.
    this.child.stdin!.on("error", () => {});
    createInterface({ input: this.child.stdout! }).on("line", (line) => (this.isSigned ||= line === "signed"));
  }

  /** How the process has ended, if it has. Fails if it has failed. */
  private end(): boolean {
    const end = endOf(this.child);
    if (end === undefined) return false;
    if (end !== "with status 0") throw new Hopeless(`outrider-throughput ended ${end}`);
    return true;
  }

  signed(): Promise<unknown> {
    return until("all transactions are signed", SIGNING_SECONDS, () => this.end() || this.isSigned);
  }

  /** Feeds the chains, and answers when what was sent is final. */
  async feed(): Promise<FeedReport> {
    this.child.stdin!.end("\n");
    await until("the load has ended", this.order.seconds + DRAIN_SECONDS, () => this.end());
    return JSON.parse(readFileSync(this.report, "utf8"));
  }
}
