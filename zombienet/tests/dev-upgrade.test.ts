// SPDX-License-Identifier: Apache-2.0

// The tool `upgrade` on a development node of the runtime before asynchronous backing. The rescue of a frozen chain.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Enum } from "polkadot-api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { account } from "../../client/account.ts";
import { RIDE } from "../../client/amount.ts";
import { type Outrider, connectOutrider, firstWhere, freeBalance } from "../../client/chain.ts";
import { prefixOf } from "../../client/fork/restart.ts";
import { ask } from "../../client/rpc.ts";
import { submit } from "../../client/submit.ts";
import { proposalOf } from "../../client/upgrade/calls.ts";
import { type Code, hashOf, moduleOf, readCode, versionOf } from "../../client/upgrade/code.ts";
import { readRecord } from "../../client/upgrade/record.ts";
import { enactments } from "../../client/upgrade/state.ts";
import { type Run, RunningUpgrade, type Secrets, runUpgrade } from "../../client/run-tool.ts";
import { specTextOf, writeCodeOf, writeRelayCode } from "../src/codes.ts";
import { DevFolder, DevNode } from "../src/dev-node.ts";
import { substituteCode } from "../src/rescue.ts";
import { bytesOf, hex } from "../src/scale.ts";
import { until } from "../src/until.ts";
import { VOTERS, ferdie, propose } from "../src/upgrade/activity.ts";
import { include, includeFinal } from "../src/upgrade/transactions.ts";
import { withItemMoved, withNextVersion } from "../src/wasm-version.ts";

/** The tool runs up to ten times, and each run takes longer on a machine that others use. */
const DEADLINE_MS = 900_000;

let folder: DevFolder;
let running: RunningUpgrade | undefined;

beforeEach(() => {
  folder = new DevFolder();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail" && running) console.error(running.progress);
  await running?.kill();
  running = undefined;
  await folder.close(task.result?.state === "fail");
});

const SIGNER = "//Dave";
const dave = account(SIGNER);
/** The keys that decide on a development chain. */
const DECIDERS: Secrets = {
  OUTRIDER_SURI: SIGNER,
  OUTRIDER_COMMITTEE: "//Alice,//Bob",
  OUTRIDER_VOTERS: "//Alice,//Bob,//Charlie",
};

/** Who decides by the root track: the support that it asks for falls slowly, and all accounts have enough at once. */
const ROOT: Secrets = { OUTRIDER_SURI: SIGNER, OUTRIDER_COMMITTEE: "", OUTRIDER_VOTERS: VOTERS.join(",") };

/** By how much decision periods are longer here than on the built-in chain, whose votes have to come within five seconds. */
const LONGER = 10;

/** The spec of the runtime before asynchronous backing, with longer decision periods. A vote that is won ends them. */
function writePatientSpec(): string {
  const spec = specTextOf("local-sync-backing");
  const patient = spec.replace(/"decisionPeriod": (\d+)/g, (_, blocks) => `"decisionPeriod": ${LONGER * Number(blocks)}`);
  if (patient === spec) throw new Error("the spec has no decision periods");
  const path = join(folder.path, "patient.json");
  writeFileSync(path, patient);
  return path;
}

/** A development chain of the runtime before asynchronous backing. */
interface Old {
  chain: Outrider;
  url: string;
  stop(): Promise<void>;
}

async function oldChain(): Promise<Old> {
  const node = await DevNode.start(folder, "--chain", writePatientSpec(), "--dev-block-time", "500");
  const chain = connectOutrider(node.rpc);
  await firstWhere(chain.client.finalizedBlock$, ({ number }) => number > 2, 60, "a final block above 2");
  return {
    chain,
    url: node.rpc,
    async stop() {
      chain.client.destroy();
      await node.stop("SIGTERM");
    },
  };
}

