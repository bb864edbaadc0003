// SPDX-License-Identifier: Apache-2.0

// The methods `settlement_*` of a node. Amounts are strings of plank, times are lived slots.

import { createClient } from "@polkadot-api/raw-client";
import { WsEvent, getWsRawProvider } from "polkadot-api/ws";
import { NodeSocket } from "../socket.ts";
import { hex } from "./bytes.ts";
import type { Code } from "./execute.ts";
import type { RecordReceipt } from "./receipts.ts";
import type { SignedKind } from "./records.ts";

/** Why a node refuses a record. */
export interface Refusal {
  code: number;
  message: string;
}
/** What became of one of several records. */
export type Answered = { receipt: RecordReceipt } | { error: Refusal };

/** An account in a state. */
export interface Leaf {
  free: string;
  exited: string;
  nonceBase: number;
  nonceBits: string;
  trader: string | null;
}

export interface KnownAccount {
  account: string;
  index: number;
  claimed: string;
  claimable: string;
  /** After all records that the node knows of. Null if that state does not have the account yet. */
  now: Leaf | null;
  final: (Leaf & { batch: number }) | null;
}

export interface RecordStatus {
  record: string;
  stage: "receipted" | "committed" | "final" | "reverted";
  /** Null before a batch has executed the record. */
  code: Code | null;
  batch: number | null;
  /** Counts all chunks of the batch. */
  chunk: number | null;
  position: number | null;
  block: { hash: string; number: number } | null;
  /** The stage of the batch's block, by `finality_*`. */
  blockStage: string | null;
  receipt: RecordReceipt | null;
}

export interface BatchView {
  id: number;
  author: string;
  stage: "pending" | "final";
  submitted: number;
  windowEnds: number;
  chunks: number;
  inboxChunks: number;
  verified: number;
  preRoot: string;
  postRoot: string;
  inboxTo: number;
  /** What the node found by execution. */
  verdict: "true" | "false" | "unknown";
}

interface Tip {
  batch: number;
  root: string;
}

/** A notification of the node at a best block. */
export interface Batches {
  at: string;
  atNumber: number;
  mode: string;
  now: number;
  window: number;
  collators: number;
  tip: Tip;
  final: Tip;
  leader: string | null;
  rotationEnds: number;
  /** The newest first. */
  batches: BatchView[];
}

/** The errors of a node that does not know a method, and of one without a sequencer. */
const NO_SEQUENCER = [-32601, 9020];

/** A connection to a node for `settlement_*`: polkadot-api's client can't subscribe to methods that it does not know. */
export class SequencerNode {
  private readonly client;
  private readonly failures = new Set<(error: Error) => void>();
  private lost: Error | undefined;

  constructor(private readonly url: string) {
    let what = `no node answers at ${url}; --sequencer names another one`;
    const provider = getWsRawProvider(url, {
      websocketClass: NodeSocket as any,
      onStatusChanged: ({ type }) => {
        if (type === WsEvent.CONNECTED) what = `the connection to ${url} is lost`;
        if (type === WsEvent.ERROR || type === WsEvent.CLOSE) this.fail(new Error(what));
      },
    });
    this.client = createClient(provider);
  }

  private fail(error: Error): void {
    this.lost = error;
    for (const failure of this.failures) failure(error);
    this.failures.clear();
  }

  private explained(error: Error): Error {
    if (!NO_SEQUENCER.includes((error as Partial<Refusal>).code ?? 0)) return error;
    return new Error(`the node at ${this.url} is no sequencer; --sequencer URL names one`);
  }

  private ask<T>(method: string, ...params: unknown[]): Promise<T> {
    return new Promise((accepted, rejected) => {
      if (this.lost) return rejected(this.lost);
      this.failures.add(rejected);
      const done = () => this.failures.delete(rejected);
      this.client.request(`settlement_${method}`, params, {
        onSuccess: (result: T) => done() && accepted(result),
        onError: (error) => done() && rejected(this.explained(error)),
      });
    });
  }

  /** Sends records of one kind. Fails if the node takes no records, or refuses a record that is sent alone. */
  async submit(kind: SignedKind, records: Uint8Array[]): Promise<Answered[]> {
    const [first, ...more] = records.map(hex);
    if (more.length === 0) return [{ receipt: await this.ask<RecordReceipt>("submit", kind, first) }];
    const answers = await this.ask<Answered[]>("submitMany", kind, [first, ...more]);
    if (answers.length === records.length) return answers;
    throw new Error(`${this.url} has answered ${answers.length} of ${records.length} records`);
  }

  status(record: string): Promise<RecordStatus> {
    return this.ask("status", record);
  }

  account(address: string): Promise<KnownAccount> {
    return this.ask("account", address);
  }

  /** Calls `next` at each best block, until the connection or the subscription ends. Never returns: it fails then. */
  batches(next: (batches: Batches) => void): Promise<never> {
    return new Promise((_, rejected) => {
      if (this.lost) return rejected(this.lost);
      this.failures.add(rejected);
      this.client.request("settlement_subscribeBatches", [], {
        // The node ends a subscription with a text. The client expects an error object.
        onSuccess: (id, follow) => follow(id, { next, error: () => rejected(new Error("the node has ended the subscription")) }),
        onError: (error) => rejected(this.explained(error)),
      });
    });
  }

  close(): void {
    this.failures.clear();
    this.client.disconnect();
  }
}

/** Connects for a task. */
export async function withSequencer<T>(url: string, task: (node: SequencerNode) => Promise<T>): Promise<T> {
  const node = new SequencerNode(url);
  try {
    return await task(node);
  } finally {
    node.close();
  }
}
