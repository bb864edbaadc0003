// SPDX-License-Identifier: Apache-2.0

// Sends tokens and waits for a stage. Started by `scripts/await-stage`. `client/await-stage.ts` is an example of
// waiting with polkadot-api.

import { Enum } from "polkadot-api";
import { addressOf } from "../client/account.ts";
import { parseRide } from "../client/amount.ts";
import { awaitStage } from "../client/await-stage.ts";
import { reachOutrider } from "../client/chain.ts";
import { parse, run } from "../client/command-line.ts";
import { type BlockStatus, FinalityStream, type Reached, STAGES, segment } from "../client/finality.ts";
import { SIGNER_OPTIONS, signer, signerHelp } from "../client/secrets.ts";
import { signAndWatch } from "../client/signing.ts";
import { refusal } from "../client/submit.ts";

const USAGE = `Sends tokens, and waits until the block with the transaction reaches a stage.

usage: scripts/await-stage STAGE ACCOUNT AMOUNT [OPTIONS]

  --url URL         the node (default: ws://127.0.0.1:9944)
${signerHelp(18, "the sender")}

STAGE is built, backed, included or finalized. A seller can deliver cheap goods once the payment is included, and goods
that can't be taken back once it is finalized. ACCOUNT is an address or a development account such as //Bob. AMOUNT is in
RIDE, such as 12.5. The tool prints each stage with the seconds since the transaction was sent.`;

/**
 * The longest time of a transaction until its stage, in seconds. On a local network finality takes about half a minute.
 */
const STAGE_SECONDS = 300;

const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  ...SIGNER_OPTIONS,
  help: { type: "boolean", default: false },
} as const;

function readStage(text: string): Reached {
  const found = STAGES.find((stage) => stage === text);
  if (found === undefined) throw new Error(`unknown stage \`${text}\`; known: ${STAGES.join(", ")}`);
  return found;
}

/** Prints each stage of a block once. The first message of a subscription has all stages so far. */
function printer(sentMs: number): (status: BlockStatus) => void {
  const printed = new Set<string>();
  const print = (what: string, text: string) => {
    const seconds = ((Date.now() - sentMs) / 1_000).toFixed(1).padStart(6);
    console.log(`${seconds} s  ${what.padEnd(10)} ${text}`);
  };
  return (status) => {
    for (const stage of STAGES) {
      const seen = status[stage];
      if (!seen || printed.has(`${status.hash} ${stage}`)) continue;
      printed.add(`${status.hash} ${stage}`);
      const where = "relayBlock" in seen ? `at relay block #${seen.relayBlock.number}` : `in block #${status.number} ${status.hash}`;
      print(stage, where);
    }
    if (status.retracted) print("retracted", `#${status.number}: ${status.retracted.reason}; waiting for the next block with it`);
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [stageText, to, amount] = positionals;
  if (stageText === undefined || to === undefined || amount === undefined || positionals.length > 3) {
    throw new Error("give STAGE, ACCOUNT and AMOUNT, and nothing else; `scripts/await-stage --help` explains them");
  }
  const stage = readStage(stageText);
  const transfer = { dest: Enum("Id", addressOf(to)), value: parseRide(amount) };
  const sender = await signer(values);

  const chain = await reachOutrider(values.url);
  const call = chain.api.tx.Balances.transfer_keep_alive(transfer);
  // A node without stages refuses here, before anything is sent.
  await segment(chain);
  const refused = await refusal(chain, call, sender);
  if (refused !== undefined) throw new Error(refused);
  const stream = new FinalityStream(values.url);
  const told = printer(Date.now());
  await awaitStage(chain, { events: await signAndWatch(chain, call, sender), stream, stage, seconds: STAGE_SECONDS, told });
  stream.close();
  chain.client.destroy();
}

run(main);
