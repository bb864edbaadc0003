// SPDX-License-Identifier: Apache-2.0

// Sends tokens and waits for the stage that a dApp needs. Started by `scripts/await-stage`; an example of how a client
// does that with polkadot-api is `client/await-stage.ts`.

import { Enum } from "polkadot-api";
import { addressOf } from "../client/account.ts";
import { parseRide } from "../client/amount.ts";
import { awaitStage } from "../client/await-stage.ts";
import { reachOutrider } from "../client/chain.ts";
import { parse, run } from "../client/command-line.ts";
import { type BlockStatus, FinalityStream, type Reached, STAGES, segment } from "../client/finality.ts";
import { SIGNER_OPTIONS, signer, signerHelp } from "../client/secrets.ts";
import { refusal } from "../client/submit.ts";

const USAGE = `Sends tokens, and waits until the block that holds the transaction has come to a stage.

usage: scripts/await-stage STAGE ACCOUNT AMOUNT [OPTIONS]

  --url URL         the node; ws://127.0.0.1:9944 if nothing is said
${signerHelp(18, "who sends")}

STAGE is built, backed, included or finalized: goods for little money may go out once the payment is included, and
what can't be had back once it is finalized. ACCOUNT is an address or a development account such as //Bob, AMOUNT is in
RIDE, such as 12.5. Prints each stage with the seconds since the transaction was sent.`;

/** Seconds that a transaction may take to its stage. On a local network finality takes about half a minute. */
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

/** Prints each stage of a block once, the first of a subscription being all that it has come through already. */
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
    throw new Error("STAGE, ACCOUNT and AMOUNT are needed, no more; `scripts/await-stage --help` says what they are");
  }
  const stage = readStage(stageText);
  const transfer = { dest: Enum("Id", addressOf(to)), value: parseRide(amount) };
  const sender = await signer(values);

  const chain = await reachOutrider(values.url);
  const call = chain.api.tx.Balances.transfer_keep_alive(transfer);
  // A node without stages says so before anything is sent.
  await segment(chain);
  const refused = await refusal(chain, call, sender);
  if (refused !== undefined) throw new Error(refused);
  const stream = new FinalityStream(values.url);
  const told = printer(Date.now());
  await awaitStage(chain, { events: call.signSubmitAndWatch(sender.signer), stream, stage, seconds: STAGE_SECONDS, told });
  stream.close();
  chain.client.destroy();
}

run(main);
