// SPDX-License-Identifier: Apache-2.0

// `scripts/settle` without a node: wrong command lines.

import { expect, it } from "vitest";
import { runTool } from "../../client/run-tool.ts";

const known = "known: status, account, deposit, exit, claim, escape, transfer, withdraw, cancel, record, watch; `scripts/settle --help` says more";
const options = "--url, --suri, --suri-file, --for, --json, --help, --sequencer, --fee, --expires, --count, --wait";
const asBob = ["--suri", "//Bob"];

it.concurrent.each([
  [["trade"], `unknown command \`trade\`; ${known}`],
  [["transfer", "//Bob"], "`transfer` takes ACCOUNT AMOUNT, and 1 arguments were given; a phrase goes into quotes"],
  [["transfer", "//Bobby", "1"], "bad account `//Bobby`; accepted are an address of this chain (5…) and a development account: //Alice, //Bob, //Charlie, //Dave, //Eve, //Ferdie"],
  [["transfer", "//Bob", "1"], "nobody signs; give --suri-file FILE or --suri SECRET, or set OUTRIDER_SURI"],
  [["transfer", "//Bob", "1", ...asBob, "--count", "0"], "bad --count `0`; it is a whole number from 1 to 1000"],
  [["transfer", "//Bob", "1", ...asBob, "--count", "1001"], "bad --count `1001`; it is a whole number from 1 to 1000"],
  [["transfer", "//Bob", "1", ...asBob, "--fee", "18.446744073709551616"], "bad fee `18.446744073709551616`; a fee is at most 18.446744073709551615 RIDE"],
  [["transfer", "//Bob", "1", ...asBob, "--fee", "x"], "bad amount `x`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5"],
  [["transfer", "//Bob", "1", ...asBob, "--expires", "4294967296"], "bad --expires `4294967296`; it is a whole number from 0 to 4294967295"],
  [["transfer", "//Bob", "1", ...asBob, "--wait", "built"], "unknown stage `built`; --wait takes committed or final"],
  [["withdraw", "1", ...asBob, "--sequencer", "localhost"], "bad address `localhost`; a node's address begins with ws:// or wss://"],
  [["withdraw", "1", ...asBob, "--count", "2"], "`withdraw` takes no --count"],
  [["deposit", "1", ...asBob, "--wait", "final"], "`deposit` takes no --wait"],
  [["cancel", "4294967295", ...asBob], "bad nonce `4294967295`; it is a whole number from 0 to 4294967294"],
  [["record", "0x12"], "bad hash `0x12`; a record's hash is 0x and 64 hexadecimal digits, as its receipt names it"],
  [["watch", "--suri", "//Bob"], "`watch` takes no --suri"],
  [["watch", "--fast"], `Unknown option '--fast'; known options: ${options}`],
])("%j is refused", async (args, message) => {
  expect(await runTool("settle", args)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});

it("--help says how it is used", async () => {
  const { code, stdout } = await runTool("settle", ["--help"]);
  expect(code).toBe(0);
  for (const command of ["deposit AMOUNT", "transfer ACCOUNT AMOUNT", "withdraw AMOUNT", "cancel NONCE", "record HASH", "watch", "--sequencer URL"]) {
    expect(stdout).toContain(`\n  ${command} `);
  }
});
