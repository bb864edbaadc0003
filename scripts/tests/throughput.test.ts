// SPDX-License-Identifier: Apache-2.0

// What `scripts/throughput` makes of logs, of the relay chain's blocks and of the feeder's report.

import { expect, it } from "vitest";
import { runTool } from "../../client/run-tool.ts";
import type { RelayBlock } from "../../zombienet/src/relay.ts";
import { withBalances, withPace } from "../../zombienet/src/throughput/chains.ts";
import type { FedChain } from "../../zombienet/src/throughput/feeder.ts";
import { type Figures, figuresOf, lostOf, retractedOf, shortfall, timeOf } from "../../zombienet/src/throughput/figures.ts";
import { type Built, FULL, builtBlocks, endReasons } from "../../zombienet/src/throughput/log.ts";
import type { Measurement } from "../../zombienet/src/throughput/measure.ts";
import { ratiosOf, tableOfMeasurement } from "../../zombienet/src/throughput/table.ts";
import { type Load, backedIn, loadOf, windowOf, withWholeBundles } from "../../zombienet/src/throughput/window.ts";

const FAST = 2000;
const SLOW = 2001;

const hashOf = (paraId: number, number: number, fork = 0) => `0x${paraId}${fork}${String(number).padStart(59, "0")}`;
const parablock = (paraId: number, number: number, fork = 0) => ({ paraId, number, hash: hashOf(paraId, number, fork), slot: 0n });

/** A relay block that backs these blocks of the fast and of the slow chain; without any, one that changes the session. */
function relayBlock(number: number, fast?: number, slow?: number): RelayBlock {
  const backed = [
    ...(fast === undefined ? [] : [parablock(FAST, fast)]),
    ...(slow === undefined ? [] : [parablock(SLOW, slow)]),
  ];
  return { number, hash: `0xee${number}`, changesSession: backed.length === 0, backed, included: [], timedOut: [] };
}

/** Blocks whose last characters are all that differs. */
const full = (paraId: number, from: number, to: number) =>
  new Set(Array.from({ length: to - from + 1 }, (_, place) => hashOf(paraId, from + place)));

it("a collator's log tells when, how long and why", () => {
  const at = "2026-11-29 19:25:48 [Parachain]";
  const unsigned = (number: number) => `0xaa${String(number).padStart(62, "0")}`;
  const signed = (number: number) => `0xbb${String(number).padStart(62, "0")}`;
  const prepared = (number: number, end: string) =>
    `${at} 🎁 Prepared block for proposing at ${number} (612 ms) hash: ${unsigned(number)}; parent_hash: 0x9672…9d31; ` +
    `end: ${end}; extrinsics_count: 2367    `;
  const sealed = (number: number) =>
    `${at} 🔖 Pre-sealed block for proposal at ${number}. Hash now ${signed(number)}, previously ${unsigned(number)}.`;
  const log = [
    "2026-11-29 19:25:40 [Parachain] PoV size header_kb=0.2 extrinsics_kb=1 storage_proof_kb=99",
    prepared(1, "HitBlockWeightLimit"),
    sealed(1),
    `${at} PoV size header_kb=0.2216796875 extrinsics_kb=345.25 storage_proof_kb=1512.5`,
    `${at} Compressed PoV size: 1310.123046875kb`,
    "2026-11-29 19:25:49 [Relaychain] 🏆 Imported #12",
    prepared(2, "NoMoreTransactions"),
    sealed(2),
    // Never sealed, and so never a block.
    prepared(3, "HitDeadline"),
  ].join("\n");
  expect(builtBlocks(log)).toEqual([
    { number: 1, hash: signed(1), authorMs: 612, end: "HitBlockWeightLimit", proofKib: 1512.5, povKib: 1310.123046875 },
    { number: 2, hash: signed(2), authorMs: 612, end: "NoMoreTransactions" },
  ]);
});

it("reasons are counted, the most frequent first", () => {
  const ends = ["HitDeadline", FULL, FULL, "NoMoreTransactions", FULL, "NoMoreTransactions"];
  expect(Object.entries(endReasons(ends.map((end) => ({ end }))))).toEqual([
    [FULL, 3],
    ["NoMoreTransactions", 2],
    ["HitDeadline", 1],
  ]);
});