/** The answer of a run of the tool that must succeed. */
function answerOf({ code, stdout, stderr }: Run): any {
  if (code !== 0) throw new Error(`the tool ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}

const referenda = (chain: Outrider) => chain.api.query.Referenda.ReferendumCount.getValue();
const version = (chain: Outrider) => chain.client._request<{ specVersion: number }>("state_getRuntimeVersion", []);

const lastUpgrade = async (chain: Outrider) =>
  (await chain.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version;

/** The dry run shows the transactions and submits none. An account outside of the committee is refused. */
async function dryRun({ chain, url }: Old, wasm: string, code: Code): Promise<void> {
  const before = await freeBalance(chain, dave.address);
  const plan = answerOf(await runUpgrade([wasm, "--url", url, "--dry-run", "--json"], DECIDERS));
  expect(plan).toMatchObject({ dryRun: true, specVersion: code.specVersion, codeHash: code.hash });
  const daves = plan.calls.flatMap(({ by }: { by: string | null }, i: number) => (by === dave.address ? [i] : []));
  // Dave signs the preimage, the referendum, its decision deposit, and the closing of the motion.
  expect(daves).toEqual([0, 1, 2, 6]);
  // The submission deposit of a referendum, and the decision deposit of the track.
  const deposits = plan.calls.map(({ deposit }: { deposit: string }) => BigInt(deposit) / RIDE);
  expect(deposits).toEqual([0n, 10n, 2_000n, ...Array(8).fill(0n)]);
  const stranger = await runUpgrade([wasm, "--url", url], { ...DECIDERS, OUTRIDER_COMMITTEE: "//Alice,//Eve" });
  expect(stranger).toMatchObject({ code: 1, stdout: "" });
  expect(stranger.stderr).toContain(
    `error: not in the technical committee: ${account("//Eve").address}; its members are 5`,
  );
  expect(await freeBalance(chain, dave.address)).toBe(before);
  expect(await chain.client._request("author_pendingExtrinsics", [])).toEqual([]);
  expect(await referenda(chain)).toBe(0);
}

/** A voter who can't vote is refused before anything is paid, in the dry run and in the real one. */
async function delegatingVoter({ chain, url }: Old, wasm: string): Promise<void> {
  const eve = account("//Eve");
  const to = Enum("Id", account("//Bob").address);
  const delegate = { class: 1, to, conviction: Enum("None"), balance: RIDE };
  await submit(chain, chain.api.tx.ConvictionVoting.delegate(delegate as any), eve);
  const before = await freeBalance(chain, dave.address);
  for (const more of [["--dry-run"], []]) {
    const { code, stdout, stderr } = await runUpgrade([wasm, "--url", url, ...more], { ...DECIDERS, OUTRIDER_VOTERS: "//Alice,//Eve" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`error: ${eve.address} can't vote aye on referendum 0: ConvictionVoting.AlreadyDelegating: `);
  }
  expect(await freeBalance(chain, dave.address)).toBe(before);
  expect(await referenda(chain)).toBe(0);
}

/** One relay block for each block of this chain, as with 6-second blocks. */
async function ticksEachSlot({ chain }: Old): Promise<void> {
  const clock = (at: string) => chain.api.query.ParachainSystem.LastRelayChainBlockNumber.getValue({ at });
  const first = await chain.client.getFinalizedBlock();
  const isLater = ({ number }: { number: number }) => number >= first.number + 2;
  const later = await firstWhere(chain.client.finalizedBlock$, isLater, 60, "two more blocks");
  expect((await clock(later.hash)) - (await clock(first.hash))).toBe(later.number - first.number);
}

/** Code that is no upgrade of the chain is refused before anything is paid. */
async function refusals({ chain, url }: Old, { specVersion }: Code): Promise<void> {
  const before = await freeBalance(chain, dave.address);
  const lower = await runUpgrade([writeCodeOf("local-sync-backing", folder.path), "--url", url], DECIDERS);
  expect(lower).toMatchObject({ code: 1, stdout: "" });
  const higher = "it must be higher. Raise it and build again";
  expect(lower.stderr).toContain(
    `error: the file has spec version 9000, and the chain is at ${specVersion}: ${higher}\n`,
  );
  const other = await runUpgrade([writeRelayCode(folder.path), "--url", url], DECIDERS);
  expect(other).toMatchObject({ code: 1, stdout: "" });
  const ours = "give a runtime of this chain";
  expect(other.stderr).toContain(
    `error: the file is a runtime of \`rococo\`, and the chain is \`outrider\`: ${ours}\n`,
  );
  expect(await freeBalance(chain, dave.address)).toBe(before);
}

