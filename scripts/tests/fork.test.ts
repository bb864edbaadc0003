// SPDX-License-Identifier: Apache-2.0

// `scripts/fork` without a node: how it reads a state, which items it removes and moves, and the spec that it writes.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Codecs } from "../../client/fork/codecs.ts";
import { DEADLINES, forgetBlock, moveDeadlines, prefixOf, resetPace } from "../../client/fork/restart.ts";
import { writeSpec } from "../../client/fork/spec.ts";
import { type Ask, type Pairs, readStorage } from "../../client/fork/storage.ts";
import { runTool } from "../../client/run-tool.ts";

const AT = `0x${"ab".repeat(32)}`;
const CHILD = `0x${Buffer.from(":child_storage:default:").toString("hex")}`;
/** Keys in one answer of a node. */
const PAGE = 1_000;

const key = (index: number) => `0x${index.toString(16).padStart(8, "0")}`;
const pairs = (count: number): Pairs => new Map(Array.from({ length: count }, (_, index) => [key(index), `0x${index.toString(16)}`]));

interface Known {
  top: Pairs;
  children?: Map<string, Pairs>;
  /** The most values that the node puts into one answer. */
  most?: number;
}

/** A node with a state. It refuses answers that are too large, and counts the waiting requests. */
function nodeWith({ top, children = new Map(), most = PAGE }: Known) {
  const seen = { waiting: 0, mostWaiting: 0, refused: 0 };
  const page = (all: Pairs, count: number, after: string | null) => {
    const keys = [...all.keys()].sort();
    return keys.filter((one) => after === null || one > after).slice(0, count);
  };
  const values = (all: Pairs, keys: string[]) => {
    if (keys.length > most) {
      seen.refused += 1;
      throw Object.assign(new Error("Response is too big"), { code: -32008 });
    }
    return keys.map((one): [string, string | null] => [one, all.get(one) ?? null]);
  };
  const answer = (method: string, params: any[]): unknown => {
    expect(params.at(-1)).toBe(AT);
    switch (method) {
      case "state_getKeysPaged":
        return page(top, params[1], params[2]);
      case "state_queryStorageAt":
        return [{ block: AT, changes: values(top, params[0]) }];
      case "childstate_getKeysPaged":
        return page(children.get(params[0])!, params[2], params[3]);
      case "childstate_getStorageEntries":
        return values(children.get(params[0])!, params[1]).map(([, value]) => value);
      default:
        throw new Error(`asked for ${method}`);
    }
  };
  const ask = (async (method: string, ...params: unknown[]) => {
    seen.waiting += 1;
    seen.mostWaiting = Math.max(seen.mostWaiting, seen.waiting);
    // Values take a node longer than keys.
    const turns = method === "state_queryStorageAt" ? 20 : 1;
    for (let turn = 0; turn < turns; turn++) await new Promise((answered) => setImmediate(answered));
    seen.waiting -= 1;
    return answer(method, params);
  }) as Ask;
  return { ask, seen };
}

it("a state is read whole, with a bounded number of questions at a time", async () => {
  const top = pairs(12_345);
  const { ask, seen } = nodeWith({ top });
  const told: number[] = [];
  const storage = await readStorage(ask, AT, (count) => told.push(count));
  expect(new Map([...storage.top].sort())).toEqual(top);
  expect(told.at(-1)).toBe(top.size);
  // Eight requests for values, and one for the next keys.
  expect(seen.mostWaiting).toBe(9);
});

it("a request with too large an answer is split", async () => {
  const top = pairs(700);
  const { ask, seen } = nodeWith({ top, most: 60 });
  expect((await readStorage(ask, AT, () => {})).top).toEqual(top);
  expect(seen.refused).toBeGreaterThan(0);
  await expect(readStorage(nodeWith({ top, most: 0 }).ask, AT, () => {})).rejects.toThrow("Response is too big");
});

it("child tries are read, and their roots are left to the node", async () => {
  const top = pairs(3).set(`${CHILD}aa01`, "0xroot");
  const child = pairs(1_500);
  const { ask } = nodeWith({ top, children: new Map([[`${CHILD}aa01`, child]]) });
  const storage = await readStorage(ask, AT, () => {});
  expect(storage.top).toEqual(pairs(3));
  expect([...storage.children]).toEqual([["0xaa01", child]]);
});

it("a key without a value, and an error of the node, make the reading fail", async () => {
  const { ask } = nodeWith({ top: pairs(2_000) });
  const holed = ((method: string, ...params: any[]) =>
    method === "state_queryStorageAt"
      ? Promise.resolve([{ block: AT, changes: params[0].slice(1).map((one: string) => [one, "0x00"]) }])
      : ask(method, ...params)) as Ask;
  await expect(readStorage(holed, AT, () => {})).rejects.toThrow(`the node lists the key ${key(0)} and has no value of it`);
  const lost = ((method: string, ...params: any[]) =>
    method === "state_queryStorageAt" ? Promise.reject(new Error("State already discarded")) : ask(method, ...params)) as Ask;
  await expect(readStorage(lost, AT, () => {})).rejects.toThrow("State already discarded");
});

it("the items of one block are removed, and nothing else", () => {
  const account = `${prefixOf("System", "Account")}00`;
  const kept: Pairs = new Map([
    [account, "0x01"],
    [prefixOf("ParachainSystem", "LastRelayChainBlockNumber"), "0x02"],
  ]);
  const top: Pairs = new Map([...kept, [prefixOf("System", "Number"), "0x03"], [`${prefixOf("System", "BlockHash")}07`, "0x04"]]);
  expect(forgetBlock(top)).toBe(2);
  expect(top).toEqual(kept);
});

