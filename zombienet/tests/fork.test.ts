// SPDX-License-Identifier: Apache-2.0

// `scripts/fork` on a development chain in use: what the fork starts with, that it goes on from there, and an upgrade on it.
// `scripts/try-runtime` on the states of such chains.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Binary, Enum } from "polkadot-api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Account, DEVELOPMENT, account } from "../../client/account.ts";
import { RIDE } from "../../client/amount.ts";
import { type Outrider, connectOutrider, firstWhere } from "../../client/chain.ts";
import { DEADLINES, prefixOf } from "../../client/fork/restart.ts";
import { type Pairs, readStorage } from "../../client/fork/storage.ts";
import { ask, schedule } from "../../client/rpc.ts";
import { runTool, runUpgrade } from "../../client/run-tool.ts";
import { submit } from "../../client/submit.ts";
import { readCode } from "../../client/upgrade/code.ts";
import { specTextOf, writeCodeOf } from "../src/codes.ts";
import { DevFolder, DevNode } from "../src/dev-node.ts";
import { withNextVersion } from "../src/wasm-version.ts";

const DEADLINE_MS = 600_000;
/** Two chains are forked, and checked. The Wasm for that is built before: `scripts/test.sh` does so. */
const TRY_DEADLINE_MS = 600_000;
/** A block each time that so many milliseconds have passed. */
const BLOCKS = ["--dev-block-time", "300"];
/** The fork decides within 20 blocks. The votes have to come in that time, on a busy machine too. */
const SLOWER_BLOCKS = ["--dev-block-time", "1000"];
const [dave, eve, ferdie] = ["//Dave", "//Eve", "//Ferdie"].map(account) as [Account, Account, Account];

let folder: DevFolder;
beforeEach(() => {
  folder = new DevFolder();
});
afterEach(({ task }) => folder.close(task.result?.state === "fail"));

const finalAbove = (chain: Outrider, number: number) =>
  firstWhere(chain.client.finalizedBlock$, (block) => block.number > number, 60, `a final block above ${number}`);

/** The spec of a chain with another committee, and with referenda and sessions that are as long as on a public network. */
function writeSlowSpec(chain = "dev"): string {
  const members = `"members": ${JSON.stringify([dave.address, eve.address])}`;
  const slow = specTextOf(chain).replace(/"timings": \[[^\]]*\]/, '"timings": []').replace(/"members": \[[^\]]*\]/, members);
  const path = join(folder.path, `slow-${chain}.json`);
  writeFileSync(path, slow);
  return path;
}

/** A stake, a transfer, a referendum that prepares, and a motion, whose deadline is counted in blocks. */
async function use(chain: Outrider): Promise<void> {
  const { Balances, DappStaking, Referenda, TechnicalCommittee, System } = chain.api.tx;
  const remark = System.remark({ remark: Binary.fromText("forked") });
  const proposal = Enum("Inline", await remark.getEncodedData());
  const calls: [any, any][] = [
    [DappStaking.stake({ dapp: 1, amount: 40n * RIDE }), ferdie],
    [Balances.transfer_keep_alive({ dest: Enum("Id", account("//Eve//child").address) as any, value: 7n * RIDE }), eve],
    [TechnicalCommittee.propose({ threshold: 2, proposal: remark.decodedCall, length_bound: 100 }), eve],
    [
      Referenda.submit({
        proposal_origin: Enum("system", Enum("Root")) as any,
        proposal: proposal as any,
        enactment_moment: Enum("After", 1),
      }),
      dave,
    ],
  ];
  for (const [call, who] of calls) await submit(chain, call, who);
}

const stateAt = async (chain: Outrider, hash: string): Promise<Pairs> =>
  (await readStorage((method, ...params) => ask(chain, method, ...params), hash, () => {})).top;

const hashAt = (chain: Outrider, number: number) => ask<string>(chain, "chain_getBlockHash", number);

/** The prefixes of the items that the fork may not take over as they are. */
const OF_ONE_BLOCK: Record<string, string[]> = JSON.parse(
  readFileSync(new URL("../../chain-specs/of-one-block.json", import.meta.url), "utf8"),
);
const gone = Object.entries(OF_ONE_BLOCK).flatMap(([pallet, items]) => items.map((item) => prefixOf(pallet, item)));
const startsWithOne = (key: string, prefixes: string[]) => prefixes.some((prefix) => key.startsWith(prefix));