it("the window begins after a block of the slow chain, when both chains are full, and ends with another one", () => {
  const relayBlocks = [
    relayBlock(10, 1, 1),
    relayBlock(11, 2),
    relayBlock(12, 3, 2),
    relayBlock(13, 4),
    relayBlock(14),
    relayBlock(15, 5, 3),
    relayBlock(16, 6),
    relayBlock(17, 7, 4),
    relayBlock(18, 8),
    relayBlock(19, 9, 5),
  ];
  const loads: Load[] = [
    { paraId: FAST, full: full(FAST, 2, 9), last: 8 },
    { paraId: SLOW, full: full(SLOW, 2, 5), last: 5 },
  ];
  const numbers = (loads: Load[]) => windowOf(relayBlocks, loads, SLOW).map(({ number }) => number);
  // Block 9 of the fast chain was built after the load, and the relay block that backs it also backs one of the slow chain.
  expect(numbers(loads)).toEqual([13, 14, 15, 16, 17]);
  // The fast chain is full with the block in relay block 13: the window begins after the slow chain's next one.
  expect(numbers([{ ...loads[0]!, full: full(FAST, 4, 9) }, loads[1]!])).toEqual([16, 17]);
  // Without the slow chain, the fast one's blocks are the window's edges.
  expect(windowOf(relayBlocks, [loads[0]!], FAST).map(({ number }) => number)).toEqual([12, 13, 14, 15, 16, 17, 18]);
  expect(() => windowOf(relayBlocks, [{ ...loads[0]!, full: full(FAST, 9, 9) }, loads[1]!], SLOW)).toThrow("has to last longer");
  expect(() => windowOf(relayBlocks, [{ ...loads[0]!, last: 4 }, loads[1]!], SLOW)).toThrow("has to last longer");
});

it("a load that fills no block is told with the reasons", () => {
  const best = [4, 5].map((number) => ({ number, hash: hashOf(FAST, number), atMs: 0, transactions: 9, waiting: 9 }));
  const blocks = [built(FAST, 3), ...[4, 5].map((number) => built(FAST, number, { end: "HitDeadline" })), built(FAST, 6)];
  const found = { paraId: FAST, fed: fed(FAST, 4, [9, 9], { best }), built: blocks, dropped: 0 };
  expect(() => loadOf(found)).toThrow("the load has filled none of the 2 blocks of the 6s chain: they ended 2 by HitDeadline");
  const withFull = [...blocks, built(FAST, 5, { fork: 1 })];
  expect(loadOf({ ...found, built: withFull })).toEqual({ paraId: FAST, full: new Set([hashOf(FAST, 5, 1)]), last: 5 });
});

it("the blocks of a candidate are backed with its last one, which the event names", () => {
  const relayBlocks = [relayBlock(1, 6, 1), relayBlock(2, 9), relayBlock(3), relayBlock(4, 9, 2), relayBlock(5, 12)];
  const final = Array.from({ length: 12 }, (_, i) => ({ number: i + 1, hash: hashOf(FAST, i + 1) }));
  const whole = withWholeBundles(relayBlocks, FAST, final);
  const numbers = (paraId: number) => whole.map((block) => backedIn([block], paraId).map(({ number }) => number));
  // Block 9 was backed twice, and those before it are known from the first time on.
  expect(numbers(FAST)).toEqual([[6], [7, 8, 9], [], [9], [10, 11, 12]]);
  expect(numbers(SLOW)).toEqual([[1], [], [], [2], []]);
  expect(whole[1]!.backed.map(({ hash }) => hash)).toEqual([7, 8, 9].map((number) => hashOf(FAST, number)));
  // A block that another one has replaced names no bundle.
  const replaced = withWholeBundles([relayBlock(1, 6), relayBlock(2, 9)], FAST, final.filter(({ number }) => number !== 9));
  expect(backedIn(replaced, FAST).map(({ number }) => number)).toEqual([6, 9]);
});

it("bundles between two changes of session count as wholes", () => {
  const relayBlocks = [relayBlock(1, 3), relayBlock(2, 6), relayBlock(3), relayBlock(4, 9)];
  const found = { paraId: FAST, fed: fed(FAST, 1, [9, 9, 9, 10, 20, 30, 40, 50, 60]), dropped: 0 };
  const window = withWholeBundles(relayBlocks, FAST, found.fed.finalized);
  const numbers = [3, 4, 5, 6, 7, 8, 9];
  const figures = figuresOf(window, timeOf(window, 24), { ...found, built: numbers.map((number) => built(FAST, number)) });
  // Those of relay block 4 have waited for the change in relay block 3.
  expect(figures.transfersPerSecond.withoutSessionChanges).toBe(60 / 6);
  expect(figures.blocks.map(({ number }) => number)).toEqual(numbers);
});

it("a block that is backed twice is measured once", () => {
  const window = [relayBlock(1, 5), relayBlock(2, 5, 7), relayBlock(3, 6)];
  expect(backedIn(window, FAST).map(({ number }) => number)).toEqual([5, 6]);
});

