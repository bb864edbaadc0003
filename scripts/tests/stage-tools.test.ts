// SPDX-License-Identifier: Apache-2.0

// `console`, `await-stage` and `finality-cost` without a node.

import { expect, it } from "vitest";
import { runTool } from "../../client/run-tool.ts";

const ADVICE = "`scripts/run.sh` starts a node, --url names another one";

it.concurrent.each([
  ["console", ["--port", "80a"], "bad port `80a`; a port is a number from 0 to 65535"],
  ["console", ["--port", "65536"], "bad port `65536`; a port is a number from 0 to 65535"],
  ["console", ["--url", "localhost"], "bad address `localhost`; a node's address begins with ws:// or wss://"],
  ["console", ["--node", "x"], "Unknown option '--node'; known options: --url, --port, --help"],
  ["await-stage", [], "give STAGE, ACCOUNT and AMOUNT, and nothing else; `scripts/await-stage --help` explains them"],
  ["await-stage", ["final", "//Bob", "1"], "unknown stage `final`; known: built, backed, included, finalized"],
  ["await-stage", ["retracted", "//Bob", "1"], "unknown stage `retracted`; known: built, backed, included, finalized"],
  ["await-stage", ["included", "//Bob", "0"], "bad amount `0`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5"],
  ["await-stage", ["included", "//Bob", "1"], "nobody signs; give --suri-file FILE or --suri SECRET, or set OUTRIDER_SURI"],
  ["await-stage", ["included", "//Bob", "1", "--suri", "//Alice", "--url", "ws://127.0.0.1:1"], `no node answers at ws://127.0.0.1:1; ${ADVICE}`],
])("%s %j is refused", async (tool, args, message) => {
  expect(await runTool(tool, args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});

it.concurrent.each(["console", "await-stage", "finality-cost"])("%s --help says how it is used", async (tool) => {
  const { code, stdout } = await runTool(tool, ["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain(`\nusage: scripts/${tool} `);
});
