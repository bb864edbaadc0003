// SPDX-License-Identifier: Apache-2.0

// Where a tool has its secrets from: a file, a variable of the environment, a prompt, or the command line.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { type Account, account } from "./account.ts";

/** What was given for one purpose, in the order in which it counts. */
interface Given {
  /** The option that takes the secret itself; `--NAME-file` takes a file. */
  option: string;
  value: string | undefined;
  file: string | undefined;
  /** The name of the variable. */
  variable: string;
}

/** The options for the secret of who signs. */
export const SIGNER_OPTIONS = { suri: { type: "string" }, "suri-file": { type: "string" } } as const;

/** What the tools' help says of them, for options whose column has this width. */
export function signerHelp(width: number, who: string): string {
  const rows = [
    ["--suri-file FILE", `${who}: a file with a phrase or a seed, either with a path. Without it the secret is`],
    ["", "asked for, or taken from the variable OUTRIDER_SURI"],
    ["--suri SECRET", "the same by the list of processes, for development accounts such as //Alice"],
  ];
  return rows.map(([option, text]) => `  ${option!.padEnd(width)}${text}`.trimEnd()).join("\n");
}

function read({ option, value, file, variable }: Given): string | undefined {
  if (value !== undefined && file !== undefined) throw new Error(`--${option} and --${option}-file were given; give one of them`);
  if (value !== undefined) return value;
  if (file === undefined) return process.env[variable] || undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`can't read --${option}-file: ${(error as Error).message}`);
  }
}

/** The lines of a file that are not empty. What follows the last character of a secret is none of it. */
const lines = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== "");

/** Asks on a terminal, which does not show what is typed. */
function prompt(question: string): Promise<string> {
  const hidden = new Writable({ write: (_, __, written) => written() });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  // Only now does the terminal not show any more what is typed.
  process.stderr.write(question);
  return new Promise((answered, refused) => {
    terminal.on("close", () => refused(new Error("no secret was typed")));
    terminal.on("SIGINT", () => {
      terminal.removeAllListeners("close");
      terminal.close();
      process.kill(process.pid, "SIGINT");
    });
    terminal.question("", (answer) => {
      process.stderr.write("\n");
      answered(answer);
      terminal.close();
    });
  });
}

interface SignerOptions {
  suri?: string | undefined;
  "suri-file"?: string | undefined;
}

/** The account of who signs, whose secret is asked for where none was given and there is a terminal. */
export async function signer(options: SignerOptions): Promise<Account> {
  const given = { option: "suri", value: options.suri, file: options["suri-file"], variable: "OUTRIDER_SURI" };
  const found = read(given);
  if (given.file !== undefined) {
    const [secret, ...more] = lines(found!);
    if (secret === undefined || more.length > 0) throw new Error(`--suri-file must have one line, and has ${lines(found!).length}`);
    return account(secret);
  }
  if (found) return account(found);
  if (!process.stdin.isTTY) throw new Error("nobody signs; give --suri-file FILE or --suri SECRET, or set OUTRIDER_SURI");
  return account(await prompt("secret of who signs: "));
}

/** The accounts of several secrets, each once: one a line in a file, and separated by commas elsewhere. */
export function accounts(given: Given): Account[] {
  const text = read(given);
  if (text === undefined) return [];
  const isList = given.file === undefined;
  // A comma may be part of a password: where it ends, nothing tells.
  if (isList && text.includes("///") && text.includes(",")) {
    throw new Error(`a password (///) and a comma in ${given.value === undefined ? given.variable : `--${given.option}`}: give --${given.option}-file, with a secret on each line`);
  }
  const found = (isList ? text.split(",").map((one) => one.trim()) : lines(text)).map(account);
  return found.filter(({ address }, i) => found.findIndex((one) => one.address === address) === i);
}
