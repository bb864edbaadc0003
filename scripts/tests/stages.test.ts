// SPDX-License-Identifier: Apache-2.0

// The comparison of the network test finds the faults of a wrong node.

import { afterEach, beforeEach, expect, it } from "vitest";
import type { RelayBlock } from "../../zombienet/src/relay.ts";
import { StageRecord, compare } from "../../zombienet/src/stages.ts";
import type { BlockStatus } from "../../client/finality.ts";
import { MockNode, blockStatus } from "./mock-node.ts";

const PARA_ID = 2000;

let node: MockNode;
let record: StageRecord;

beforeEach(async () => {
  node = await MockNode.start();
  record = new StageRecord(node.url);
});
afterEach(async () => {
  record.close();
  await node.stop();
});

const told = (number: number, stage: BlockStatus["stage"], more = {}) => blockStatus({ number, stage, builtMs: 0, ...more });

/** Feeds a node's statuses to a record. */
async function see(...blocks: BlockStatus[]): Promise<void> {
  await record.until("the record has begun", 5, () => record.segment);
  node.publish(blocks);
  const wanted = JSON.stringify(blocks);
  await record.until("the record has seen it", 5, () => JSON.stringify(record.segment?.blocks) === wanted);
}

const parablock = (block: BlockStatus, paraId = PARA_ID) => ({ paraId, number: block.number, hash: block.hash, slot: 0n });

/** The relay blocks whose events agree with `blocks`. */
function relayBlocksOf(blocks: BlockStatus[]): RelayBlock[] {
  return Array.from({ length: 30 }, (_, place) => {
    const number = 50 + place;
    const hash = `0xee${number.toString(16).padStart(62, "0")}`;
    const at = (stage: "backed" | "included") =>
      blocks.filter((block) => block[stage]?.relayBlock.number === number).map((block) => parablock(block));
    return { number, hash, changesSession: false, backed: at("backed"), included: at("included"), timedOut: [] };
  });
}

it("a node that agrees with the relay chain's events", async () => {
  const blocks = [told(44, "finalized"), told(45, "included"), told(46, "backed"), told(47, "built")];
  await see(...blocks);
  const compared = compare(record, relayBlocksOf(blocks), PARA_ID);
  expect(compared).toEqual({ backed: 3, included: 2, retracted: 0, disagreements: [] });
});

it("a block that the node does not report, and blocks of other chains", async () => {
  const blocks = [told(44, "finalized"), told(45, "finalized")];
  await see(blocks[0]!);
  const { disagreements } = compare(record, relayBlocksOf(blocks), PARA_ID);
  expect(disagreements).toHaveLength(2);
  expect(disagreements[1]).toMatch(/is included in relay block 57; the node says nothing$/);
  expect(compare(record, relayBlocksOf(blocks.slice(1)), 2001).disagreements).toHaveLength(2);
});

it("a stage in another relay block, and a stage without an event", async () => {
  const [right, wrong] = [told(44, "finalized"), told(44, "finalized")];
  wrong.included = { ...wrong.included!, relayBlock: { number: 57, hash: `0x${"1".repeat(64)}` } };
  await see(wrong, told(45, "backed"));
  const { disagreements } = compare(record, relayBlocksOf([right]), PARA_ID);
  expect(disagreements).toEqual([
    expect.stringMatching(/^the node says that #45 is backed in relay block 56; no event says so$/),
    expect.stringMatching(/is included in relay block 56; the node says 57$/),
  ]);
});

it("a block that is retracted by the node and included by the relay chain", async () => {
  await see(told(44, "retracted", { reason: "sessionChange" }));
  const { disagreements } = compare(record, relayBlocksOf([told(44, "finalized")]), PARA_ID);
  expect(disagreements.at(-1)).toBe("#44 is retracted by the node and included by the relay chain");
});

it("finality that is taken back, and stages that go back", async () => {
  await see(told(44, "finalized"), told(45, "included"));
  await see(told(44, "finalized"), told(45, "backed"));
  expect(record.takenBack).toEqual([]);
  expect(record.wentBack).toBe(1);
  const elsewhere = told(44, "finalized");
  elsewhere.finalized = { ...elsewhere.finalized!, relayBlock: { number: 58, hash: `0x${"1".repeat(64)}` } };
  await see(elsewhere);
  await see(told(44, "included"));
  expect(record.takenBack).toHaveLength(2);
  expect(record.takenBack[1]).toMatch(/: final, then included$/);
});

it("a node that goes away ends the waiting at once", async () => {
  await see(told(44, "built"));
  const waiting = record.until("a block is final", 60, () => record.of("finalized").length > 0);
  const lost = expect(waiting).rejects.toThrow(/^the connection to ws:.* is lost$/);
  await node.stop();
  await lost;
  node = await MockNode.start();
});
