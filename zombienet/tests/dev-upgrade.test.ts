// SPDX-License-Identifier: Apache-2.0

// The tool `upgrade` on a development node of the runtime before asynchronous backing.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Enum } from "polkadot-api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { account } from "../../scripts/client/account.ts";
import { RIDE } from "../../scripts/client/amount.ts";
import { type Outrider, connectOutrider, firstWhere, freeBalance } from "../../scripts/client/chain.ts";
import { submit } from "../../scripts/client/submit.ts";
import { readCode } from "../../scripts/client/upgrade/code.ts";
import { type Run, RunningUpgrade, type Secrets, runUpgrade } from "../../scripts/tests/run-tool.ts";
import { writeCodeOf, writeRelayCode } from "../src/codes.ts";
import { DevFolder, DevNode } from "../src/dev-node.ts";
import { withNextVersion } from "../src/wasm-version.ts";

const DEADLINE_MS = 420_000;

let folder: DevFolder;
let running: RunningUpgrade | undefined;

beforeEach(() => {
  folder = new DevFolder();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail" && running) console.error(running.progress);
  await running?.kill();
  running = undefined;
  folder.close(task.result?.state === "fail");
});

const SIGNER = "//Dave";
const dave = account(SIGNER);
/** Who decides on a development chain. */
const DECIDERS: Secrets = {
  OUTRIDER_SURI: SIGNER,
  OUTRIDER_COMMITTEE: "//Alice,//Bob",
  OUTRIDER_VOTERS: "//Alice,//Bob,//Charlie",
};

