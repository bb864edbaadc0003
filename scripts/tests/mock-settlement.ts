// SPDX-License-Identifier: Apache-2.0

// What a node answers to `settlement_subscribeBatches`, as node/src/settlement/README.md has it.

export const [ALICE, BOB] = ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"];
const NOW = 44;
const WINDOW = 17;

export interface Batch {
  id: number;
  author: string;
  stage: "pending" | "final";
  /** Times are in lived slots. */
  submitted: number;
  windowEnds: number;
  chunks: number;
  inboxChunks: number;
  verified: number;
  preRoot: string;
  postRoot: string;
  inboxTo: number;
  verdict: "true" | "false" | "unknown";
}

interface Checkpoint {
  batch: number;
  root: string;
}

export interface Settlement {
  at: string;
  atNumber: number;
  mode: "absent" | "running" | "escaped";
  now: number;
  window: number;
  collators: number;
  slowest: { account: string; gap: string; full: string } | null;
  fullest: { account: string; full: string } | null;
  tip: Checkpoint;
  final: Checkpoint;
  leader: string | null;
  rotationEnds: number;
  /** The newest first. */
  batches: Batch[];
}

const root = (batch: number) => `0x${batch.toString(16).padStart(64, "0")}`;

/** A batch of Alice's, in the slot before. */
export const batch = (id: number, more: Partial<Batch> = {}): Batch => ({
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
export const settlementOf = (batches: Batch[], last = 0, more: Partial<Settlement> = {}): Settlement => ({
  at: root(0xb1),
  atNumber: 45,
  mode: "running",
  now: NOW,
  window: WINDOW,
  collators: 2,
  slowest: { account: BOB, gap: "2.1", full: "0" },
  fullest: { account: ALICE, full: "0" },
  tip: { batch: batches[0]?.id ?? last, root: batches[0]?.postRoot ?? root(last) },
  final: { batch: last, root: root(last) },
  leader: ALICE,
  rotationEnds: 50,
  batches,
  ...more,
});
