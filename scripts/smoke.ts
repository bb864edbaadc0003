// SPDX-License-Identifier: Apache-2.0

// Checks whether a chain is well, and changes nothing. Started by `scripts/smoke`.

import { reachOutrider } from "../client/chain.ts";
import { parse, printAnswer, run } from "../client/command-line.ts";
import { smoke } from "../client/smoke/run.ts";

const USAGE = `Checks whether a chain is well, and changes nothing.

usage: scripts/smoke [OPTIONS]

Reads the newest final block by any node's RPC. Each check prints a line with its numbers: \`ok\`, \`FAIL\`, or \`not known\` if
the data is on another chain, or if the node no longer has the state. The exit status is 1 if a check fails.

  money     issuance against all accounts, the emission's books and slots, stakes, freezes, the pot of dApp staking,
            tokens of other chains
  queues    messages, channels, the scheduler, migrations, safe mode, pauses, suspended XCM
  progress  finality, collators without blocks, the era, referenda that are overdue

  --url URL     the node (default: ws://127.0.0.1:9944)
  --blocks N    how many final blocks to read, 20 to 200; by default enough for turns of each collator
  --json        print one JSON object`;

const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  blocks: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * The longest time of all checks, in seconds: the tool reads every account, and a node drops a state after some 25
 * minutes.
 */
const TASK_SECONDS = 1_200;

function blockCount(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (count >= 20 && count <= 200) return count;
  throw new Error(`bad number of blocks \`${text}\`; accepted are 20 to 200`);
}

async function main(): Promise<void> {
  const { values } = parse({ options: OPTIONS });
  if (values.help) return console.log(USAGE);
  const blocks = values.blocks === undefined ? undefined : blockCount(values.blocks);
  const chain = await reachOutrider(values.url);
  const tooLate = new Promise<never>((_, rejected) => {
    const error = new Error(`gave up after ${TASK_SECONDS} s: ${values.url} stopped answering, or is too slow`);
    setTimeout(() => rejected(error), TASK_SECONDS * 1_000);
  });
  try {
    const { answer, failed, all } = await Promise.race([smoke(chain, blocks), tooLate]);
    printAnswer(answer, values.json);
    if (failed > 0) throw new Error(`${failed} of ${all} checks failed at ${values.url}`);
  } finally {
    chain.client.destroy();
  }
}

run(main);
