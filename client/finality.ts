// SPDX-License-Identifier: Apache-2.0

// Staged finality: the types of the `finality_*` methods, and their subscriptions.

import { createClient } from "@polkadot-api/raw-client";
import { WsEvent, getWsRawProvider } from "polkadot-api/ws";
import type { Outrider } from "./chain.ts";
import { ask } from "./rpc.ts";
import { NodeSocket } from "./socket.ts";

/** The stages of a block, in order. A block that can't be included any more is `retracted`. */
export const STAGES = ["built", "backed", "included", "finalized"] as const;
export type Reached = (typeof STAGES)[number];
export type Stage = Reached | "retracted";
export type Reason = "timedOut" | "siblingIncluded" | "relayReorg" | "sessionChange" | "relayParentTooOld" | "unknown";

export interface Place {
  number: number;
  hash: string;
}

interface At {
  /** Milliseconds since the Unix epoch, by the node's clock. */
  atMs: number;
}

interface RelayMark extends At {
  relayBlock: Place;
}

export interface BlockStatus extends Place {
  parentHash: string;
  /** The Aura key that owns the slot. */
  author: string | null;
  slot: number | null;
  /** The number of extrinsics, with inherents. */
  extrinsics: number | null;
  /** The block's weight as a share of the maximum. */
  refTimeShare: number | null;
  proofSizeShare: number | null;
  proofSizeBytes: number | null;
  refTimePicos: number | null;
  /**
   * The present stage. A fork of the relay chain can take a block back to an earlier stage, except from `finalized`.
   */
  stage: Stage;
  relayParent: Place | null;
  built: At;
  backed: RelayMark | null;
  included: RelayMark | null;
  finalized: RelayMark | null;
  retracted: (At & { reason: Reason; relayBlock: Place | null }) | null;
}

export interface Segment {
  relayBest: Place;
  relayFinalized: Place;
  includedHead: Place | null;
  finalizedHead: Place | null;
  /** Null for a runtime that the node was not built with. */
  capacity: number | null;
  unincluded: number;
  /** How many older blocks are left out. There are too many while the relay chain finalizes nothing. */
  omitted: number;
  /** Oldest first. */
  blocks: BlockStatus[];
}

/** Seconds. Null while there are no durations. */
export interface Percentiles {
  n: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

export interface Latency {
  blocks: number;
  stages: (Percentiles & { from: Reached; to: Reached })[];
}

export interface Estimate {
  stage: Reached;
  n: number;
  finalized: number;
  frequency: number | null;
  wilsonLower95: number | null;
  secondsToFinality: Percentiles;
  enough: boolean;
  note: string | null;
}

export const blockStatus = (chain: Outrider, hash: string) => ask<BlockStatus>(chain, "finality_blockStatus", hash);
export const segment = (chain: Outrider) => ask<Segment>(chain, "finality_segment");
export const latency = (chain: Outrider) => ask<Latency>(chain, "finality_latency");
export const estimate = (chain: Outrider, stage: Reached) => ask<Estimate>(chain, "finality_estimate", stage);

/** Whether a block has reached `stage`, or a later one. */
export const reached = (block: BlockStatus, stage: Reached): boolean =>
  block.stage !== "retracted" && STAGES.indexOf(block.stage) >= STAGES.indexOf(stage);

/** A connection for subscriptions: polkadot-api's client can't subscribe to methods that it does not know. */
export class FinalityStream {
  private readonly client;
  private readonly failures = new Set<(error: Error) => void>();

  constructor(rpc: string) {
    const lost = () => this.fail(new Error(`the connection to ${rpc} is lost`));
    const provider = getWsRawProvider(rpc, {
      websocketClass: NodeSocket as any,
      onStatusChanged: ({ type }) => {
        if (type === WsEvent.ERROR || type === WsEvent.CLOSE) lost();
      },
    });
    this.client = createClient(provider);
  }

  private fail(error: Error): void {
    for (const failure of this.failures) failure(error);
  }

  /** Calls `next` with each value of a subscription, until the returned function is called. */
  private subscribe<T>(method: string, params: unknown[], next: (value: T) => void, error: (error: Error) => void): () => void {
    this.failures.add(error);
    let ended = false;
    let end = () => {};
    this.client.request(`finality_subscribe${method}`, params, {
      onSuccess: (id, follow) => {
        const leave = () => void this.client.request(`finality_unsubscribe${method}`, [id]);
        if (ended) return leave();
        // The node ends a subscription with a text. The client expects an error object.
        const forget = follow(id, { next, error: () => error(new Error("the node has ended the subscription")) });
        end = () => {
          forget();
          leave();
        };
      },
      onError: (failure) => !ended && error(failure),
    });
    return () => {
      ended = true;
      this.failures.delete(error);
      end();
    };
  }

  /** Each status of a block, beginning with the present one. */
  block(hash: string, next: (status: BlockStatus) => void, error: (error: Error) => void): () => void {
    return this.subscribe("Block", [hash], next, error);
  }

  /** Each state of the segment, beginning with the present one. */
  segment(next: (segment: Segment) => void, error: (error: Error) => void): () => void {
    return this.subscribe("Segment", [], next, error);
  }

  close(): void {
    this.failures.clear();
    this.client.disconnect();
  }
}
