// SPDX-License-Identifier: Apache-2.0

// Bad code. What the relay chain's validators can't prepare, they refuse, and the chain goes on. What they can prepare and
// makes no block, stops the chain, and the relay chain puts other code in place.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Enum } from "polkadot-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { account } from "../../client/account.ts";
import { RIDE } from "../../client/amount.ts";
import { type Chain, connect, connectOutrider, freeBalance } from "../../client/chain.ts";
import { hashOf, readCode } from "../../client/upgrade/code.ts";
import { runUpgrade } from "../../client/run-tool.ts";
import { firstIncluded, validatorsAreReady } from "../src/cadence.ts";
import { writeCodeOf } from "../src/codes.ts";
import { followRelay } from "../src/relay.ts";
import { codeHashOnRelay, includedNumber, replaceCode, restartWithSubstitute } from "../src/rescue.ts";
import { until } from "../src/until.ts";
import { COLLATOR, PARA_ID, SECRETS, finalBlock, startTool } from "../src/upgrade/scenario.ts";
import { includeFinal } from "../src/upgrade/transactions.ts";
import { withNextVersion, withNextVersionAndForeignImport, withNextVersionAndTrap } from "../src/wasm-version.ts";
import { useNetwork } from "./use-network.ts";

const DEADLINE_MS = 900_000;
/** Relay blocks in which a chain that has stopped gets no block backed. */
const STOPPED_BLOCKS = 6;

const network = useNetwork("local");

let folder: string;
let relay: Chain;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "outrider-refused-"));
  relay = connect(network().node("alice").rpc);
  await validatorsAreReady(network(), 1);
  await firstIncluded(relay, [PARA_ID]);
});
afterAll(() => {
  relay?.client.destroy();
  rmSync(folder, { recursive: true, force: true });
});

it("upgrade: code that validators can't prepare is refused by the relay chain", { timeout: DEADLINE_MS }, async () => {
  const wasm = join(folder, "foreign.wasm");
  writeFileSync(wasm, await withNextVersionAndForeignImport(readFileSync(writeCodeOf("local", folder))));
  const { hash, specVersion } = await readCode(wasm);
  const chain = connectOutrider(network().node(COLLATOR).rpc);

  const careful = await runUpgrade([wasm, "--url", network().node(COLLATOR).rpc], SECRETS);
  expect(careful).toMatchObject({ code: 1, stdout: "" });
  expect(careful.stderr).toContain(
    "error: the code imports from its host what the code in place does not: moo.ext_logging_log_version_1.",
  );
  expect(await chain.api.query.Referenda.ReferendumCount.getValue()).toBe(0);

  const tool = startTool(network(), wasm, console.log, "--new-imports");
  expect(await tool.ended, tool.progress).toBe(1);
  expect(tool.answer).toBe("");
  expect(tool.progress).toContain(`the code ${hash} is authorized`);
  expect(tool.progress).toContain("the code is stored: the relay chain checks it");
  expect(tool.progress).toContain(
    "error: the relay chain has refused the code (ValidationFunctionDiscarded): its validators could not prepare it.",
  );

  const { ParachainSystem, System } = chain.api.query;
  expect(await ParachainSystem.PendingValidationCode.getValue({ at: "best" })).toHaveLength(0);
  expect(await System.AuthorizedUpgrade.getValue({ at: "best" })).toBeUndefined();
  const { number } = (await chain.client.getBestBlocks())[0]!;
  await finalBlock(chain, number, 180);
  // The block above may be another one than the tool has seen: the chain may have forked there.
  await until("the refused code is gone in a final block", 120, async () => {
    return (await ParachainSystem.PendingValidationCode.getValue()).length === 0;
  });
  expect((await System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion - 1);
  chain.client.destroy();
});

/** Upgrades the chain to code that can't begin a block. Answers with the code's hash once the chain stands still. */
async function upgradeToBadCode(wasm: string): Promise<string> {
  const { hash } = await readCode(wasm);
  const tool = startTool(network(), wasm, console.log);
  // The tool waits for a block of the new code, and there is none.
  await tool.says("the relay chain has given its go-ahead: the code is in place", 420).finally(() => tool.kill());
  await until("validators check by the bad code", 120, async () => (await codeHashOnRelay(relay, PARA_ID)) === hash);
  const after = await followRelay(relay, 120, "relay blocks", (seen) => seen.length >= STOPPED_BLOCKS);
  expect(after.flatMap(({ backed }) => backed)).toEqual([]);
  return hash;
}

// The last test: it ends with nodes that execute another code than the state has.
it("rescue: a chain whose code makes no block goes on with code that the relay chain puts in place", { timeout: DEADLINE_MS }, async () => {
  const original = readFileSync(writeCodeOf("local", folder));
  const wasm = join(folder, "bad.wasm");
  writeFileSync(wasm, await withNextVersionAndTrap(original, "Core_initialize_block"));
  const { specVersion } = await readCode(wasm);
  const badHash = await upgradeToBadCode(wasm);

  const eve = account("//Eve");
  const stopped = connectOutrider(network().node(COLLATOR).rpc);
  const last = await includedNumber(relay, PARA_ID);
  const before = await freeBalance(stopped, eve.address);
  expect((await stopped.client.getBestBlocks())[0]!.number).toBe(last);
  stopped.client.destroy();

  const rescue = await withNextVersion(original);
  await replaceCode(relay, PARA_ID, rescue);
  await until("validators check by the rescue code", 120, async () => (await codeHashOnRelay(relay, PARA_ID)) === hashOf(rescue));
  await restartWithSubstitute(network(), ["charlie", "dave"], last, rescue);

  const chain = connectOutrider(network().node(COLLATOR).rpc);
  const transfer = chain.api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", eve.address) as any, value: 3n * RIDE });
  await includeFinal(chain, transfer, account("//Alice"));
  expect(await freeBalance(chain, eve.address)).toBe(before + 3n * RIDE);
  // The migrations have run, by the code that nodes execute. The state still has the code that makes no block.
  expect((await chain.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion);
  expect(await chain.client._request("state_getStorageHash", ["0x3a636f6465"])).toBe(badHash);
  chain.client.destroy();
});
