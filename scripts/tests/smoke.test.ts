// SPDX-License-Identifier: Apache-2.0

// Each check of `smoke` finds its fault, and none in a chain that is well. Also pages of storage, and wrong command
// lines.

import { afterEach, expect, it } from "vitest";
import { type Ask, entriesOf } from "../../client/pages.ts";
import { runTool } from "../../client/run-tool.ts";
import { line, some } from "../../client/smoke/check.ts";
import { slotOf } from "../../client/smoke/facts.ts";
import { keylessAccount } from "../../client/smoke/money.ts";
import { allChecks } from "../../client/smoke/run.ts";
import { MockNode } from "./mock-node.ts";
import { DOT, type MockFacts, POT, SETTLEMENT_POT, wellChain } from "./mock-state.ts";
import WebSocket from "ws";

const RIDE = 10n ** 18n;
const SIBLING = { type: "Sibling", value: 1_000 };

/** The lines of the checks that do not pass, for a chain that is well except for a change. */
async function bad(change: (chain: MockFacts) => unknown): Promise<string[]> {
  const chain = wellChain();
  await change(chain);
  return (await allChecks(chain)).filter(({ status }) => status === "FAIL").map(line);
}

it("a chain that is well passes each check, with the numbers", async () => {
  const checks = await allChecks(wellChain());
  expect(checks.filter(({ status }) => status === "FAIL")).toEqual([]);
  expect(checks.filter(({ status }) => status === "not known").map(({ what }) => what)).toEqual(["reserves of other chains' tokens"]);
  expect(checks.map(line)).toEqual(expect.arrayContaining([
    "ok         issuance: 1004 RIDE; 4 accounts have 1004 RIDE",
    "ok         released: 10 RIDE; 6 RIDE minted, 1 RIDE withheld, 3 RIDE in transit",
    "ok         issuance against the emission: 1004 RIDE of at most 1005 RIDE: genesis and what was minted",
    "ok         pot of dApp staking: 8 RIDE, needs 7.001 RIDE: owed to stakers and dApps, and its deposit",
    "ok         pot of settlement: 10 RIDE, needs 9.001 RIDE: deposits that were not paid out, and its deposit",
    "ok         bonds of sequencers: 4 RIDE; 4 RIDE are held",
    "ok         frozen for staking: 37 RIDE; staked and unbonding are 37 RIDE",
    "ok         era 7: 10 of 20 relay blocks old, the one before is being settled",
    "ok         collators: 2 of 2 made the last 20 blocks",
    "ok         age of the newest final block: 30 s",
    "ok         referenda: 2 are open, none is overdue",
    "ok         messages from other chains: 2 wait",
    "ok         scheduler: 1 tasks wait; it is not late",
  ]));
});

const books = { released: 10n * RIDE, minted: 6n * RIDE, withheld: RIDE, burned: RIDE };
const dapp = { stake: 30n * RIDE, claimable: RIDE, state: { type: "Registered" } };
const account = (free: bigint) => ({ data: { free, reserved: 0n } });