/** The keys under which two states differ, those of one block aside. */
function differences(before: Pairs, after: Pairs): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !startsWithOne(key, gone));
  return keys.filter((key) => before.get(key) !== after.get(key)).sort();
}

/** The keys that the fork sets. */
async function overridden(chain: Outrider): Promise<string[]> {
  const { System, Balances, TechnicalCommittee, TrackTiming, SessionLength } = chain.api.query;
  const motions = DEADLINES.find(({ entry }) => entry === "Voting")!;
  const state = await stateAt(chain, await hashAt(chain, 0));
  return [
    ...(await Promise.all(DEVELOPMENT.map((name) => System.Account.getKey(account(name).address)))),
    await Balances.TotalIssuance.getKey(),
    await TechnicalCommittee.Members.getKey(),
    await TrackTiming.Timings.getKey(),
    await SessionLength.Length.getKey(),
    ...[...state.keys()].filter((key) => key.startsWith(prefixOf(motions.pallet, motions.entry))),
  ].sort();
}

/** What the emission says of the fork's first block, and of the block that was forked. */
async function emissionGoesOn(original: Outrider, fork: Outrider, hash: string): Promise<void> {
  const before = await schedule(original, hash);
  const after = await schedule(fork, await hashAt(fork, 1));
  expect(after.relayBlock).toBe(before.relayBlock + 1);
  expect(after.paidSlots).toBe(before.paidSlots + 1);
  expect(after.missedSlots).toBe(before.missedSlots);
  expect(after.perSlot).toBe(before.perSlot);
  expect(BigInt(after.released) - BigInt(before.released)).toBe(BigInt(before.perSlot));
}

/** The balances, the issuance, the motion, the referendum and the stake are those of the original, but for what was given. */
async function keepsWhatWas(original: Outrider, fork: Outrider, hash: string, number: number): Promise<void> {
  const given = { at: await hashAt(fork, 1) };
  const found = { at: hash };
  const balance = async (chain: Outrider, name: string, at: { at: string }) =>
    (await chain.api.query.System.Account.getValue(account(name).address, at)).data.free;
  const endowment = (await balance(fork, "//Bob", given)) - (await balance(original, "//Bob", found));
  expect(endowment).toBeGreaterThanOrEqual(1_000_000n * RIDE);
  expect(await balance(fork, "//Eve//child", given)).toBe(7n * RIDE);
  // Without what the emission has minted.
  const issuance = async (chain: Outrider, at: { at: string }) =>
    (await chain.api.query.Balances.TotalIssuance.getValue(at)) - BigInt((await schedule(chain, at.at)).minted);
  expect((await issuance(fork, given)) - (await issuance(original, found))).toBe(6n * endowment);
  const motions = async (chain: Outrider, at: { at: string }) =>
    (await chain.api.query.TechnicalCommittee.Voting.getEntries(at))[0]!.value;
  expect((await motions(fork, given)).end).toBe((await motions(original, found)).end - number);
  expect(await fork.api.query.Referenda.ReferendumCount.getValue(given)).toBe(1);
}

/** Writes the spec of a fork that keeps the chain's governance. */
async function writePlainFork(url: string, number: number): Promise<string> {
  const path = join(folder.path, "plain.json");
  const args = [url, "--at", `${number}`, "--keep-governance", "--out", path, "--no-start"];
  const { code, stderr } = await runTool("fork", args);
  expect(code, stderr).toBe(0);
  return path;
}

/** With `--keep-governance` nothing differs but the deadline. */
async function keepsGovernance(url: string, number: number, before: Pairs): Promise<void> {
  const path = await writePlainFork(url, number);
  const spec = JSON.parse(readFileSync(path, "utf8"));
  const motion = prefixOf("TechnicalCommittee", "Voting");
  const after: Pairs = new Map(Object.entries(spec.genesis.raw.top));
  expect(differences(before, after).map((key) => key.slice(0, motion.length))).toEqual([motion]);
}