it("upgrade: a dry run, and a run that is killed and gone on with", { timeout: DEADLINE_MS }, async () => {
  const old = await oldChain();
  const { chain, url } = old;
  const wasm = writeCodeOf("local", folder.path);
  const code = await readCode(wasm);
  await dryRun(old, wasm, code);
  await delegatingVoter(old, wasm);

  running = new RunningUpgrade([wasm, "--url", url], DECIDERS);
  await running.says("referendum 0 decides", 120);
  await running.kill();
  const record = join(folder.path, "record");
  running = new RunningUpgrade([wasm, "--url", url, "--json", "--record", record], DECIDERS);
  expect(await running.ended, running.progress).toBe(0);
  const done = JSON.parse(running.answer);
  const { specVersion, hash: codeHash } = code;
  expect(done).toMatchObject({ upgraded: true, from: 9_000, specVersion, codeHash });
  expect(await referenda(chain)).toBe(1);
  const what: string[] = done.transactions.map((one: { what: string }) => one.what);
  expect(what).not.toContain("submit referendum 0");
  expect(what).toContain("apply the authorized upgrade");
  expect((await version(chain)).specVersion).toBe(specVersion);
  expect(await lastUpgrade(chain)).toBe(specVersion);
  await ticksEachSlot(old);

  const status = answerOf(await runUpgrade(["status", "--url", url, "--json"]));
  expect(status).toMatchObject({ specVersion, codeHash, authorized: null, pending: null, referenda: [] });
  // The entry of the first run, and the entry of a later run for a code that is in place already, written only once.
  const late = join(folder.path, "late");
  for (const path of [record, late, late]) {
    expect((await runUpgrade([wasm, "--url", url, "--record", path], DECIDERS)).stdout).toMatch(/^nothing to do: outrider/);
  }
  const { number, hash } = done.firstBlock;
  for (const [path, from] of [[record, 9_000], [late, null]] as const) {
    expect(await readRecord(path)).toMatchObject([{ step: "local", codeHash, specVersion, from, block: { number, hash } }]);
  }
  await refusals(old, code);
  await old.stop();
});

it("upgrade: voted down, won before the committee agrees, by the root track", { timeout: DEADLINE_MS }, async () => {
  const { chain, url, stop } = await oldChain();
  const wasm = writeCodeOf("local", folder.path);
  const { hash } = await readCode(wasm);

  const alone = { OUTRIDER_SURI: SIGNER, OUTRIDER_VOTERS: "//Eve" };
  running = new RunningUpgrade([wasm, "--url", url, "--votes", "1000"], alone);
  await running.says("referendum 0 decides", 120);
  const nay = Enum("Standard", { vote: 1, balance: 900_000n * RIDE });
  await submit(chain, chain.api.tx.ConvictionVoting.vote({ poll_index: 0, vote: nay }), account("//Ferdie"));
  expect(await running.ended, running.progress).toBe(1);
  expect(running.answer).toBe("");
  expect(running.progress).toContain(
    "error: referendum 0 is rejected: it had too little approval or support when its time was up.",
  );
  expect((await version(chain)).specVersion).toBe(9_000);

  // A new referendum, without a key of the committee.
  running = new RunningUpgrade([wasm, "--url", url], { ...DECIDERS, OUTRIDER_COMMITTEE: "" });
  await running.says("won, and deferred until relay block", 180);
  const status = answerOf(await runUpgrade(["status", "--url", url, "--json"]));
  expect(status).toMatchObject({ specVersion: 9_000, authorized: null });
  const committee = answerOf(await runUpgrade([wasm, "--url", url, "--json"], DECIDERS));
  const what: string[] = committee.transactions.map((one: { what: string }) => one.what);
  expect(what).toContain("vote aye on the committee's motion");
  // The waiting run has continued by itself.
  expect(await running.ended, running.progress).toBe(0);
  expect(running.answer).toContain("Upgraded to outrider");
  expect(await referenda(chain)).toBe(2);
  expect(await chain.client._request("state_getStorageHash", ["0x3a636f6465"])).toBe(hash);

  // The same code with the next version.
  const next = join(folder.path, "next.wasm");
  writeFileSync(next, await withNextVersion(readFileSync(wasm)));
  const { specVersion } = await readCode(next);
  const root = answerOf(await runUpgrade([next, "--track", "root", "--url", url, "--json"], ROOT));
  expect(root).toMatchObject({ upgraded: true, specVersion, track: "root" });
  expect((await version(chain)).specVersion).toBe(specVersion);
  expect(await lastUpgrade(chain)).toBe(specVersion);
  await stop();
});