it.each<[string, (chain: MockFacts) => unknown]>([
  ["issuance: 1004 RIDE; 5 accounts have 1004.000000000000000001 RIDE", ({ state }) => state.set("System.Account", account(1n), "eve")],
  ["issuance: 1004 RIDE; 4 accounts have 1000 RIDE", ({ state }) => state.set("System.Account", account(600n * RIDE), "alice")],
  ["inactive issuance: 1005 RIDE of 1004 RIDE", ({ state }) => state.set("Balances.InactiveIssuance", 1_005n * RIDE)],
  ["relay slots of the emission: 95 paid, 4 missed and 2 in the backlog of 100", ({ state }) => state.set("Emission.SlotClock", { first: 900, last: 1_000, paid: 95, missed: 4, backlog: 2 })],
  ["released: 10 RIDE; 6 RIDE minted, 1 RIDE withheld, 2 RIDE in transit", ({ state }) => state.set("DappStaking.CurrentSettlement", undefined)],
  ["released: 10 RIDE; 6 RIDE minted, 1 RIDE withheld, 1 RIDE in transit", ({ state }) => state.set("DappStaking.OpenPool", undefined)],
  ["burned at once: 7 RIDE of 6 RIDE minted", ({ state }) => [state.set("Emission.Released", { ...books, burned: 7n * RIDE }), state.set("Emission.CurrentCycle", { index: 0, issuance: 1_005n * RIDE })]],
  ["issuance against the emission: 1004 RIDE of at most 1003 RIDE: genesis and what was minted", ({ state }) => state.set("Emission.Released", { ...books, burned: 3n * RIDE })],
  ["stake on dApps: not what stakers have on 0", ({ state }) => [state.set("DappStaking.Dapps", { ...dapp, stake: 29n * RIDE }, 0), state.set("DappStaking.Rewards", { stake: 29n * RIDE, released: 7n * RIDE, paid: 2n * RIDE })]],
  ["stake on dApps: not what stakers have on 1", ({ state }) => state.set("DappStaking.Dapps", undefined, 1)],
  ["stake that earns: 30 RIDE; registered dApps have 35 RIDE", ({ state }) => state.set("DappStaking.Dapps", { ...dapp, stake: 5n * RIDE }, 1)],
  ["frozen for staking: 36 RIDE; staked and unbonding are 37 RIDE", ({ state }) => state.set("Balances.Freezes", [{ id: { type: "DappStaking" }, amount: 31n * RIDE }], "alice")],
  ["pot of dApp staking: 7 RIDE, needs 7.001 RIDE: owed to stakers and dApps, and its deposit", ({ state }) => [state.set("System.Account", account(7n * RIDE), POT), state.set("System.Account", account(383n * RIDE), "bob")]],
  ["pot of settlement: 10 RIDE, needs 10.001 RIDE: deposits that were not paid out, and its deposit", ({ state }) => state.set("Settlement.PaidOut", 2n * RIDE)],
  ["pot of settlement: 10 RIDE, needs -0.999 RIDE: deposits that were not paid out, and its deposit", ({ state }) => state.set("Settlement.PaidOut", 13n * RIDE)],
  ["bonds of sequencers: 5 RIDE; 4 RIDE are held", ({ state }) => state.set("Settlement.Sequencers", { bond: RIDE }, "bob")],
  [`tokens of other chains: ${JSON.stringify(DOT)} has 70, its accounts 69`, ({ state }) => state.set("ForeignAssets.Account", { balance: 29n }, DOT, "bob")],
  [`tokens of other chains: ${JSON.stringify(DOT)} is not registered`, ({ state }) => state.set("ForeignAssets.Asset", undefined, DOT)],
  ["messages from other chains: 2 wait, none was taken in 20 blocks from Sibling 1000", ({ before }) => before!.set("MessageQueue.Pages", { first_index: 6 }, SIBLING, 4)],
  ["messages too heavy for a block: messageQueue.executeOverweight must take those from Sibling 1000 (2 pages)", ({ state }) => state.set("MessageQueue.BookStateFor", { begin: 4, end: 4, count: 2, message_count: 2n }, SIBLING)],
  ["pages for other chains: 1 wait: 1000 has asked for a pause", ({ state }) => state.set("XcmpQueue.OutboundXcmpStatus", [{ recipient: 1_000, state: { type: "Suspended" }, first_index: 5, last_index: 6 }])],
  ["pages for other chains: 3 wait: 1000 takes none", ({ state }) => state.set("XcmpQueue.OutboundXcmpStatus", [{ recipient: 1_000, state: { type: "Ok" }, first_index: 3, last_index: 6 }])],
  ["chains that were asked to pause: their messages came too fast: 1000", ({ state }) => state.set("XcmpQueue.InboundXcmpSuspended", [1_000])],
  ["scheduler: 1 tasks wait; it is late by 21 relay blocks (2 min 6 s)", ({ state }) => state.set("Scheduler.IncompleteSince", 979)],
  ["scheduled tasks of the past: never to be tried again, of the relay blocks 700: their preimages were missing; scheduler.cancel removes them", ({ state }) => state.set("Scheduler.Agenda", [{}], 700)],
  ["migrations: stuck: the chain takes no transactions until the relay chain's governance forces an upgrade", ({ state }) => state.set("MultiBlockMigrations.Cursor", { type: "Stuck" })],
  ["migrations: number 2 runs since 601 blocks; nobody can send a transaction", ({ state }) => state.set("MultiBlockMigrations.Cursor", { type: "Active", value: { index: 2, started_at: 100 - 601 } })],
  ["safe mode: on until block 900", ({ state }) => state.set("SafeMode.EnteredUntil", 900)],
  ["paused calls: Balances.transfer_all", ({ state }) => state.set("TxPause.PausedCalls", null, ["Balances", "transfer_all"])],
  ["execution of XCM: suspended", ({ state }) => state.set("PolkadotXcm.XcmExecutionSuspended", true)],
  ["messages of siblings: suspended", ({ state }) => state.set("XcmpQueue.QueueSuspended", true)],
  ["node: it is syncing: its answers are old", (chain) => (chain.isSyncing = true)],
  ["best block: 31 above the newest final one, 100", (chain) => (chain.best = 131)],
  ["age of the newest final block: 181 s", (chain) => (chain.now += 151_000)],
  ["age of the newest final block: 61 s ahead of this machine's clock", (chain) => (chain.now -= 91_000)],
  ["collators: 1 of 2 made the last 10 blocks; none by 0xbb", (chain) => (chain.turns = chain.turns.filter(({ slot }) => slot % 2n === 0n))],
  ["collators: there is none", ({ state }) => state.set("Aura.Authorities", [])],
  ["era 7: 10 of -11 relay blocks old, late by 21, the one before is being settled", ({ state }) => state.set("DappStaking.CurrentEra", { index: 7, start: 990, end: 979, now: 1_000 })],
  ["clocks: relay block 1000; of eras 999, of the emission 1000", ({ state }) => state.set("DappStaking.CurrentEra", { index: 7, start: 990, end: 1_010, now: 999 })],
  ["referenda: 1 was due at relay block 979", ({ state }) => state.set("Referenda.ReferendumInfoFor", { type: "Ongoing", value: { alarm: [979, [979, 0]], in_queue: false } }, 1)],
  ["referenda: 2 has no alarm", ({ state }) => state.set("Referenda.ReferendumInfoFor", { type: "Ongoing", value: { alarm: undefined, in_queue: false } }, 2)],
])("FAIL: %s", async (expected, change) => {
  expect(await bad(change)).toEqual([`FAIL       ${expected}`]);
});

