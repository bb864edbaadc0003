// SPDX-License-Identifier: Apache-2.0

// Code that the relay chain's validators can't prepare: they refuse it, the tool says so, and the chain goes on.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, connectOutrider } from "../../client/chain.ts";
import { readCode } from "../../client/upgrade/code.ts";
import { runUpgrade } from "../../client/run-tool.ts";
import { firstIncluded, validatorsAreReady } from "../src/cadence.ts";
import { writeCodeOf } from "../src/codes.ts";
import { COLLATOR, PARA_ID, SECRETS, finalBlock, startTool } from "../src/upgrade/scenario.ts";
import { withNextVersionAndForeignImport } from "../src/wasm-version.ts";
import { useNetwork } from "./use-network.ts";

const DEADLINE_MS = 900_000;

const network = useNetwork("local");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-refused-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("upgrade: code that validators can't prepare is refused by the relay chain", { timeout: DEADLINE_MS }, async () => {
  const wasm = join(folder, "foreign.wasm");
  writeFileSync(wasm, await withNextVersionAndForeignImport(readFileSync(writeCodeOf("local", folder))));
  const { hash, specVersion } = await readCode(wasm);
  await validatorsAreReady(network(), 1);
  const relay = connect(network().node("alice").rpc);
  const chain = connectOutrider(network().node(COLLATOR).rpc);
  await firstIncluded(relay, [PARA_ID]);

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
  const { number } = await chain.client.getFinalizedBlock();
  await finalBlock(chain, number + 5, 180);
  expect((await System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion - 1);
  chain.client.destroy();
  relay.client.destroy();
});
