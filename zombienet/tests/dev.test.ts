// SPDX-License-Identifier: Apache-2.0

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Enum } from "polkadot-api";
import { start } from "polkadot-api/smoldot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { account } from "../../client/account.ts";
import { RIDE } from "../../client/amount.ts";
import { type Chain, connect, connectOutrider, firstWhere, freeBalance } from "../../client/chain.ts";
import { KNOWN_SECRETS } from "../../client/known-secrets.ts";
import { parentOf, pending, rates, schedule } from "../../client/rpc.ts";
import { runRewards, runTool } from "../../client/run-tool.ts";
import { submit } from "../../client/submit.ts";
import { DevFolder, DevNode } from "../src/dev-node.ts";
import { documentedCommands } from "../src/documents.ts";
import { type Notification, Receiver, ask, startAlertmanager, startPrometheus } from "../src/alerting.ts";
import { readRules } from "../src/monitoring.ts";
import { binaries, REPOSITORY } from "../src/network.ts";
import { bytesOf, hex } from "../src/scale.ts";
import { Subscriber } from "../src/settlement/subscriber.ts";
import { until } from "../src/until.ts";
import { watchTransaction } from "../src/watch.ts";

/** The longest time of one test. */
const DEADLINE_MS = 120_000;
/** The tool starts a dozen times, and each of its transactions waits for a block. An alert takes half a minute. */
const TOOL_DEADLINE_MS = 240_000;

let folder: DevFolder;

beforeEach(() => {
  folder = new DevFolder();
});
afterEach(({ task }) => folder.close(task.result?.state === "fail"));

const [alice, eve] = [account("//Alice"), account("//Eve")];

function send(chain: Chain, amount: bigint): Promise<{ ok: boolean }> {
  const call = { dest: Enum("Id", eve.address), value: amount };
  return chain.api.tx.Balances.transfer_keep_alive(call).signAndSubmit(alice.signer);
}

/** The clocks of the chain at its newest final block. */
async function clocks(chain: Chain): Promise<{ number: number; relayNumber: number; timestamp: bigint }> {
  const { number, hash } = await chain.client.getFinalizedBlock();
  const relayNumber = await chain.api.query.ParachainSystem.LastRelayChainBlockNumber.getValue({ at: hash });
  const timestamp = await chain.api.query.Timestamp.Now.getValue({ at: hash });
  return { number, relayNumber, timestamp };
}

const finalAbove = (chain: Chain, number: number, seconds = 60) =>
  firstWhere(chain.client.finalizedBlock$, (block) => block.number > number, seconds, `a final block above ${number}`);

it("dev: blocks without a relay chain, a transfer, a clean stop, and a clock that goes on after a restart", async () => {
  let node = await DevNode.start(folder, "--dev-block-time", "500");
  let chain = connect(node.rpc);
  await finalAbove(chain, 2);

  const before = await freeBalance(chain, eve.address);
  expect((await send(chain, 5n * RIDE)).ok).toBe(true);
  expect((await freeBalance(chain, eve.address)) - before).toBe(5n * RIDE);

  const first = await clocks(chain);
  await finalAbove(chain, first.number + 3);
  const later = await clocks(chain);
  // One relay slot for each block, however fast the blocks come. The timestamp is that of the slot.
  expect(later.relayNumber - first.relayNumber).toBe(later.number - first.number);
  expect(later.timestamp).toBe(BigInt(later.relayNumber) * 6_000n);

  chain.client.destroy();
  const { code, output } = await node.stop("SIGTERM");
  expect(code).toBe(0);
  expect(output).not.toMatch(/panicked|corrupt/i);

  node = await DevNode.start(folder, "--dev-block-time", "500");
  chain = connect(node.rpc);
  await finalAbove(chain, later.number + 1);
  const again = await clocks(chain);
  expect(again.relayNumber - later.relayNumber).toBe(again.number - later.number);
  expect((await freeBalance(chain, eve.address)) - before).toBe(5n * RIDE);
  chain.client.destroy();
  expect((await node.stop("SIGINT")).code).toBe(0);
}, DEADLINE_MS);

