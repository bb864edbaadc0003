// SPDX-License-Identifier: Apache-2.0

// Shows the changes from one runtime to another, for users of its calls and of its storage.

import { type Answer, parse, printAnswer, run } from "../client/command-line.ts";
import { difference } from "../client/metadata/diff.ts";
import { readMetadata } from "../client/metadata/read.ts";
import { showDifference } from "../client/metadata/show.ts";

const USAGE = `usage: scripts/metadata-diff BEFORE AFTER [--json]

Shows the differences in calls, storage items, events, errors, constants, runtime APIs and transaction extensions.
BEFORE and AFTER are Wasm files of runtimes, or metadata as bytes. The exit status is 0 whether they differ or not.`;

async function main(): Promise<void> {
  const { values, positionals } = parse({ options: { json: { type: "boolean" }, help: { type: "boolean" } }, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [before, after] = positionals;
  if (before === undefined || after === undefined || positionals.length > 2) {
    throw new Error(`${positionals.length} files were given; accepted are two: the runtime before and the one after`);
  }
  const found = difference(await readMetadata(before), await readMetadata(after));
  const breaks = found.breaksTransactions;
  const verdict = breaks.length === 0 ? "Transactions keep their meaning." : `The transaction version has to rise, for ${breaks.join(", ")}.`;
  const answer: Answer = { json: found, print: () => console.log(`${showDifference(found)}\n\n${verdict}`) };
  printAnswer(answer, values.json ?? false);
}

run(main);
