// SPDX-License-Identifier: Apache-2.0

// The RPC methods of a node that the page and the tools use. A test sets the answers.

import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { BlockStatus, Estimate, Latency, Reached, Reason, Segment, Stage } from "../../client/finality.ts";
import type { Settlement } from "./mock-settlement.ts";

const CAPACITY = 3;
const AUTHORS = ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"];
/** Seconds from the building of a block to each stage. */
const AFTER: Record<Reached, number> = { built: 0, backed: 6.1, included: 12.2, finalized: 25.4 };

const hash = (kind: string, number: number) => `0x${kind}${number.toString(16).padStart(64 - kind.length, "0")}`;
const relayBlock = (number: number) => ({ number, hash: hash("ee", number) });

interface Told {
  number: number;
  stage: Stage;
  /** When the block was built, in milliseconds since the epoch. */
  builtMs: number;
  reason?: Reason;
  refTimeShare?: number;
  proofSizeShare?: number;
  fork?: string;
}

/** A block's status, with times that fit its stage. */
export function blockStatus({ number, stage, builtMs, reason, refTimeShare = 0.018, proofSizeShare = 0.006, fork = "b0" }: Told): BlockStatus {
  const order: Stage[] = ["built", "backed", "included", "finalized"];
  const seen = (name: Reached) =>
    order.indexOf(name) <= order.indexOf(stage)
      ? { atMs: Math.round(builtMs + AFTER[name] * 1_000), relayBlock: relayBlock(number + 10 + order.indexOf(name)) }
      : null;
  return {
    hash: hash(fork, number),
    number,
    parentHash: hash("b0", number - 1),
    author: AUTHORS[number % 2]!,
    slot: 297_812_345 + number,
    extrinsics: 2,
    refTimeShare,
    proofSizeShare,
    proofSizeBytes: Math.round(proofSizeShare * 10 * 2 ** 20),
    refTimePicos: Math.round(refTimeShare * 2e12),
    stage,
    relayParent: relayBlock(number + 9),
    built: { atMs: builtMs },
    backed: seen("backed"),
    included: seen("included"),
    finalized: seen("finalized"),
    retracted: reason === undefined ? null : { atMs: builtMs + 20_000, reason, relayBlock: null },
  };
}

/** A segment of `blocks`, oldest first. `omitted` is the number of older blocks that the segment leaves out. */
export function segmentOf(blocks: BlockStatus[], omitted = 0): Segment {
  const newest = (...stages: Stage[]) => blocks.filter(({ stage }) => stages.includes(stage)).at(-1) ?? null;
  const place = (block: BlockStatus | null) => block && { number: block.number, hash: block.hash };
  const top = blocks.at(-1)?.number ?? 0;
  return {
    relayBest: relayBlock(top + 11),
    relayFinalized: relayBlock(top + 8),
    includedHead: place(newest("included", "finalized")),
    finalizedHead: place(newest("finalized")),
    capacity: CAPACITY,
    unincluded: blocks.filter(({ stage }) => stage === "built" || stage === "backed").length,
    omitted,
    blocks,
  };
}

const percentiles = (p50: number) => ({ n: 200, p50, p95: p50 * 2, p99: p50 * 2.6 });

const LATENCY: Latency = {
  blocks: 200,
  stages: [
    { from: "built", to: "backed", ...percentiles(6.1) },
    { from: "built", to: "included", ...percentiles(12.2) },
    { from: "built", to: "finalized", ...percentiles(25.4) },
    { from: "backed", to: "included", ...percentiles(6.0) },
    { from: "included", to: "finalized", ...percentiles(13.2) },
  ],
};

function estimate(stage: string): Estimate {
  const finalized = { built: 191, backed: 199, included: 24 }[stage] ?? 0;
  const n = stage === "included" ? 24 : 200;
  return {
    stage: stage as Reached,
    n,
    finalized,
    frequency: finalized === n ? n / (n + 1) : finalized / n,
    wilsonLower95: { built: 0.917, backed: 0.972, included: 0.862 }[stage] ?? null,
    secondsToFinality: percentiles(19.3),
    enough: n >= 100,
    note: n >= 100 ? null : `${n} blocks are too few to rely on`,
  };
}