/** Ends the tool's referendum by another referendum, and returns the tool's error. */
async function endedByAnother({ chain, url }: Old, wasm: string, how: "cancel" | "kill"): Promise<string> {
  const index = await referenda(chain);
  running = new RunningUpgrade([wasm, "--track", "root", "--url", url], { OUTRIDER_SURI: SIGNER });
  await running.says(`referendum ${index} decides`, 120);
  await propose(chain, {
    origin: Enum("Origins", Enum(how === "cancel" ? "ReferendumCanceller" : "ReferendumKiller")),
    call: chain.api.tx.Referenda[how]({ index }),
    when: Enum("After", 0),
    voters: VOTERS.map(account),
    aye: true,
    submitter: ferdie,
  });
  expect(await running.ended, running.progress).toBe(1);
  expect(running.answer).toBe("");
  return running.progress;
}

it("upgrade: a referendum that others cancel or kill", { timeout: DEADLINE_MS }, async () => {
  const old = await oldChain();
  const wasm = writeCodeOf("local", folder.path);
  expect(await endedByAnother(old, wasm, "cancel")).toContain(
    "error: referendum 0 was cancelled by another referendum; its deposits can be taken back. Run this again for a new one\n",
  );
  expect(await endedByAnother(old, wasm, "kill")).toContain(
    "error: referendum 2 was killed by another referendum, and its deposits are lost. Find out why before you run this again\n",
  );
  expect((await version(old.chain)).specVersion).toBe(9_000);
  await old.stop();
});

it("upgrade: won without its preimage, and won anew", { timeout: DEADLINE_MS }, async () => {
  const { chain, url, stop } = await oldChain();
  const wasm = writeCodeOf("local", folder.path);
  const { hash, specVersion } = await readCode(wasm);
  const proposal = await proposalOf(chain, "root", hash);
  const order = [wasm, "--track", "root", "--url", url, "--json"];

  // The tool would note the preimage again, so it is stopped while its own account removes the preimage.
  running = new RunningUpgrade(order, { OUTRIDER_SURI: SIGNER });
  await running.says(/^in block \d+: place the decision deposit of referendum 0$/m, 120);
  running.pause();
  await include(chain, chain.api.tx.Preimage.unnote_preimage({ hash: proposal.hash }), dave);
  const vote = Enum("Standard", { vote: 0x81, balance: 900_000n * RIDE });
  await Promise.all(
    VOTERS.map((voter) => include(chain, chain.api.tx.ConvictionVoting.vote({ poll_index: 0, vote }), account(voter))),
  );
  const lost = await until("the referendum's call is due", 120, async () => {
    const { hash: final } = await chain.client.getFinalizedBlock();
    return (await enactments(chain, final)).find(({ callHash, isLost }) => isLost && callHash === proposal.hash);
  });
  running.resume();
  expect(await running.ended, running.progress).toBe(1);
  const said = `the preimage of its call was missing when it was due, at relay block ${lost.when}: nothing was authorized.`;
  expect(running.progress).toContain(
    `error: a referendum on this code was won, but ${said} Run this again for a new one, and leave the preimage noted until it is enacted\n`,
  );

  running = new RunningUpgrade(order, ROOT);
  expect(await running.ended, running.progress).toBe(0);
  expect(running.progress).toContain(`${said} That was before this run`);
  expect(JSON.parse(running.answer)).toMatchObject({ upgraded: true, referendum: 1, specVersion });
  expect(await lastUpgrade(chain)).toBe(specVersion);
  await stop();
});

const CURSOR = prefixOf("MultiBlockMigrations", "Cursor");
/** The first migration is under way, and has left a note of one byte that its code can't read. Begun at block 0. */
const UNREADABLE_CURSOR = "0x00000000000104ff00000000";
const STUCK_CURSOR = "0x01";
const BLOCKS = ["--dev-block-time", "500"];