async function oldChain(): Promise<{ chain: Outrider; url: string; stop(): Promise<void> }> {
  const node = await DevNode.start(folder, "--chain", "local-sync-backing", "--dev-block-time", "500");
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

/** What a run of the tool that must end well has answered. */
function answerOf({ code, stdout, stderr }: Run): any {
  if (code !== 0) throw new Error(`the tool ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}

const referenda = (chain: Outrider) => chain.api.query.Referenda.ReferendumCount.getValue();
const version = (chain: Outrider) => chain.client._request<{ specVersion: number }>("state_getRuntimeVersion", []);

it("upgrade: a dry run submits nothing, and a run that is killed is gone on with", async () => {
  const { chain, url, stop } = await oldChain();
  const wasm = writeCodeOf("local", folder.path);
  const code = await readCode(wasm);
  const relay = writeRelayCode(folder.path);

  const before = await freeBalance(chain, dave.address);
  const plan = answerOf(await runUpgrade([wasm, "--url", url, "--dry-run", "--json"], DECIDERS));
  expect(plan).toMatchObject({ dryRun: true, specVersion: code.specVersion, codeHash: code.hash });
  expect(plan.calls.map(({ by }: { by: string | null }) => by === dave.address)).toEqual([
    true, true, true, false, false, false, true, false, false, false, false,
  ]);
  // The decision deposit of the track, and that of a referendum.
  expect(plan.calls.map(({ deposit }: { deposit: string }) => BigInt(deposit) / RIDE)).toEqual([0n, 10n, 2_000n, ...Array(8).fill(0n)]);
  expect(await freeBalance(chain, dave.address)).toBe(before);
  expect(await chain.client._request("author_pendingExtrinsics", [])).toEqual([]);
  expect(await referenda(chain)).toBe(0);

  running = new RunningUpgrade([wasm, "--url", url], DECIDERS);
  const first = running;
  await first.says("referendum 0 decides", 120);
  await first.kill();

  running = new RunningUpgrade([wasm, "--url", url, "--json"], DECIDERS);
  expect(await running.ended, running.progress).toBe(0);
  const done = JSON.parse(running.answer);
  expect(done).toMatchObject({ upgraded: true, from: 9_000, specVersion: code.specVersion, codeHash: code.hash });
  expect(await referenda(chain)).toBe(1);
  const what: string[] = done.transactions.map((one: { what: string }) => one.what);
  expect(what).not.toContain("submit referendum 0");
  expect(what).toContain("apply the authorized upgrade");
  expect((await version(chain)).specVersion).toBe(code.specVersion);
  expect((await chain.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(code.specVersion);
  // One relay block for each block of this chain: 6-second blocks.
  const clock = (at: string) => chain.api.query.ParachainSystem.LastRelayChainBlockNumber.getValue({ at });
  const last = await chain.client.getFinalizedBlock();
  const later = await firstWhere(chain.client.finalizedBlock$, ({ number }) => number >= last.number + 2, 60, "two more blocks");
  expect((await clock(later.hash)) - (await clock(last.hash))).toBe(later.number - last.number);

  const status = answerOf(await runUpgrade(["status", "--url", url, "--json"]));
  expect(status).toMatchObject({ specVersion: code.specVersion, codeHash: code.hash, authorized: null, pending: null, referenda: [] });
  expect((await runUpgrade([wasm, "--url", url], DECIDERS)).stdout).toMatch(/^nothing to do: outrider/);

  const paid = await freeBalance(chain, dave.address);
  const lower = await runUpgrade([writeCodeOf("local-sync-backing", folder.path), "--url", url], DECIDERS);
  expect(lower).toMatchObject({ code: 1, stdout: "" });
  expect(lower.stderr).toContain(
    `error: the file has spec version 9000, and the chain is at ${code.specVersion}: it must be higher. Raise it and build again\n`,
  );
  const stranger = await runUpgrade([relay, "--url", url], DECIDERS);
  expect(stranger).toMatchObject({ code: 1, stdout: "" });
  expect(stranger.stderr).toContain("error: the file is a runtime of `rococo`, and the chain is `outrider`: give a runtime of this chain\n");
  const outsider = await runUpgrade([wasm, "--url", url], { ...DECIDERS, OUTRIDER_COMMITTEE: "//Eve" });
  expect(outsider.stdout).toMatch(/^nothing to do/);
  expect(await freeBalance(chain, dave.address)).toBe(paid);
  await stop();
}, DEADLINE_MS);

it("upgrade: a referendum that is voted down is said to be, and one that wins before the committee agrees waits for it", async () => {
  const { chain, url, stop } = await oldChain();
  const wasm = writeCodeOf("local", folder.path);
  const { hash } = await readCode(wasm);

  running = new RunningUpgrade([wasm, "--url", url, "--votes", "1000"], { OUTRIDER_SURI: SIGNER, OUTRIDER_VOTERS: "//Eve" });
  const refused = running;
  await refused.says("referendum 0 decides", 120);
  const nay = Enum("Standard", { vote: 1, balance: 900_000n * RIDE });
  await submit(chain, chain.api.tx.ConvictionVoting.vote({ poll_index: 0, vote: nay }) as any, account("//Ferdie"));
  expect(await refused.ended).toBe(1);
  expect(refused.answer).toBe("");
  expect(refused.progress).toContain("error: referendum 0 is rejected: it had too little approval or support when its time was up.");
  expect((await version(chain)).specVersion).toBe(9_000);

  // A new referendum, and no key of the committee.
  running = new RunningUpgrade([wasm, "--url", url], { ...DECIDERS, OUTRIDER_COMMITTEE: "" });
  const waiting = running;
  await waiting.says("won, and deferred until relay block", 180);
  const status = answerOf(await runUpgrade(["status", "--url", url, "--json"]));
  expect(status).toMatchObject({ specVersion: 9_000, authorized: null });
  const committee = answerOf(await runUpgrade([wasm, "--url", url, "--json"], DECIDERS));
  const what: string[] = committee.transactions.map((one: { what: string }) => one.what);
  expect(what).toContain("close the committee's motion, which whitelists");
  // The run that waited went on by itself.
  expect(await waiting.ended).toBe(0);
  expect(waiting.answer).toContain("Upgraded to outrider");
  expect(await referenda(chain)).toBe(2);
  expect(await chain.client._request("state_getStorageHash", ["0x3a636f6465"])).toBe(hash);

  // The same code with the next version, by the root track.
  const next = join(folder.path, "next.wasm");
  writeFileSync(next, await withNextVersion(readFileSync(wasm)));
  const { specVersion } = await readCode(next);
  const root = answerOf(await runUpgrade([next, "--track", "root", "--url", url, "--json"], { ...DECIDERS, OUTRIDER_COMMITTEE: "" }));
  expect(root).toMatchObject({ upgraded: true, specVersion, track: "root" });
  expect((await version(chain)).specVersion).toBe(specVersion);
  expect((await chain.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion);
  await stop();
}, DEADLINE_MS);