const AT = { at: hash("b0", 45), atNumber: 45 };
const RATES = {
  ...AT,
  stakedShare: "0.015416662909516019",
  base: "1.135135135229729725",
  adjustable: "0.05599999999999998",
  total: "1.191135135229729705",
  stake: "185000000000000000000000",
  issuance: "12000002924485540571251888",
  era: { index: 4, start: 299209964, end: 299209974, now: 299209968, length: 10, settling: null, pool: "127853881289193300" },
  unbondingLength: 90,
};
const SCHEDULE = {
  ...AT,
  blockTimeMs: 6000,
  slotsPerBlock: 1,
  perSlot: "159817351611491628",
  perBlock: "159817351611491628",
  perCycle: "840000000069999996768000",
  partsPerBlock: {
    collators: "15981735161149162",
    treasury: "7990867580574583",
    dapps: "31963470322298325",
    stakersBase: "39954337902872907",
    stakersAdjustable: "63926940644596651",
  },
  cycle: { index: 0, start: 299209924, end: 304465924, length: 5256000, issuance: "12000000001000000000000000" },
  left: "839992968106529091136368",
  relayBlock: 299209968,
  paidSlots: 44,
  missedSlots: 0,
  backlogSlots: 0,
  released: "7031963470905631632",
  minted: "2923485540571251888",
  withheld: "3980624049045186444",
  burned: "0",
  parameters: {
    rate: "0.07",
    split: { collators: "0.1", treasury: "0.05", dapps: "0.2", stakersBase: "0.25", stakersAdjustable: "0.4" },
    idealShare: "0.5",
    catchUp: 1,
  },
};

/** An error as a method's answer. */
export interface Refusal {
  code: number;
  message: string;
}

const METHOD_NOT_FOUND: Refusal = { code: -32601, message: "Method not found" };

export class MockNode {
  /** An error that all `finality_*` methods answer. */
  refusal: Refusal | undefined;
  /** The error that `settlement_subscribeBatches` answers before batches are published. */
  batchRefusal: Refusal = METHOD_NOT_FOUND;
  /** Accepts connections and answers nothing. */
  silent = false;
  /** Answers with text that is not JSON. */
  babbles = false;
  /** The prefix of block hashes after the genesis. Networks with the same genesis differ in this prefix. */
  fork = "b0";
  /** The state. It is the same at each block. */
  readonly storage = new Map<string, string>();
  /** The number of received requests. */
  asked = 0;
  /** The number of received requests of each method. */
  readonly askedFor = new Map<string, number>();
  private segment = segmentOf([]);
  private settlement: Settlement | undefined;
  private readonly subscribers = new Map<WebSocket, string>();
  private readonly heads = new Map<WebSocket, string>();
  private readonly batchSubscribers = new Map<WebSocket, string>();

  private constructor(private readonly server: WebSocketServer) {
    server.on("connection", (socket) => {
      socket.on("message", (data) => this.answer(socket, JSON.parse(String(data))));
      socket.on("close", () => [this.subscribers, this.heads, this.batchSubscribers].forEach((of) => of.delete(socket)));
    });
  }

