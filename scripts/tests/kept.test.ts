// SPDX-License-Identifier: Apache-2.0

// The block in which a task of the scheduler counts as kept.

import { expect, it } from "vitest";
import { type BlockEvents, keptByScheduler } from "../../zombienet/src/upgrade/kept.ts";

const done = { type: "Scheduler", value: { type: "Dispatched" } };
const session = { type: "Session", value: { type: "NewSession" } };

/** Blocks from relay block 100 on. The fourth block does the task; its parent is at relay block 102. */
function blocks(change: Record<number, any[]>): BlockEvents[] {
  return [0, 1, 2, 3, 4].map((i) => ({ number: 50 + i, relay: 100 + i, events: change[i] ?? [] }));
}
const kept = (all: BlockEvents[]) => keptByScheduler(all, "a call", 102, ({ type }) => type === "Scheduler");

it("a task is kept in the first block whose parent has reached its relay block", () => {
  expect(kept(blocks({ 3: [done] }))).toMatchObject({ happened: 102, isKept: true });
  expect(kept(blocks({ 2: [done] }))).toMatchObject({ happened: 101, isKept: false });
  expect(kept(blocks({ 4: [done] }))).toMatchObject({ happened: 103, isKept: false });
});

it("a block that ends a session leaves the scheduler nothing, so that the next one is the first", () => {
  expect(kept(blocks({ 3: [session], 4: [done] }))).toMatchObject({ happened: 103, isKept: true });
  expect(kept(blocks({ 2: [session], 4: [done] }))).toMatchObject({ happened: 103, isKept: false });
});

it("a task that was due before the first block, or that was not done, is an error", () => {
  expect(() => kept(blocks({ 3: [done] }).slice(2))).toThrow("not from block 52 to 54");
  expect(() => kept(blocks({}))).toThrow("not from block 50 to 54");
});