it("the deadlines that are moved are those that the runtime counts in its own blocks", () => {
  const source = readFileSync(new URL("../../runtime/tests/it/upgrade/block_numbers.rs", import.meta.url), "utf8");
  const migrated = [...source.matchAll(/\("(\w+)", "(\w+)", Fate::Migrated\)/g)].map(([, pallet, entry]) => `${pallet}.${entry}`);
  expect(DEADLINES.map(({ pallet, entry }) => `${pallet}.${entry}`)).toEqual(migrated);
});

it("a fork has one block in a slot on the newest relay block, and nothing of a change is left", () => {
  const kept: Pairs = new Map([[`${prefixOf("System", "Account")}00`, "0x01"]]);
  const rate = (value: string): Pairs => new Map([[prefixOf("BlockRate", "CurrentRate"), value]]);
  const change: Pairs = new Map(["Waiting", "LastChange", "Unsettled"].map((item) => [prefixOf("BlockRate", item), "0x07"]));
  const offset = (value: string): Pairs => new Map([[prefixOf("BlockRate", "RelayParentOffset"), value]]);
  const top: Pairs = new Map([...kept, ...rate("0x0c"), ...offset("0x01"), ...change]);
  expect(resetPace(top)).toEqual({ rate: 12, relayParentOffset: 1 });
  expect(top).toEqual(new Map([...kept, ...rate("0x01"), ...offset("0x00")]));
  // A chain from before the pallet, whose first change waits.
  const waits: Pairs = new Map([...kept, ...change]);
  expect(resetPace(waits)).toEqual({ rate: 1, relayParentOffset: 0 });
  expect(waits).toEqual(kept);
  // A runtime without the pallet.
  const old: Pairs = new Map(kept);
  expect(resetPace(old)).toEqual({ rate: 1, relayParentOffset: 0 });
  expect(old).toEqual(kept);
});

it("deadlines are moved by the number of the block", () => {
  // Decoded values. JSON takes the place of bytes.
  const codecs = {
    decode: (_pallet: string, _entry: string, value: string) => JSON.parse(value),
    encode: (_pallet: string, _entry: string, value: unknown) => JSON.stringify(value),
  } as unknown as Codecs;
  const top = (by: number): Pairs =>
    new Map([
      [`${prefixOf("Identity", "PendingUsernames")}01`, JSON.stringify(["owner", 1_500 - by, "provider"])],
      [`${prefixOf("Identity", "UnbindingUsernames")}01`, JSON.stringify(1_600 - by)],
      [
        `${prefixOf("PolkadotXcm", "AuthorizedAliases")}01`,
        JSON.stringify({ ticket: 7, aliasers: [{ location: "here" }] }),
      ],
      [prefixOf("SafeMode", "EnteredUntil"), JSON.stringify(1_700 - by)],
      [`${prefixOf("TechnicalCommittee", "Voting")}01`, JSON.stringify({ index: 3, end: 1_800 - by })],
    ]);
  const moved = top(0);
  expect(moveDeadlines(moved, codecs, { blocks: 1_000, rate: 1 })).toBe(5);
  expect(moved).toEqual(top(1_000));
  const { move } = DEADLINES.find(({ entry }) => entry === "AuthorizedAliases")!;
  expect(move({ aliasers: [{ location: "here", expiry: 1_200n }], ticket: 7 }, { blocks: 1_000, rate: 1 })).toEqual({
    aliasers: [{ location: "here", expiry: 200n }],
    ticket: 7,
  });
  const ends = DEADLINES.find(({ entry }) => entry === "EnteredUntil")!.move;
  // A deadline that has passed.
  expect(ends(900, { blocks: 1_000, rate: 1 })).toBe(0);
  // 120 and 121 blocks of half a second are a minute, and a little more.
  expect([1_120, 1_121].map((end) => ends(end, { blocks: 1_000, rate: 12 }))).toEqual([10, 11]);
});

it("the spec is one of a chain of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "outrider-fork-test-"));
  try {
    const path = join(folder, "spec.json");
    const storage = { top: pairs(3), children: new Map([["0xaa01", pairs(2)], ["0xaa02", pairs(1)]]) };
    const block = { number: 77, hash: AT };
    writeSpec(path, { of: "Outrider", block, properties: { tokenSymbol: "RIDE" }, paraId: 2_000, storage });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      name: "Fork of Outrider at block 77",
      id: "outrider_fork_77_abababab",
      chainType: "Development",
      bootNodes: [],
      telemetryEndpoints: null,
      protocolId: "outrider_fork_77_abababab",
      properties: { tokenSymbol: "RIDE" },
      relay_chain: "none",
      para_id: 2_000,
      codeSubstitutes: {},
      genesis: {
        raw: {
          top: Object.fromEntries(pairs(3)),
          childrenDefault: { "0xaa01": Object.fromEntries(pairs(2)), "0xaa02": Object.fromEntries(pairs(1)) },
        },
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const one = "one URL of a node is needed";
it.concurrent.each([
  [[], `${one}, and 0 were given; the node's arguments follow \`--\``],
  [["ws://127.0.0.1:1", "--dev-block-time"], "Unknown option '--dev-block-time'; known options: --at, --out, --no-start, --keep-governance, --help"],
  [["ws://127.0.0.1:1", "--no-start"], "--no-start needs --out FILE, or the spec would be lost"],
  [["ws://127.0.0.1:1", "--no-start", "--out", "x", "--", "--tmp"], "--no-start starts no node, so it takes no arguments for a node"],
  [["127.0.0.1:1", "--keep-governance", "--no-start", "--out", "x"], "bad address `127.0.0.1:1`; a node's address begins with ws:// or wss://"],
])("%j is refused", async (args, message) => {
  expect(await runTool("fork", args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});