  static async start(port = 0): Promise<MockNode> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise<void>((listening) => server.once("listening", listening));
    return new MockNode(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Announces new blocks to subscribers. */
  publish(blocks: BlockStatus[], omitted = 0): void {
    this.segment = segmentOf(blocks, omitted);
    for (const [socket, subscription] of this.subscribers) this.notify(socket, subscription);
  }

  /** Announces the state of settlement to subscribers. */
  publishBatches(settlement: Settlement): void {
    this.settlement = settlement;
    for (const [socket, subscription] of this.batchSubscribers) this.notifyBatches(socket, subscription);
  }

  /** Announces a new best block to clients that follow heads. */
  newHead(number: number): void {
    const result = { number: `0x${number.toString(16)}`, parentHash: hash(this.fork, number - 1) };
    for (const [socket, subscription] of this.heads) {
      socket.send(JSON.stringify({ jsonrpc: "2.0", method: "chain_newHead", params: { subscription, result } }));
    }
  }

  /** The number of clients that follow heads. */
  get followsHeads(): number {
    return this.heads.size;
  }

  /** Ends the subscriptions, as a node does with slow subscribers. */
  endSubscriptions(why: string): void {
    for (const [socket, subscription] of this.subscribers) {
      socket.send(JSON.stringify({ jsonrpc: "2.0", method: "finality_segment", params: { subscription, error: why } }));
    }
    this.subscribers.clear();
  }

  /** The next `count` keys of the state with a prefix, after the key `last`. */
  private keysPaged(prefix: string, count: number, last: string | null): string[] {
    const keys = [...this.storage.keys()].filter((key) => key.startsWith(prefix) && (last === null || key > last));
    return keys.sort().slice(0, count);
  }

  private notify(socket: WebSocket, subscription: string): void {
    socket.send(JSON.stringify({ jsonrpc: "2.0", method: "finality_segment", params: { subscription, result: this.segment } }));
  }

  private notifyBatches(socket: WebSocket, subscription: string): void {
    const params = { subscription, result: this.settlement };
    socket.send(JSON.stringify({ jsonrpc: "2.0", method: "settlement_batches", params }));
  }

  private answer(socket: WebSocket, { id, method, params }: { id: number; method: string; params: unknown[] }): void {
    this.asked += 1;
    this.askedFor.set(method, (this.askedFor.get(method) ?? 0) + 1);
    if (this.silent) return;
    if (this.babbles) return socket.send("220 mail.example ESMTP");
    const reply = (answer: object) => socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    if (method === "finality_subscribeSegment" && this.refusal === undefined) {
      const subscription = `s${id}`;
      this.subscribers.set(socket, subscription);
      reply({ result: subscription });
      return this.notify(socket, subscription);
    }
    if (method === "settlement_subscribeBatches") {
      if (this.settlement === undefined) return reply({ error: this.batchRefusal });
      const subscription = `b${id}`;
      this.batchSubscribers.set(socket, subscription);
      reply({ result: subscription });
      return this.notifyBatches(socket, subscription);
    }
    if (method === "chain_subscribeNewHeads") this.heads.set(socket, "heads");
    if (method === "chain_unsubscribeNewHeads") this.heads.delete(socket);
    const results: Record<string, unknown> = {
      chain_getBlockHash: hash(params[0] === 0 ? "b0" : this.fork, Number(params[0])),
      chain_unsubscribeNewHeads: true,
      chain_unsubscribeFinalizedHeads: true,
      system_chain: "Outrider Local",
      system_health: { peers: 1, isSyncing: false, shouldHavePeers: true },
      chain_subscribeNewHeads: "heads",
      chain_subscribeFinalizedHeads: "final heads",
      emission_schedule: SCHEDULE,
      stakingRewards_rates: RATES,
      ...(this.refusal === undefined && { finality_latency: LATENCY, finality_estimate: estimate(String(params[0])) }),
    };
    if (method === "state_getKeysPaged") return reply({ result: this.keysPaged(...(params as [string, number, string | null])) });
    if (method === "state_queryStorageAt") {
      const changes = (params[0] as string[]).map((key) => [key, this.storage.get(key) ?? null]);
      return reply({ result: [{ block: params[1], changes }] });
    }
    if (method in results) return reply({ result: results[method] });
    reply({ error: (method.startsWith("finality_") && this.refusal) || METHOD_NOT_FOUND });
  }

  async stop(): Promise<void> {
    for (const socket of this.server.clients) socket.terminate();
    await new Promise((closed) => this.server.close(closed));
  }
}