it("dev: with instant seal a block comes with a transaction and not before", async () => {
  const node = await DevNode.start(folder, "--instant-seal");
  const chain = connect(node.rpc);
  expect((await chain.client.getFinalizedBlock()).number).toBe(0);
  for (const height of [1, 2]) {
    expect((await send(chain, RIDE)).ok).toBe(true);
    expect((await chain.client.getFinalizedBlock()).number).toBe(height);
  }
  chain.client.destroy();
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, DEADLINE_MS);

it("dev: the runtime before asynchronous backing takes two relay slots a block", async () => {
  const node = await DevNode.start(folder, "--chain", "local-sync-backing", "--dev-block-time", "500");
  const chain = connect(node.rpc);
  await finalAbove(chain, 2);
  const first = await clocks(chain);
  await finalAbove(chain, first.number + 3);
  const later = await clocks(chain);
  expect(later.relayNumber - first.relayNumber).toBe(2 * (later.number - first.number));
  chain.client.destroy();
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, DEADLINE_MS);

it("dev: a watched transaction is reported in a block before the block is reported as final", async () => {
  for (const seal of [["--dev-block-time", "500"], ["--instant-seal"]]) {
    const node = await DevNode.start(folder, ...seal);
    const chain = connect(node.rpc);
    const call = chain.api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", eve.address), value: RIDE });
    const signed = hex(bytesOf(await call.sign(alice.signer)));
    expect(await watchTransaction(node.rpc, signed, 60)).toEqual(["ready", "inBlock", "finalized"]);
    chain.client.destroy();
    expect((await node.stop("SIGTERM")).code).toBe(0);
  }
}, DEADLINE_MS);

/** The longest time of the 400 blocks until an escape, ten a second where nothing else runs. */
const ESCAPE_SECONDS = 300;

/** Runs `scripts/settle` on a node, signed by `suri`. Returns its JSON. */
async function settle(node: DevNode, suri: string, ...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await runTool("settle", [...args, "--url", node.rpc, "--json"], suri);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

it("dev: settlement: a batch, checks, exits and a fraud; without a sequencer an escape pays everybody", async () => {
  let node = await DevNode.start(folder, "--instant-seal");
  const { code, stdout, stderr } = await runTool("settlement-demo", ["--url", node.rpc]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const line of [
    "Alice posts batch 1: 4 chunks, 44 records, of which 44 have an effect",
    "all chunks are verified: batch 1 is final",
    "Charlie is paid 4 RIDE",
    "all chunks are verified: batch 2 is final",
    "Bob is paid 3 RIDE",
    "fraud: batch 3 is taken back",
    "Alice loses 1000 RIDE: Dave gets 400 RIDE, the rest is burned",
  ]) {
    expect(stdout).toContain(line);
  }
  const again = await runTool("settlement-demo", ["--url", node.rpc]);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("settlement has batches on this chain already");

  // The tool finds the state in the bodies of blocks, past the false batch.
  const [free, exited] = [String(46n * RIDE), String(4n * RIDE)];
  expect(await settle(node, "", "account", "//Charlie")).toMatchObject({ index: 1, batch: "2", free, exited, claimed: exited, claimable: "0" });
  expect(await settle(node, "//Eve", "deposit", "5")).toMatchObject({ index: 2, amount: String(5n * RIDE) });
  const early = await runTool("settle", ["escape", "--url", node.rpc], "//Eve");
  expect(early.stderr).toContain("Settlement.StillAlive");
  const { now, livenessDeadline } = await settle(node, "", "status");
  await node.stop("SIGTERM");

  // Alice has lost her bond, and nobody posts.
  node = await DevNode.start(folder, "--dev-block-time", "100");
  const chain = connect(node.rpc);
  await finalAbove(chain, now + livenessDeadline + 10, ESCAPE_SECONDS);
  chain.client.destroy();
  expect(await settle(node, "//Eve", "escape")).toMatchObject({ action: "escape" });
  expect(await settle(node, "", "status")).toMatchObject({ mode: "Escaped" });
  expect(await settle(node, "//Eve", "claim", "--for", "//Charlie")).toMatchObject({ paid: String(46n * RIDE), left: "0" });
  // What Bob has left, and the deposits that no batch has consumed.
  expect(await settle(node, "//Eve", "claim", "--for", "//Bob")).toMatchObject({ paid: String(58n * RIDE), left: "0" });
  expect(await settle(node, "//Eve", "claim")).toMatchObject({ paid: String(5n * RIDE) });
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, TOOL_DEADLINE_MS + ESCAPE_SECONDS * 1_000);

/** Subscriptions to batches that a node serves. */
const SUBSCRIPTIONS = 1_024;

it("dev: settlement with a sequencer: transfers, a withdrawal, a cancellation and a claim; as many subscribers as a node serves", async () => {
  const node = await DevNode.start(folder, "--dev-block-time", "500", "--sequencer", "--settlement-verify");
  await settle(node, "//Bob", "deposit", "10");
  await settle(node, "//Charlie", "deposit", "1");
  const { records } = await settle(node, "//Bob", "transfer", "//Charlie", "0.01", "--count", "200", "--wait", "final");
  expect(records).toHaveLength(200);
  for (const { status } of records) expect(status).toMatchObject({ stage: "final", code: "Done" });
  expect((await settle(node, "//Bob", "cancel", "200")).records).toHaveLength(1);
  expect((await settle(node, "//Bob", "transfer", "//Charlie", "1")).records).toMatchObject([{ nonce: 201 }]);
  await settle(node, "//Charlie", "withdraw", "0.5", "--wait", "final");
  expect(await settle(node, "//Dave", "claim", "--for", "//Charlie")).toMatchObject({ paid: String(RIDE / 2n) });
  const { free, exited } = await settle(node, "", "account", "//Charlie");
  expect({ free, exited }).toEqual({ free: String((35n * RIDE) / 10n), exited: String(RIDE / 2n) });

  // A connection has at most 1,024 subscriptions by the SDK's limit.
  const sockets = await Promise.all([0, 1].map(() => Subscriber.of(node.rpc)));
  await Promise.all(sockets.map((socket) => socket.subscribe(SUBSCRIPTIONS / 2)));
  await expect(sockets[0]!.subscribe(1)).rejects.toThrow("1024 subscriptions to batches, which is the limit");
  await until("each subscriber is told of two blocks", 60, () => sockets.every((socket) => socket.least(SUBSCRIPTIONS / 2) >= 2));
  sockets[1]!.close();
  await until("a place is free", 60, () => sockets[0]!.subscribe(1).then(() => true, () => false));
  sockets[0]!.close();
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, TOOL_DEADLINE_MS);

/** Runs the tool `rewards` on a node, signed by `suri`. Returns its JSON, or its error. */
function rewardsTool(node: DevNode) {
  const run = (suri: string, args: string[]) => runRewards([...args, "--url", node.rpc], suri);
  return {
    async json(suri: string, ...args: string[]) {
      const { code, stdout, stderr } = await run(suri, [...args, "--json"]);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      return JSON.parse(stdout);
    },
    async text(suri: string, ...args: string[]) {
      return (await run(suri, args)).stdout;
    },
    async error(suri: string, ...args: string[]) {
      const { code, stdout, stderr } = await run(suri, args);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      return stderr;
    },
  };
}

it("dev: the tool shows rewards and the emission, stakes, claims and unstakes", async () => {
  const node = await DevNode.start(folder, "--dev-block-time", "300");
  const chain = connectOutrider(node.rpc);
  await finalAbove(chain, 2);
  const tool = rewardsTool(node);
  const [bob, ferdie] = [account("//Bob"), account("//Ferdie")];

  const shown = await tool.json("", "show", "//Bob");
  expect(shown).toMatchObject(await pending(chain, bob.address, shown.at));
  expect(shown.positions).toMatchObject([{ dappId: 1, stake: `${50_000n * RIDE}` }]);
  expect(shown.rates).toEqual(await rates(chain, shown.at));

  const byEve = await tool.json("//Eve", "claim", "--for", "//Bob");
  expect(BigInt(byEve.paid)).toBeGreaterThan(0n);
  expect(byEve.paid).toBe(byEve.announced.total);
  expect(byEve.difference).toBe(byEve.paid);
  const byBob = await tool.json("//Bob", "claim");
  expect(byBob.paid).toBe(byBob.announced.total);
  expect(BigInt(byBob.difference)).toBe(BigInt(byBob.paid) - BigInt(byBob.fee));

  const amount = `${(25n * RIDE) / 2n}`;
  await tool.json("//Ferdie", "stake", "2", "12.5");
  expect((await pending(chain, ferdie.address)).positions).toMatchObject([{ dappId: 2, stake: amount }]);
  const unstaked = await tool.json("//Ferdie", "unstake", "2", "12.5");
  expect(BigInt(unstaked.paid)).toBeGreaterThan(0n);
  const after = await tool.json("", "show", ferdie.address);
  expect(after).toMatchObject({ total: "0", positions: [], unbonding: [{ amount, unlock: unstaked.unlock }] });
  // Calls see the clock of the block before.
  const then = await rates(chain, await parentOf(chain, unstaked.block.hash));
  expect(unstaked.unlock).toBe(then.era.now + then.unbondingLength);
  // One relay block for each block of a development chain.
  await finalAbove(chain, unstaked.block.number + then.unbondingLength);
  expect((await tool.json("//Ferdie", "withdraw")).amount).toBe(amount);
  expect((await tool.json("", "show", ferdie.address)).unbonding).toEqual([]);

  const emission = await tool.json("", "schedule");
  expect(emission).toEqual(await schedule(chain, emission.at));
  expect(await tool.text("", "show", "//Bob")).toContain("pending reward");
  expect(await tool.text("", "schedule")).toContain("a relay slot releases");
  chain.client.destroy();
  await node.stop("SIGTERM");
}, TOOL_DEADLINE_MS);

it("dev: the tool says why the chain refuses, and what it accepts, before anything is paid for", async () => {
  const node = await DevNode.start(folder, "--dev-block-time", "300");
  const chain = connectOutrider(node.rpc);
  await finalAbove(chain, 2);
  const before = await freeBalance(chain, eve.address);
  const tool = rewardsTool(node);

  expect(await tool.error("//Eve", "stake", "0", "0")).toBe(
    "error: bad amount `0`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5\n",
  );
  expect(await tool.error("//Eve", "stake", "0", "0.999999999999999999")).toBe(
    "error: DappStaking.BelowMinimum: A stake would be below MinStake (1 RIDE). Stake more, or take all of it away.\n",
  );
  expect(await tool.error("//Eve", "stake", "0", "1000000.000000000000000001")).toBe(
    "error: DappStaking.NotEnoughBalance: Stakes and unbonding amounts together would exceed the account's balance.\n",
  );
  expect(await tool.error("//Eve", "stake", "7", "1")).toMatch(
    /^error: there is no dApp 7 at block \d+; registered \(3\): 0, 1, 2\n$/,
  );
  expect(await tool.error("//Eve", "unstake", "0", "1")).toBe(
    "error: DappStaking.NotStaked: The account has no stake on this dApp.\n",
  );
  expect(await tool.error("//Bob", "unstake", "1", "50000.000000000000000001")).toBe(
    "error: DappStaking.NotEnoughStaked: The account's stake on this dApp is less than the amount.\n",
  );
  expect(await tool.error("//Eve", "claim")).toBe(
    `error: nothing is due to ${eve.address}; \`scripts/rewards show ${eve.address}\` says what it has staked\n`,
  );
  expect(await freeBalance(chain, eve.address)).toBe(before);
  chain.client.destroy();
  await node.stop("SIGTERM");
}, TOOL_DEADLINE_MS);

it("dev: `smoke` passes a chain that is well, and fails one whose committee has entered safe mode", async () => {
  const node = await DevNode.start(folder, "--dev-block-time", "300");
  const chain = connectOutrider(node.rpc);
  await finalAbove(chain, 25);
  const well = await runTool("smoke", ["--url", node.rpc, "--json"]);
  expect(well, well.stdout).toMatchObject({ code: 0, stderr: "" });
  const { checks } = JSON.parse(well.stdout);
  expect(checks.filter(({ status }: { status: string }) => status !== "ok").map(({ what }: { what: string }) => what)).toEqual([
    "age of the newest final block",
    "reserves of other chains' tokens",
  ]);
  expect(checks).toContainEqual({ what: "collators", status: "ok", found: "1 of 1 made the last 20 blocks" });

  const { SafeMode, TechnicalCommittee } = chain.api.tx;
  const enter = SafeMode.force_enter();
  const length_bound = (await enter.getEncodedData()).length;
  await submit(chain, TechnicalCommittee.propose({ threshold: 2, proposal: enter.decodedCall, length_bound }), alice);
  const [proposal] = await chain.api.query.TechnicalCommittee.Proposals.getValue();
  for (const who of [alice, account("//Bob")]) {
    await submit(chain, TechnicalCommittee.vote({ proposal: proposal!, index: 0, approve: true }), who);
  }
  const bounds = { proposal_weight_bound: { ref_time: 10n ** 10n, proof_size: 100_000n }, length_bound };
  await submit(chain, TechnicalCommittee.close({ proposal_hash: proposal!, index: 0, ...bounds }), alice);
  const braked = await runTool("smoke", ["--url", node.rpc]);
  expect(braked.stderr).toMatch(/^error: 1 of \d+ checks failed at ws:/);
  expect(braked.code).toBe(1);
  expect(braked.stdout.split("\n").filter((line) => line.startsWith("FAIL"))).toEqual([
    expect.stringMatching(/^FAIL {7}safe mode: on until block \d+$/),
  ]);
  chain.client.destroy();
  await node.stop("SIGTERM");
}, DEADLINE_MS);

it("the tools' list of secrets and addresses is what `outrider key inspect` says", () => {
  const inspect = (secret: string): string | null => {
    const args = ["key", "inspect", "--output-type", "json", secret];
    const said = execFileSync(join(binaries(), "outrider"), args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return said.startsWith("{") && "secretSeed" in JSON.parse(said) ? JSON.parse(said).ss58Address : null;
  };
  expect(KNOWN_SECRETS.map(([secret]) => [secret, inspect(secret)])).toEqual(KNOWN_SECRETS);
}, DEADLINE_MS);

it("local: a light client takes the specs of both chains, and refuses ours with another relay chain or without a para id", async () => {
  const spec = (binary: string, chain: string) =>
    execFileSync(join(binaries(), binary), ["export-chain-spec", "--raw", "--chain", chain], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  const client = start({ maxLogLevel: 0 });
  try {
    const relay = await client.addChain({
      chainSpec: spec("outrider-relay", join(REPOSITORY, "zombienet/relay-chain-specs/rococo-local.json")),
    });
    const ours = JSON.parse(spec("outrider", "local"));
    const add = (changes: object) =>
      client.addChain({ chainSpec: JSON.stringify({ ...ours, ...changes }), potentialRelayChains: [relay] });
    await add({});
    await expect(add({ relay_chain: "rococo-local" })).rejects.toThrow();
    await expect(add({ para_id: undefined })).rejects.toThrow();
  } finally {
    await client.terminate();
  }
}, DEADLINE_MS);

it("dev: a chain that stands still: Prometheus loads all rules, and the pager gets the alert through Alertmanager", async () => {
  const receiver = await Receiver.open();
  try {
    // Without a transaction no block is built.
    const node = await DevNode.start(folder, "--instant-seal", "--prometheus-port", "0");
    const alertmanager = await startAlertmanager(folder.path, receiver);
    const prometheus = await startPrometheus(folder.path, new URL(node.metrics).host, alertmanager);

    type Rules = { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
    const evaluated = await until("Prometheus has evaluated all rules", 30, async () => {
      const { groups } = await ask<Rules>(prometheus, "rules");
      const rules = groups.flatMap(({ rules }) => rules);
      return rules.length > 0 && rules.every(({ health }) => health !== "unknown") && rules;
    });
    expect(evaluated.filter(({ health }) => health !== "ok")).toEqual([]);
    expect(evaluated.map(({ name }) => name)).toEqual(readRules().map(({ alert }) => alert));

    const told = await until("the pager is told", 120, (): Notification | undefined => receiver.notifications[0]);
    expect(told).toMatchObject({ path: "/pager", status: "firing" });
    expect(told.alerts).toMatchObject([
      {
        labels: { alertname: "OutriderNoBlock", severity: "critical", chain: "outrider_dev" },
        annotations: { summary: "outrider_dev: no block for 4 slots" },
      },
    ]);
    type Targets = { activeTargets: { health: string; labels: Record<string, string> }[] };
    const { activeTargets } = await ask<Targets>(prometheus, "targets");
    expect(activeTargets).toMatchObject([{ health: "up", labels: { job: "outrider", node: "collator-1" } }]);
    await node.stop("SIGTERM");
  } finally {
    await receiver.close();
  }
}, TOOL_DEADLINE_MS);

it("dev: the packed database of a stopped node continues under another base path from the same block", async ({ onTestFinished, task }) => {
  const other = new DevFolder();
  onTestFinished(() => other.close(task.result?.state === "fail"));
  let node = await DevNode.start(folder, "--dev-block-time", "300");
  let chain = connect(node.rpc);
  await finalAbove(chain, 3);
  expect((await send(chain, 5n * RIDE)).ok).toBe(true);
  const balance = await freeBalance(chain, eve.address);
  const before = await chain.client.getFinalizedBlock();
  chain.client.destroy();
  await node.stop("SIGTERM");

  const packed = join(folder.path, "snapshot.tar");
  execFileSync("tar", ["-C", join(folder.base, "chains/outrider_dev"), "-cf", packed, "db"]);
  const restored = join(other.base, "chains/outrider_dev");
  mkdirSync(restored, { recursive: true });
  execFileSync("tar", ["-C", restored, "-xf", packed]);

  // The node's next block would come after ten minutes: all present blocks come from the archive.
  node = await DevNode.start(other, "--dev-block-time", "600000");
  chain = connect(node.rpc);
  const after = await chain.client.getFinalizedBlock();
  expect(after.number).toBeGreaterThanOrEqual(before.number);
  expect(await chain.client._request("chain_getBlockHash", [before.number])).toBe(before.hash);
  expect(await freeBalance(chain, eve.address)).toBe(balance);
  chain.client.destroy();
  expect((await node.stop("SIGTERM")).code).toBe(0);

  node = await DevNode.start(other, "--dev-block-time", "300");
  chain = connect(node.rpc);
  await finalAbove(chain, after.number + 1);
  expect(await chain.client._request("chain_getBlockHash", [after.number])).toBe(after.hash);
  chain.client.destroy();
  await node.stop("SIGTERM");
}, DEADLINE_MS);

it("every option of a command line in the documents is one of the program's", () => {
  /** The help of a command, or of the relay chain node's arguments after `--`. */
  const help = (...args: string[]): string =>
    execFileSync(join(binaries(), "outrider"), [...args, "--help"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const texts = new Map<string, string>();
  const knows = (command: string[], option: string): boolean => {
    const key = command.join(" ");
    if (!texts.has(key)) texts.set(key, help(...command));
    return new RegExp(`(^|[ ,])${option}([ ,=\\[]|$)`, "m").test(texts.get(key)!);
  };
  const commands = documentedCommands();
  expect(commands.length).toBeGreaterThan(20);
  const unknown = commands.flatMap(({ where, words }) => {
    const halves = words.includes("--") ? [words.slice(0, words.indexOf("--")), words.slice(words.indexOf("--") + 1)] : [words];
    return halves.flatMap((half, index) => {
      const end = half.findIndex((word) => !/^[a-z][a-z-]+$/.test(word));
      const named = half.slice(0, end === -1 ? half.length : end);
      const command = index === 1 ? ["--tmp", "--chain", "local", "--"] : named[0] === "key" || named[0] === "benchmark" ? named.slice(0, 2) : named.slice(0, 1);
      const options = half.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/=.*/, ""));
      return options.filter((option) => !knows(command, option)).map((option) => `${where}: ${option}`);
    });
  });
  expect(unknown).toEqual([]);
}, DEADLINE_MS);
