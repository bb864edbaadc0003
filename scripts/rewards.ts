// SPDX-License-Identifier: Apache-2.0

// Stakes on dApps, claims rewards, and shows rewards and the emission. Started by `scripts/rewards`.

import { addressOf } from "../client/account.ts";
import { parseRide } from "../client/amount.ts";
import { claim } from "../client/claim.ts";
import { type Command, runTool } from "../client/commands.ts";
import * as tables from "../client/rewards-tables.ts";
import { dapp, pending, rates, schedule } from "../client/rpc.ts";
import { Runtime } from "../client/runtime.ts";
import { signer, signerHelp } from "../client/secrets.ts";
import { submit } from "../client/submit.ts";

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

runTool({
  name: "rewards",
  usage: USAGE,
  commands: { show, stake: change("stake"), unstake: change("unstake"), withdraw, claim: claiming, schedule: emission },
});