/** The fork is upgraded to its own code with the next version. */
async function isUpgraded(fork: Outrider, url: string): Promise<void> {
  const next = join(folder.path, "next.wasm");
  writeFileSync(next, await withNextVersion(readFileSync(writeCodeOf("local", folder.path))));
  const { specVersion } = await readCode(next);
  const { code, stdout, stderr } = await runUpgrade([next, "--url", url, "--json"], {
    OUTRIDER_SURI: "//Dave",
    OUTRIDER_COMMITTEE: "//Alice,//Bob",
    OUTRIDER_VOTERS: "//Alice,//Bob,//Charlie",
  });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ upgraded: true, specVersion, referendum: 1 });
  expect((await fork.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion);
}

it("fork: a chain with another one's state goes on from there, and is upgraded", { timeout: DEADLINE_MS }, async () => {
  const node = await DevNode.start(folder, "--chain", writeSlowSpec(), ...BLOCKS);
  const original = connectOutrider(node.rpc);
  await finalAbove(original, 2);
  await use(original);
  const { hash, number } = await original.client.getFinalizedBlock();
  const before = await stateAt(original, hash);

  const forked = await DevNode.fork(folder, [node.rpc, "--at", hash], ...SLOWER_BLOCKS, "--state-pruning", "archive");
  const fork = connectOutrider(forked.rpc);
  await finalAbove(fork, 1);
  const genesis = await stateAt(fork, await hashAt(fork, 0));
  expect([...genesis.keys()].filter((key) => startsWithOne(key, gone))).toEqual([]);
  expect(differences(before, genesis)).toEqual(await overridden(fork));
  await keepsWhatWas(original, fork, hash, number);
  await emissionGoesOn(original, fork, hash);
  const shown = await runTool("rewards", ["show", "//Ferdie", "--url", forked.rpc, "--json"]);
  expect(JSON.parse(shown.stdout).positions).toMatchObject([{ dappId: 1, stake: `${40n * RIDE}` }]);
  await keepsGovernance(node.rpc, number, before);
  original.client.destroy();
  await node.stop("SIGTERM");

  await isUpgraded(fork, forked.rpc);
  fork.client.destroy();
  await forked.stop("SIGTERM");
});

/** Uses a built-in chain, and forks it. Answers with the fork's spec, and with the key of a value in it. */
async function forkInUse(chain: string): Promise<{ spec: string; nextDappId: string }> {
  const node = await DevNode.start(folder, "--chain", writeSlowSpec(chain), ...BLOCKS);
  const original = connectOutrider(node.rpc);
  await finalAbove(original, 2);
  await use(original);
  const spec = await writePlainFork(node.rpc, (await original.client.getFinalizedBlock()).number);
  const nextDappId = await original.api.query.DappStaking.NextDappId.getKey();
  original.client.destroy();
  await node.stop("SIGTERM");
  return { spec, nextDappId };
}

/** What the migrations take of a block on a state, in percent, where all checks pass. */
async function migrationsTake(spec: string): Promise<number> {
  const { code, stdout, stderr } = await runTool("try-runtime", [spec]);
  expect(code, stderr).toBe(0);
  const said = /^migrations, their checks and the invariants of all pallets pass on \d+ values; the migrations take (\d+\.\d\d) % of a block$/m;
  expect(stdout).toMatch(said);
  return Number(said.exec(stdout)![1]);
}

it("try-runtime: passes chains of this version and of the one before, and says what is wrong with a state", { timeout: TRY_DEADLINE_MS }, async () => {
  const present = await forkInUse("dev");
  const upToDate = await migrationsTake(present.spec);
  const old = await forkInUse("local-sync-backing");
  // The deadline of the motion is moved.
  expect(await migrationsTake(old.spec)).toBeGreaterThan(upToDate);

  const broken = JSON.parse(readFileSync(old.spec, "utf8"));
  broken.genesis.raw.top[old.nextDappId] = "0x00000000";
  writeFileSync(old.spec, JSON.stringify(broken));
  const { code, stdout, stderr } = await runTool("try-runtime", [old.spec]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain('"DappStaking" try_state checks failed: Other("an id from the future")');
  expect(stderr).toMatch(/^error: the upgrade fails on this state: /m);
});
