// SPDX-License-Identifier: Apache-2.0

// The sources of a tool's secrets: a file, an environment variable, a prompt, or the command line.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { type Account, account } from "./account.ts";

/** The sources for one purpose, in order of precedence. */
interface Given {
  /** The option with the secret itself. `--NAME-file` names a file. */
  option: string;
  value: string | undefined;
  file: string | undefined;
  /** The environment variable. */
  variable: string;
}

/** The options for the signer's secret. */
export const SIGNER_OPTIONS = { suri: { type: "string" }, "suri-file": { type: "string" } } as const;

/** The help text of these options, with a column of this width. */
export function signerHelp(width: number, who: string): string {
  const rows = [
    ["--suri-file FILE", `${who}: a file with a phrase or a seed, either with a path. Without it the tool`],
    ["", "asks for the secret, or takes it from the variable OUTRIDER_SURI"],
    ["--suri SECRET", "the secret itself: all processes can read it, so only for accounts such as //Alice"],
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

/** The lines of a file that are not empty. A line break at the end is not a part of the secret. */
const lines = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== "");

/** Asks on a terminal, without an echo. */
function prompt(question: string): Promise<string> {
  const hidden = new Writable({ write: (_, __, written) => written() });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  // The terminal shows no typing from here on.
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

/** The signer's account. The tool asks for the secret if none was given and there is a terminal. */
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
  return account(await prompt("the signer's secret: "));
}

/** The accounts of several secrets, each once. A file has one secret on each line; elsewhere commas separate them. */
export function accounts(given: Given): Account[] {
  const text = read(given);
  if (text === undefined) return [];
  const isList = given.file === undefined;
  // A comma may be part of a password, and then the end of the secret is not known.
  if (isList && text.includes("///") && text.includes(",")) {
    throw new Error(`a password (///) and a comma in ${given.value === undefined ? given.variable : `--${given.option}`}: give --${given.option}-file, with a secret on each line`);
  }
  const found = (isList ? text.split(",").map((one) => one.trim()) : lines(text)).map(account);
  return found.filter(({ address }, i) => found.findIndex((one) => one.address === address) === i);
}