const built = (paraId: number, number: number, more: Partial<Built> & { fork?: number } = {}): Built => ({
  number,
  hash: hashOf(paraId, number, more.fork),
  authorMs: 500,
  end: FULL,
  proofKib: 1_000,
  povKib: 900,
  ...more,
});

/** A chain whose blocks from `from` on have so many transfers, and are final. */
function fed(paraId: number, from: number, transfers: number[], more: Partial<FedChain> = {}): FedChain {
  const finalized = transfers.map((transfers, place) => {
    const number = from + place;
    return { number, hash: hashOf(paraId, number), transactions: transfers, transfers, failed: 0 };
  });
  const sum = transfers.reduce((total, count) => total + count, 0);
  return {
    name: paraId === FAST ? "6s" : "12s",
    specVersion: 1_000_000,
    signed: sum,
    signSeconds: 1,
    sent: sum,
    accepted: sum,
    rejections: {},
    finalizedTransactions: sum,
    pending: 0,
    best: [],
    finalized,
    ...more,
  };
}

it("transfers a second are counted over the window, with and without the changes of session", () => {
  const window = [relayBlock(1, 3), relayBlock(2, 4, 1), relayBlock(3), relayBlock(4, 5), relayBlock(5, 6, 2)];
  const time = timeOf(window, 30);
  expect(time).toEqual({ relayBlocks: 5, sessionChanges: 1, seconds: 30 });
  const found = {
    paraId: FAST,
   
    fed: fed(FAST, 1, [7, 7, 100, 200, 300, 600, 7]),
    built: [1, 2, 3, 4, 5, 6, 7].map((number) => built(FAST, number, { authorMs: number * 100 })),
    dropped: 0,
  };
  const figures = figuresOf(window, time, found);
  expect(figures.transfersPerSecond).toEqual({ withoutSessionChanges: 800 / 12, overAll: 40 });
  // A full block without transfers begins a session of this chain.
  const withSession = figuresOf(window, time, { ...found, fed: fed(FAST, 1, [7, 7, 300, 0, 300, 600, 7]) });
  expect(withSession.transfersPerSecond).toEqual({ withoutSessionChanges: 100, overAll: 40 });
  expect(withSession.sessionBlocks).toBe(1);
  expect(figures.transfersPerBlock).toEqual({ p50: 200, min: 100, max: 600 });
  expect(figures.authorMs).toEqual({ p50: 400, p95: 600 });
  expect(figures.blocks.map(({ number }) => number)).toEqual([3, 4, 5, 6]);
});

it("a backed block that is not final is not measured", () => {
  const window = [relayBlock(1, 1, 1), relayBlock(2, 2), relayBlock(3, 3, 2)];
  const finalized = fed(FAST, 1, [100, 100, 100]).finalized.filter(({ number }) => number !== 2);
  const found = { paraId: FAST, fed: fed(FAST, 1, [100], { finalized }), built: [1, 2, 3].map((number) => built(FAST, number)), dropped: 0 };
  const figures = figuresOf(window, timeOf(window, 18), found);
  expect(figures.blocks.map(({ number }) => number)).toEqual([1, 3]);
  expect(figures).toMatchObject({ built: 3, retracted: 1 });
});

it("a built block that is not final counts as retracted, where its height was measured", () => {
  const chain = { paraId: FAST, fed: fed(FAST, 1, [1, 1, 1, 1]), dropped: 0 };
  const forks = [built(FAST, 1, { fork: 1 }), built(FAST, 3, { fork: 1 }), built(FAST, 3, { fork: 2 }), built(FAST, 4, { fork: 1 })];
  const log = [...[1, 2, 3, 4].map((number) => built(FAST, number)), ...forks];
  const measured = [2, 3].map((number) => ({ ...built(FAST, number), transfers: 1, failed: 0 }));
  expect(retractedOf(measured, { ...chain, built: log })).toEqual({ built: 4, retracted: 2 });
});

it("a transaction is lost if nobody knows what has become of it", () => {
  const chain = fed(FAST, 1, [90], { accepted: 100, finalizedTransactions: 90, pending: 4 });
  expect(lostOf(chain, 0)).toBe(6);
  expect(lostOf(chain, 5)).toBe(1);
  expect(lostOf({ ...chain, pending: 10 }, 0)).toBe(0);
});

const figuresWith = (ends: Record<string, number>) => {
  const blocks = Object.entries(ends).flatMap(([end, count]) => Array.from({ length: count }, () => ({ end })));
  return { name: "6s", blocks, ends } as unknown as Figures;
};

