// SPDX-License-Identifier: Apache-2.0

// What `scripts/settle watch` tells of batches, and what it leaves out.

import { expect, it } from "vitest";
import type { BatchView, Batches } from "../../client/settlement/sequencer.ts";
import { BatchWatch, line } from "../../client/settlement/watch.ts";

const batch = (id: number, change: Partial<BatchView> = {}): BatchView => ({
  id,
  author: "5Grw",
  stage: "pending",
  submitted: 40 + id,
  windowEnds: 57 + id,
  chunks: 4,
  inboxChunks: 1,
  verified: 0,
  preRoot: `0x${id - 1}`,
  postRoot: `0x${id}`,
  inboxTo: id,
  verdict: "unknown",
  ...change,
});

let block = 0;
/** A notification: `final` is the last final batch, and the first of `batches` the newest. */
function told(final: number, ...batches: BatchView[]): Batches {
  block += 1;
  const tip = { batch: batches[0]?.id ?? final, root: "0x" };
  const rest = { mode: "running", now: 44, window: 17, collators: 2, final: { batch: final, root: "0x" }, leader: null, rotationEnds: 50 };
  return { at: `0x${block}`, atNumber: block, tip, ...rest, batches };
}

const stages = (watch: BatchWatch, batches: Batches): string[] => watch.take(batches).map(({ id, stage }) => `${id} ${stage}`);

it("the first notification tells of all batches, the oldest first", () => {
  const found = told(7, batch(9), batch(8), batch(7, { stage: "final" }));
  expect(stages(new BatchWatch(), found)).toEqual(["7 final", "8 pending", "9 pending"]);
});

it("only what has changed is told", () => {
  const watch = new BatchWatch();
  watch.take(told(7, batch(9), batch(8)));
  expect(watch.take(told(7, batch(9), batch(8)))).toEqual([]);
  const verified = told(7, batch(9), batch(8, { verified: 2, verdict: "true" }));
  const more = { at: verified.at, atNumber: verified.atNumber, now: 44 };
  expect(watch.take(verified)).toEqual([{ ...batch(8), verified: 2, verdict: "true", ...more }]);
  expect(stages(watch, told(7, batch(9, { windowEnds: 90 }), batch(8, { verified: 2, verdict: "true" })))).toEqual(["9 pending"]);
});

it("a batch becomes final once, whether or not notifications go on with it", () => {
  for (const rest of [[], [batch(8, { stage: "final" })]]) {
    const watch = new BatchWatch();
    watch.take(told(7, batch(9), batch(8)));
    expect(stages(watch, told(8, batch(9), ...rest))).toEqual(["8 final"]);
    expect(stages(watch, told(8, batch(9), ...rest))).toEqual([]);
    expect(stages(watch, told(8, batch(9)))).toEqual([]);
  }
});

it("a batch that was taken back is gone, and its number may come again", () => {
  const watch = new BatchWatch();
  watch.take(told(7, batch(9), batch(8)));
  expect(stages(watch, told(7))).toEqual(["8 gone", "9 gone"]);
  expect(stages(watch, told(7, batch(8, { submitted: 60 })))).toEqual(["8 pending"]);
  // Taken back and posted anew between two notifications.
  expect(stages(watch, told(7, batch(8, { submitted: 61, postRoot: "0xff" })))).toEqual(["8 gone", "8 pending"]);
});

it("a batch that a long notification leaves out is told of when it is final", () => {
  const watch = new BatchWatch();
  watch.take(told(7, batch(8)));
  expect(stages(watch, told(7, batch(10), batch(9)))).toEqual(["9 pending", "10 pending"]);
  expect(stages(watch, told(8, batch(10), batch(9)))).toEqual(["8 final"]);
});

it("a line says how far a batch is", () => {
  const [pending] = new BatchWatch().take(told(7, batch(9, { verified: 3, verdict: "true" })));
  const checks = "4 chunks, 1 of them of the inbox, 3 verified, roots true";
  expect(line(pending!)).toBe(`batch 9  pending  ${checks}, window ends at lived slot 66, now 44, by 5Grw`);
  expect(line({ ...pending!, stage: "final" })).toBe(`batch 9  final    ${checks}, by 5Grw`);
});
