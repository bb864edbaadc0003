// SPDX-License-Identifier: Apache-2.0

// The common parts of the tools' command lines.

import { type ParseArgsConfig, parseArgs } from "node:util";

/** Parses the command line. Fails with a list of the known options. */
export function parse<T extends ParseArgsConfig & { options: object }>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's further sentences are about arguments that begin with a dash, which no tool takes, or repeat the first
    // one.
    const [what] = (error as Error).message.split(". ");
    throw new Error(`${what}; known options: ${Object.keys(config.options).map((name) => `--${name}`).join(", ")}`);
  }
}

/** The result of a command, for programs and for people. */
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

/** Prints why a tool fails. */
function report(error: unknown): void {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
}

/** Prints why a tool fails, and ends the process. */
export function fail(error: unknown): never {
  report(error);
  process.exit(1);
}

/** Ends the process when all that it has printed is written: a pipe takes only so much at a time. */
function end(status: number): void {
  process.stdout.write("", () => process.exit(status));
}

/** Runs a tool, and ends the process: an open connection would keep it alive. */
export function run(main: () => Promise<void>): void {
  main().then(
    () => end(0),
    (error) => {
      report(error);
      end(1);
    },
  );
}