it("a measurement counts if nine tenths of the blocks were ended by the weight limit", () => {
  expect(shortfall(figuresWith({ [FULL]: 18, HitDeadline: 2 }))).toBeUndefined();
  expect(shortfall(figuresWith({ [FULL]: 17, HitDeadline: 2, NoMoreTransactions: 1 }))).toBe(
    "3 of 20 blocks of the 6s chain ended for another reason than the weight limit (2 by HitDeadline, 1 by NoMoreTransactions), and a tenth may",
  );
});

it("the table sets the chains side by side", () => {
  const window = [relayBlock(1, 1, 1), relayBlock(2, 2), relayBlock(3, 3, 2)];
  const time = timeOf(window, 18);
  const chain = (paraId: number, transfers: number[], more: Partial<FedChain> = {}) =>
    figuresOf(window, time, {
      paraId,
      fed: fed(paraId, 1, transfers, more),
      built: transfers.map((_, place) => built(paraId, 1 + place)),
      dropped: 0,
    });
  const refused = { rejections: { "1016 Immediately Dropped": 3 } };
  const measurement: Measurement = {
    pace: { rate: 3, relayParentOffset: 1 },
    inTurn: false,
    loads: [{ chains: ["6s", "12s"], stop: "blocks" }],
    transfersPerTransaction: 1,
    chains: [chain(FAST, [2_400, 2_400, 2_400]), chain(SLOW, [600, 600], refused)],
  };
  expect(ratiosOf(measurement)).toEqual({ transfersPerBlock: 4, transfersPerSecond: 8, transfersPerSecondOverAll: 6 });
  const table = tableOfMeasurement(measurement, { profile: "fast", commit: "abc1234", machine: "2 cores", loadAverage: 0.5 });
  expect(table).toContain("profile fast, commit abc1234\n2 cores; load average before: 0.50\nthe 6-second chain has 3 in a slot, offset 1\nboth chains are loaded at the same time\n");
  expect(table).toMatch(/transfers a block, p50 +600 +2400 +4\.00\n/);
  expect(table).toMatch(/transfers a second, session changes left out +50\.0 +400\.0 +8\.00\n/);
  expect(table).toMatch(/blocks ended by HitBlockWeightLimit +2 +3\n/);
  expect(table).toMatch(/of them refused by the node +3 +0\n/);
  expect(table.endsWith("\n12s: refused 3 times: 1016 Immediately Dropped")).toBe(true);
});

it("balances go into a chain spec with all their digits", () => {
  const spec = `{ "genesis": { "patch": { "balances": {\n "balances": [\n [\n "5Alice", 1000000000000000000000001 ] ] }, "x": { "balances": [] } } } }`;
  const funded = withBalances(spec, `[["5Sender",1000000000000000000003]]\n`);
  expect(funded).toContain(`"balances": [["5Sender",1000000000000000000003],\n [\n "5Alice", 1000000000000000000000001 ]`);
  expect(JSON.parse(funded).genesis.patch.balances.balances).toHaveLength(2);
  expect(() => withBalances(`{ "balances": {} }`, "[]")).toThrow("one list of balances, and 0 were found");
});

it("the pace goes into a chain spec", () => {
  const spec = `{ "genesis": { "runtimeGenesis": { "patch": {\n "balances": {} } } } }`;
  const paced = JSON.parse(withPace(spec, { rate: 12, relayParentOffset: 1 }));
  expect(paced.genesis.runtimeGenesis.patch).toEqual({ blockRate: { rate: 12, relayParentOffset: 1 }, balances: {} });
  expect(() => withPace("{}", { rate: 1, relayParentOffset: 0 })).toThrow("one genesis, and 0 were found");
  expect(() => withPace(JSON.stringify(paced), { rate: 1, relayParentOffset: 0 })).toThrow("has a pace already");
});

it("scripts/throughput --help says how it is used", async () => {
  const { code, stdout } = await runTool("throughput", ["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("\nusage: scripts/throughput ");
});

it.each([
  [["--pace", "4/0"], "unknown pace `4/0`; known: 1/0, 1/1,"],
  [["--slots", "3"], "bad number of slots `3`; it is from 4 to 1000"],
  [["--node", "nowhere"], "--node takes a program's file, and nowhere is none"],
  [["--arm", "swaps"], "unknown arm `swaps`; known: transfers, batches"],
])("scripts/throughput %j is refused before anything is built", async (args, message) => {
  const { code, stderr } = await runTool("throughput", args);
  expect(code).not.toBe(0);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("Compiling");
});
