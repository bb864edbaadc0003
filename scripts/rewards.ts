// SPDX-License-Identifier: Apache-2.0

// Stakes on dApps, claims rewards, and shows rewards and the emission. Started by `scripts/rewards`.

import { addressOf } from "../client/account.ts";
import { parseRide } from "../client/amount.ts";
import { type Outrider, reachOutrider } from "../client/chain.ts";
import { claim } from "../client/claim.ts";
import { type Answer, parse, printAnswer, run } from "../client/command-line.ts";
import * as tables from "../client/rewards-tables.ts";
import { dapp, pending, rates, schedule } from "../client/rpc.ts";
import { Runtime } from "../client/runtime.ts";
import { SIGNER_OPTIONS, signer, signerHelp } from "../client/secrets.ts";
import { FINAL_SECONDS, submit } from "../client/submit.ts";

const USAGE = `Stakes on dApps, claims rewards, and shows rewards and the emission.

usage: scripts/rewards COMMAND [OPTIONS]

  show ACCOUNT           stakes and pending rewards, what unbonds, the era, and what stake earns in a year
  stake DAPP AMOUNT      stake on a dApp
  unstake DAPP AMOUNT    take stake from a dApp: it unbonds first
  withdraw               free the tokens that have unbonded
  claim                  claim the signer's rewards
  claim --for ACCOUNT    claim another account's rewards; the signer pays the fee
  schedule               the emission: how much, to whom, and how much so far

  --url URL         the node (default: ws://127.0.0.1:9944)
${signerHelp(18, "the signer")}
  --json            print one JSON object: amounts are strings of plank

ACCOUNT is an address or a development account such as //Alice, DAPP a dApp's id. AMOUNT is in RIDE, such as 12.5.`;

/** The longest time of a command, in seconds. Most of it is waiting for finality. */
const TASK_SECONDS = FINAL_SECONDS + 60;

const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  ...SIGNER_OPTIONS,
  for: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

interface Options {
  suri?: string | undefined;
  "suri-file"?: string | undefined;
  for?: string | undefined;
}

/** A command with its arguments, ready to run on a node. */
type Task = (chain: Outrider) => Promise<Answer>;

interface Command {
  arguments: string[];
  options: (keyof Options)[];
  /** Reads arguments and options, before the tool connects to a node. */
  read(given: string[], options: Options): Task | Promise<Task>;
}

function dappId(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (id < 2 ** 32) return id;
  throw new Error(`bad dApp \`${text}\`; a dApp's id is a whole number from 0 to ${2 ** 32 - 1}`);
}

const show: Command = {
  arguments: ["ACCOUNT"],
  options: [],
  read([given]) {
    const address = addressOf(given!);
    return async (chain) => {
      const rewards = await pending(chain, address);
      const runtime = await Runtime.of(chain);
      const ledger = await runtime.read(rewards.at, "DappStaking", "Ledgers", address);
      const stake = await rates(chain, rewards.at);
      const unbonding = ledger?.chunks ?? [];
      return {
        json: { ...rewards, unbonding, rates: stake },
        print: () => tables.account(rewards, unbonding, stake),
      };
    };
  },
};

/** The command `stake` or `unstake`. */
function change(kind: "stake" | "unstake"): Command {
  return {
    arguments: ["DAPP", "AMOUNT"],
    options: ["suri", "suri-file"],
    async read([given, text], options) {
      const [id, amount] = [dappId(given!), parseRide(text!)];
      const who = await signer(options);
      return async (chain) => {
        // Fails with the existing ids.
        await dapp(chain, id);
        const { block, events, fee } = await submit(chain, chain.api.tx.DappStaking[kind]({ dapp: id, amount }), who);
        const [unstaked] = chain.api.event.DappStaking.Unstaked.filter(events);
        const [paid] = chain.api.event.DappStaking.RewardPaid.filter(events);
        const done = {
          account: who.address,
          block: { number: block.number, hash: block.hash },
          dapp: id,
          amount,
          fee,
          unlock: unstaked?.payload.unlock ?? null,
          paid: paid?.payload.amount ?? 0n,
        };
        return { json: done, print: () => tables.change(kind, done) };
      };
    },
  };
}

const withdraw: Command = {
  arguments: [],
  options: ["suri", "suri-file"],
  async read(_, options) {
    const who = await signer(options);
    return async (chain) => {
      const { block, events, fee } = await submit(chain, chain.api.tx.DappStaking.withdraw_unbonded(), who);
      const [withdrawn] = chain.api.event.DappStaking.Withdrawn.filter(events);
      const done = {
        account: who.address,
        block: { number: block.number, hash: block.hash },
        amount: withdrawn?.payload.amount ?? 0n,
        fee,
      };
      return { json: done, print: () => tables.withdrawal(done) };
    };
  },
};

const claiming: Command = {
  arguments: [],
  options: ["suri", "suri-file", "for"],
  async read(_, options) {
    const other = options.for === undefined ? undefined : addressOf(options.for);
    const who = await signer(options);
    const address = other ?? who.address;
    return async (chain) => {
      const { total } = await pending(chain, address);
      if (total === "0") {
        throw new Error(`nothing is due to ${address}; \`scripts/rewards show ${address}\` says what it has staked`);
      }
      const done = await claim(chain, address, who);
      return { json: done, print: () => tables.claim(done) };
    };
  },
};

const emission: Command = {
  arguments: [],
  options: [],
  read() {
    return async (chain) => {
      const found = await schedule(chain);
      return { json: found, print: () => tables.schedule(found) };
    };
  },
};

const COMMANDS: Record<string, Command> = {
  show,
  stake: change("stake"),
  unstake: change("unstake"),
  withdraw,
  claim: claiming,
  schedule: emission,
};

function read(name: string | undefined, given: string[], options: Options): Task | Promise<Task> {
  const known = `known: ${Object.keys(COMMANDS).join(", ")}; \`scripts/rewards --help\` says more`;
  if (name === undefined) throw new Error(`no command; ${known}`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Error(`unknown command \`${name}\`; ${known}`);
  if (given.length !== command.arguments.length) {
    // The message does not repeat the arguments: they may be a phrase without quotes.
    const wanted = command.arguments.join(" ") || "no arguments";
    throw new Error(`\`${name}\` takes ${wanted}, and ${given.length} arguments were given; a phrase goes into quotes`);
  }
  for (const option of ["suri", "suri-file", "for"] as const) {
    if (options[option] === undefined || command.options.includes(option)) continue;
    throw new Error(`\`${name}\` takes no --${option}`);
  }
  return command.read(given, options);
}

async function main(): Promise<void> {
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [name, ...given] = positionals;
  const task = await read(name, given, values);
  const chain = await reachOutrider(values.url);
  const tooLate = new Promise<never>((_, rejected) => {
    const error = new Error(`gave up after ${TASK_SECONDS} s: ${values.url} stopped answering, or makes no blocks`);
    setTimeout(() => rejected(error), TASK_SECONDS * 1_000);
  });
  try {
    printAnswer(await Promise.race([task(chain), tooLate]), values.json);
  } finally {
    chain.client.destroy();
  }
}

run(main);
