// SPDX-License-Identifier: Apache-2.0

// The tool without a node: wrong command lines, and a node that does not answer.

import { type Server, createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { runRewards } from "../../client/run-tool.ts";

const SECRET = "bottom drive obey lake curtain smoke";

let silent: Server | undefined;
afterEach(() => silent?.close());

/** The address of a server that accepts connections and answers nothing. */
async function silentServer(): Promise<string> {
  const server = createServer();
  silent = server;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `ws://127.0.0.1:${(server.address() as { port: number }).port}`;
}

const known = "known: show, stake, unstake, withdraw, claim, schedule; `scripts/rewards --help` says more";

it.concurrent.each([
  [[], `no command; ${known}`],
  [["reward"], `unknown command \`reward\`; ${known}`],
  [["toString"], `unknown command \`toString\`; ${known}`],
  [["show"], "`show` takes ACCOUNT, and 0 arguments were given; a phrase goes into quotes"],
  [["stake", "one", "1"], "bad dApp `one`; a dApp's id is a whole number from 0 to 4294967295"],
  [["stake", "4294967296", "1"], "bad dApp `4294967296`; a dApp's id is a whole number from 0 to 4294967295"],
  [["stake", "0", "1"], "nobody signs; give --suri-file FILE or --suri SECRET, or set OUTRIDER_SURI"],
  [["show", "//Alice", "--suri", "//Alice"], "`show` takes no --suri"],
  [["stake", "0", "1", "--for", "//Bob"], "`stake` takes no --for"],
  [["show", "//Alice", "--verbose"], "Unknown option '--verbose'; known options: --url, --suri, --suri-file, --for, --json, --help"],
  [["schedule", "--url", "localhost:9944"], "bad address `localhost:9944`; a node's address begins with ws:// or wss://"],
])("%j is refused", async (args, message) => {
  expect(await runRewards(args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});

it("a bad secret is not repeated", async () => {
  const runs = [
    runRewards(["claim"], SECRET),
    runRewards(["claim", "--suri", SECRET]),
    runRewards(["claim", "--suri", ...SECRET.split(" ")]),
  ];
  for (const { code, stdout, stderr } of await Promise.all(runs)) {
    expect(code).toBe(1);
    for (const word of SECRET.split(" ")) expect(stdout + stderr).not.toContain(word);
  }
});

it("a node that is not there, or does not answer, is given up", async () => {
  const advice = "`scripts/run.sh` starts a node, --url names another one";
  const url = await silentServer();
  const [hangs, gone] = await Promise.all([
    runRewards(["schedule", "--url", url]),
    runRewards(["schedule", "--url", "ws://127.0.0.1:1"]),
  ]);
  expect(hangs).toEqual({ code: 1, stdout: "", stderr: `error: no node answers at ${url}; ${advice}\n` });
  expect(gone).toEqual({ code: 1, stdout: "", stderr: `error: no node answers at ws://127.0.0.1:1; ${advice}\n` });
});

it("--help says how it is used", async () => {
  const { code, stdout } = await runRewards(["--help"]);
  expect(code).toBe(0);
  for (const command of ["show ACCOUNT", "stake DAPP AMOUNT", "unstake DAPP AMOUNT", "claim", "schedule"]) {
    expect(stdout).toContain(`\n  ${command}`);
  }
});
