// SPDX-License-Identifier: Apache-2.0

// What is measured of a pace, and how a pace is named. No network.

import { expect, it } from "vitest";
import { runTool } from "../../client/run-tool.ts";
import { paceOf } from "../../zombienet/src/rates/decide.ts";
import { isFirst } from "../../zombienet/src/rates/journal.ts";
import { backedBetweenSessions, sentBetween } from "../../zombienet/src/rates/measure.ts";
import type { RelayBlock } from "../../zombienet/src/relay.ts";

const PARA_ID = 2000;

/** A relay block that backs candidates which end with these blocks. */
const backs = (...numbers: number[]): RelayBlock => ({
  number: 0,
  hash: "0x",
  changesSession: false,
  backed: numbers.map((number) => ({ paraId: PARA_ID, number, hash: `0x${number}`, slot: 0n })),
  included: [],
  timedOut: [],
});
const changesSession: RelayBlock = { ...backs(), changesSession: true };

it("blocks between changes of session are counted by the heads of candidates", () => {
  const blocks = [backs(), backs(10), backs(21), backs(), backs(32), changesSession, backs(), backs(33), backs(44)];
  expect(backedBetweenSessions(blocks, PARA_ID)).toEqual({ blocks: [11, 11, 11], candidates: 3, relayBlocks: 4 });
});

it("several candidates of a relay block count each", () => {
  const blocks = [backs(2), backs(4, 3), backs(6, 5)];
  expect(backedBetweenSessions(blocks, PARA_ID)).toEqual({ blocks: [2, 2], candidates: 4, relayBlocks: 2 });
});

it("a transfer counts unless it was sent around a change of session", () => {
  const sent = (sentMs: number) => ({ sentMs, best: 1, final: 2 });
  const found = [83_999, 84_000, 100_000, 118_000, 118_001, 200_000].map(sent);
  expect(sentBetween(found, [90_000, 100_000]).map(({ sentMs }) => sentMs)).toEqual([83_999, 118_001, 200_000]);
  expect(sentBetween(found, [])).toEqual(found);
});

it("other parachains do not count, and without two candidates there is no figure", () => {
  expect(() => backedBetweenSessions([backs(2), backs(4)], PARA_ID + 1)).toThrow("no two candidates were backed");
  expect(() => backedBetweenSessions([backs(2), changesSession, backs(4)], PARA_ID)).toThrow("no two candidates were backed");
});

it("the first block on a core is known by its header", () => {
  // Aura's slot, and then the core with its selector, offset and number.
  const others = ["0x0661757261203ac3d71100000000", "0x06434d4c531001000104"];
  expect(isFirst(others)).toBe(true);
  expect(isFirst([...others, "0x06434d4c530c020000"])).toBe(true);
  expect(isFirst([...others, "0x06434d4c530c020b01"])).toBe(false);
});

it("a pace is named by its two numbers", () => {
  expect(paceOf("12/1")).toEqual({ rate: 12, relayParentOffset: 1 });
  for (const bad of ["4/0", "12", "12/2", "1/0/0", ""]) expect(() => paceOf(bad)).toThrow(`unknown pace \`${bad}\`; known: 1/0, 1/1, 2/0,`);
});

it("scripts/pace --help says how it is used", async () => {
  const { code, stdout } = await runTool("pace", ["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("\nusage: scripts/pace ");
});

it.each([
  [["--cores", "3"], "bad number of cores `3`; it is 1 or 2"],
  [["4/0"], "unknown pace `4/0`; known: 1/0, 1/1,"],
  [["--fast"], "Unknown option '--fast'; known options: --cores, --json, --help"],
])("scripts/pace %j is refused", async (args, message) => {
  const { code, stderr } = await runTool("pace", args);
  expect(code).not.toBe(0);
  expect(stderr).toContain(message);
});