it("slow work that is not stuck passes", async () => {
  expect(await bad(({ state }) => state.set("Scheduler.IncompleteSince", 980))).toEqual([]);
  expect(await bad(({ state }) => state.set("MultiBlockMigrations.Cursor", { type: "Active", value: { index: 0, started_at: 99 } }))).toEqual([]);
  expect(await bad(({ state }) => state.set("DappStaking.CurrentEra", { index: 7, start: 960, end: 980, now: 1_000 }))).toEqual([]);
  // Two turns without a block are too few to count. The blocks before belong to another set.
  const newcomer = (chain: MockFacts) => {
    chain.turns = chain.turns.map((turn, i) => (i < 16 ? { ...turn, authorities: ["0xaa"] } : turn)).filter(({ slot }) => slot < 516n || slot % 2n === 0n);
  };
  expect(await bad(newcomer)).toEqual([]);
});

it("data that a node can't have is reported as not known", async () => {
  const chain = wellChain();
  chain.before = null;
  chain.isDevelopment = true;
  chain.state.set("Emission.CurrentCycle", { index: 1, start: 950, length: 5_256_000, issuance: 1_002n * RIDE });
  chain.issuedAtGenesis = async () => null;
  const unknown = (await allChecks(chain)).filter(({ status }) => status === "not known").map(({ what }) => what);
  expect(unknown).toEqual([
    "age of the newest final block",
    "messages from other chains",
    "issuance against the emission",
    "reserves of other chains' tokens",
  ]);
  const first = wellChain();
  for (const name of ["SlotClock", "CurrentCycle"]) first.state.set(`Emission.${name}`, undefined);
  first.state.set("DappStaking.CurrentEra", undefined);
  const begun = (await allChecks(first)).filter(({ status }) => status === "not known").map(({ what }) => what);
  expect(begun).toEqual(["era", "emission", "reserves of other chains' tokens"]);
});