/** The spec of a local chain whose first block makes a step of a migration that fails. */
function writeFreezingSpec(): string {
  const spec = JSON.parse(specTextOf("local", "--raw"));
  spec.genesis.raw.top[CURSOR] = UNREADABLE_CURSOR;
  const path = join(folder.path, "freezing.json");
  writeFileSync(path, JSON.stringify(spec));
  return path;
}

const finalAbove = (chain: Outrider, number: number) =>
  firstWhere(chain.client.finalizedBlock$, (block) => block.number > number, 60, `a final block above ${number}`);

const giveToEve = (chain: Outrider) =>
  chain.api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", account("//Eve").address) as any, value: RIDE });

/** The chain is frozen: blocks come, and an accepted transaction gets into none of them. Answers with the last one's number. */
async function isFrozen(chain: Outrider): Promise<number> {
  await finalAbove(chain, 1);
  expect(await ask(chain, "state_getStorage", CURSOR)).toBe(STUCK_CURSOR);
  await ask(chain, "author_submitExtrinsic", hex(bytesOf(await giveToEve(chain).sign(dave.signer))));
  const { number } = await chain.client.getFinalizedBlock();
  const later = await finalAbove(chain, number + 5);
  expect((await chain.api.query.System.Account.getValue(dave.address)).nonce).toBe(0);
  return later.number;
}

/** Root removes what has frozen the chain, and authorizes code, which is then handed in. */
async function upgradeByRoot(chain: Outrider, code: Uint8Array): Promise<void> {
  const { System, Utility } = chain.api.tx;
  const unfreeze = System.kill_storage({ keys: [bytesOf(CURSOR)] });
  const authorize = System.authorize_upgrade({ code_hash: hashOf(code) });
  await propose(chain, {
    origin: Enum("system", Enum("Root")),
    call: Utility.batch_all({ calls: [unfreeze.decodedCall, authorize.decodedCall] }),
    when: Enum("After", 0),
    voters: VOTERS.map(account),
    aye: true,
    submitter: ferdie,
  });
  await until("the code is authorized", 180, () => chain.api.query.System.AuthorizedUpgrade.getValue({ at: "best" }));
  // Not watched: where the runtime changes a block or two later, the client (polkadot-api 2.2) may never tell.
  const apply = await System.apply_authorized_upgrade({ code }).getBareTx();
  await ask(chain, "author_submitExtrinsic", hex(bytesOf(apply)));
}

it("rescue: a chain that a failed migration has frozen goes on with a substitute for its code, until it is upgraded", { timeout: DEADLINE_MS }, async () => {
  const spec = writeFreezingSpec();
  const original = readFileSync(writeCodeOf("local", folder.path));
  const frozen = await DevNode.start(folder, "--chain", spec, ...BLOCKS);
  const before = connectOutrider(frozen.rpc);
  const last = await isFrozen(before);
  before.client.destroy();
  await frozen.stop("SIGTERM");

  // In place of a runtime that repairs the state: one that does not see what has frozen the chain.
  substituteCode(spec, last, await withItemMoved(original, "Cursor"));
  const node = await DevNode.start(folder, "--chain", spec, ...BLOCKS);
  const chain = connectOutrider(node.rpc);
  const eves = (at: Outrider) => freeBalance(at, account("//Eve").address);
  const had = await eves(chain);
  await includeFinal(chain, giveToEve(chain), dave);
  expect((await eves(chain)) - had).toBe(RIDE);

  const next = await withNextVersion(original);
  await upgradeByRoot(chain, next);
  const { specVersion } = versionOf(moduleOf(next));
  await until("the new code acts", 120, async () => (await version(chain)).specVersion === specVersion);
  chain.client.destroy();
  // The substitute is of another version. Under the code that acts now the chain is as it was before the failure.
  const after = connectOutrider(node.rpc);
  const gave = await eves(after);
  await includeFinal(after, giveToEve(after), dave);
  expect((await eves(after)) - gave).toBe(RIDE);
  expect(await lastUpgrade(after)).toBe(specVersion);
  expect(await ask(after, "state_getStorage", CURSOR)).toBeNull();
  after.client.destroy();
  await node.stop("SIGTERM");
});
