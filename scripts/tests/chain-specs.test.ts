// SPDX-License-Identifier: Apache-2.0

// The frozen specs of public networks, whose keys are placeholders that the documents list, and the refusals of the
// script.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AccountId } from "polkadot-api";
import { expect, it } from "vitest";
import { KNOWN_SECRETS } from "../../client/known-secrets.ts";
import { runTool } from "../../client/run-tool.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";

const NETWORKS = ["staging", "canary", "main"];
const file = (path: string) => readFileSync(join(REPOSITORY, "chain-specs", path), "utf8");
/** The treasury's account: `modl`, its id, and zeros. */
const TREASURY = "modlpy/trsry";

/** The texts that the keys in a text spell. */
function spelled(text: string): string[] {
  const keys = new Set(text.match(/\b5[1-9A-HJ-NP-Za-km-z]{47}\b/g));
  return [...keys].map((key) => Buffer.from(AccountId().enc(key)).toString("latin1").replace(/\0+$/, ""));
}

it.each(NETWORKS)("%s: each key is a placeholder with a role, and the documents name each role", (network) => {
  const readme = file("README.md");
  const texts = spelled(file(`${network}.json`));
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts.filter((text) => text !== TREASURY)) {
    const [, role] = /^placeholder:([a-z]+):\d+$/.exec(text) ?? expect.fail(`a key spells \`${text}\``);
    expect(readme).toContain(`| \`${role}:0\``);
  }
});

it.each(NETWORKS)("%s: the spec has one place for a runtime, and its network's name in all it says", (network) => {
  const text = file(`${network}.json`);
  expect(text.split('"code": "0x"')).toHaveLength(2);
  const { id, protocolId, chainType } = JSON.parse(text);
  expect([id.replaceAll("_", "-"), chainType]).toEqual([protocolId, "Live"]);
  for (const [, address] of KNOWN_SECRETS) if (address) expect(text).not.toContain(address);
});

it.concurrent.each([
  [[], "unknown command ``; known: freeze, raw; scripts/chain-specs.sh --help says more"],
  [["check"], "unknown command `check`; known: freeze, raw; scripts/chain-specs.sh --help says more"],
  [["freeze", "paris"], "unknown network `paris`; known: staging canary main"],
  [["raw", "main"], "raw takes NETWORK WASM FOLDER; scripts/chain-specs.sh --help says more"],
  [["raw", "local", "a.wasm", "out"], "unknown network `local`; known: staging canary main"],
  [["raw", "main", "/none.wasm", "/none"], "no file `/none.wasm`; accepted is the Wasm file of a release's runtime"],
])("%j is refused", async (args, message) => {
  expect(await runTool("chain-specs.sh", args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});