it("in a later cycle the issuance is compared with that of genesis", async () => {
  const later = (most: bigint) =>
    bad((chain) => {
      chain.state.set("Emission.CurrentCycle", { index: 1, start: 950, length: 5_256_000, issuance: 2_000n * RIDE });
      chain.issuedAtGenesis = async () => most;
    });
  expect(await later(999n * RIDE)).toEqual([]);
  expect(await later(998n * RIDE)).toHaveLength(1);
});

it("accounts without a key, slots of headers, and long lists", () => {
  expect(keylessAccount("modl", Buffer.from("ride/stk"))).toBe(POT);
  expect(keylessAccount("modl", Buffer.from("ridestlm"))).toBe(SETTLEMENT_POT);
  expect(keylessAccount("sibl", Uint8Array.of(0xd0, 0x07, 0, 0))).toBe("5Eg2fntJ27qsari4FGrGhrMqKFDRnkNSR6UshkZYBGXmSuC8");
  expect(slotOf(["0x0561757261", "0x0661757261200a00000000000000"])).toBe(10n);
  expect(slotOf(["0x0562616265", "0x06424142452000"])).toBeUndefined();
  expect(some(["1", "2", "3", "4", "5"])).toBe("1, 2, 3 and 2 more");
});

let node: MockNode | undefined;
afterEach(async () => {
  await node?.stop();
  node = undefined;
});

/** Calls a node's RPC over a socket, one call after the other. */
function asking(url: string): Promise<Ask> {
  const socket = new WebSocket(url);
  let sent = 0;
  const ask: Ask = (method, params) =>
    new Promise((answered, refused) => {
      socket.once("message", (data) => {
        const { result, error } = JSON.parse(String(data));
        if (error) refused(new Error(error.message));
        else answered(result);
      });
      socket.send(JSON.stringify({ jsonrpc: "2.0", id: (sent += 1), method, params }));
    });
  return new Promise((opened) => socket.once("open", () => opened(ask)));
}

async function read(entries: AsyncIterable<[string, string]>): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

it("a map is read page by page, each entry once, and no entry of another", async () => {
  node = await MockNode.start();
  for (let i = 10; i < 30; i += 1) node.storage.set(`0xaa${i}`, `0x${i}`);
  node.storage.set("0xab10", "0x99");
  const ask = await asking(node.url);
  for (const page of [1, 7, 10, 20, 21]) {
    const before = node.asked;
    const found = await read(entriesOf(ask, "0xaa", "0x01", page));
    expect(found).toEqual(Array.from({ length: 20 }, (_, i) => [`0xaa${i + 10}`, `0x${i + 10}`]));
    // Two requests for each page, and one more if the last page is full.
    expect(node.asked - before).toBe(2 * Math.ceil(20 / page) + (20 % page === 0 ? 1 : 0));
  }
  expect(await read(entriesOf(ask, "0xac", "0x01"))).toEqual([]);
});

it("a node that answers pages of nonsense is not read for ever", async () => {
  const always: Ask = async (method, [keys]) => (method === "state_getKeysPaged" ? ["0xaa10"] : [{ changes: (keys as string[]).map((key) => [key, "0x00"]) }]);
  await expect(read(entriesOf(always, "0xaa", "0x01", 1))).rejects.toThrow("the node answers 0xaa10 after 0xaa10");
  const without: Ask = async (method) => (method === "state_getKeysPaged" ? ["0xaa10"] : [{ changes: [["0xaa10", null]] }]);
  await expect(read(entriesOf(without, "0xaa", "0x01"))).rejects.toThrow("has the key 0xaa10 at 0x01, and not its value");
});

it.concurrent.each([
  [["--blocks", "19"], "bad number of blocks `19`; accepted are 20 to 200"],
  [["--blocks", "many"], "bad number of blocks `many`; accepted are 20 to 200"],
  [["--url", "localhost:9944"], "bad address `localhost:9944`; a node's address begins with ws:// or wss://"],
  [["--deep"], "Unknown option '--deep'; known options: --url, --blocks, --json, --help"],
  [["--url", "ws://127.0.0.1:1"], "no node answers at ws://127.0.0.1:1; `scripts/run.sh` starts a node, --url names another one"],
])("%j is refused", async (args, message) => {
  expect(await runTool("smoke", args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});
