// SPDX-License-Identifier: Apache-2.0

// What the command lines of the tools have in common.

import { type ParseArgsConfig, parseArgs } from "node:util";

/** Reads the command line. Fails with the options that there are. */
export function parse<T extends ParseArgsConfig & { options: object }>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node goes on about arguments that begin with a dash, which no tool takes, or says the same again.
    const [what] = (error as Error).message.split(". ");
    throw new Error(`${what}; known options: ${Object.keys(config.options).map((name) => `--${name}`).join(", ")}`);
  }
}

/** What a command found or did, for programs and for people. */
export interface Answer {
  json: unknown;
  print(): void;
}

const amountsAsStrings = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

/** Prints an answer. In JSON amounts are strings: as numbers they would lose digits. */
export function printAnswer(answer: Answer, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(answer.json, amountsAsStrings, 2));
  else answer.print();
}

/** Says why a tool fails, and ends the process. */
export function fail(error: unknown): never {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

/** Runs a tool and ends the process, which an open connection would keep alive. */
export function run(main: () => Promise<void>): void {
  main().then(() => process.exit(0), fail);
}
