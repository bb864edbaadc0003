// SPDX-License-Identifier: Apache-2.0

// What a node answers to `settlement_subscribeBatches`, as node/src/settlement/README.md has it.

import type { BatchView, Batches } from "../../client/settlement/sequencer.ts";

export const [ALICE, BOB] = ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"];
const NOW = 44;
const WINDOW = 17;

export interface Settlement extends Batches {
  slowest: { account: string; gap: string; full: string } | null;
  fullest: { account: string; full: string } | null;
}

const root = (batch: number) => `0x${batch.toString(16).padStart(64, "0")}`;

/** A batch of Alice's, in the slot before. */
export const batch = (id: number, more: Partial<BatchView> = {}): BatchView => ({
  id,
  author: ALICE,
  stage: "pending",
  submitted: NOW - 1,
  windowEnds: NOW - 1 + WINDOW,
  chunks: 4,
  inboxChunks: 1,
  verified: 0,
  preRoot: root(id - 1),
  postRoot: root(id),
  inboxTo: id,
  verdict: "true",
  ...more,
});

/** Settlement with these batches, the newest first. All batches up to `last` are final. */
export const settlementOf = (batches: BatchView[], last = 0, more: Partial<Settlement> = {}): Settlement => ({
  at: root(0xb1),
  atNumber: 45,
  mode: "running",
  now: NOW,
  window: WINDOW,
  collators: 2,
  slowest: { account: BOB, gap: "2.100006103515625", full: "0" },
  fullest: { account: ALICE, full: "0" },
  tip: { batch: batches[0]?.id ?? last, root: batches[0]?.postRoot ?? root(last) },
  final: { batch: last, root: root(last) },
  leader: ALICE,
  rotationEnds: 50,
  batches,
  ...more,
});
