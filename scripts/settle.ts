// SPDX-License-Identifier: Apache-2.0

// Settlement for its users: deposits, exits, claims and the escape. Started by `scripts/settle`.

import { type Account, addressOf } from "../client/account.ts";
import { parseRide } from "../client/amount.ts";
import type { Outrider } from "../client/chain.ts";
import { type Command, runTool } from "../client/commands.ts";
import { signer, signerHelp } from "../client/secrets.ts";
import { claimFor, finalState, overdueEntry, showAccount, showStatus } from "../client/settlement/user.ts";
import * as tables from "../client/settlement/tables.ts";
import { type Call, type Receipt, submit } from "../client/submit.ts";

const USAGE = `Settlement for its users. No command needs a sequencer: any full node will do, as long as it has the bodies of all blocks.

usage: scripts/settle COMMAND [OPTIONS]

  status                 whether settlement runs, its last batches, the window, whose turn it is to post
  account ACCOUNT        what an account has in the last final state, and what a claim would pay now
  deposit AMOUNT         bring tokens in; the next batches make them spendable
  exit AMOUNT            force an exit: a batch must take it in time, whatever sequencers want
  claim                  pay the signer what has left its account
  claim --for ACCOUNT    pay another account; the signer pays the fee
  escape                 turn settlement off, if no batch has come for the liveness deadline although an entry waits;
                         afterwards \`claim\` pays each account all it has

  --url URL         the node (default: ws://127.0.0.1:9944)
${signerHelp(18, "the signer")}
  --json            print one JSON object: amounts are strings of plank

ACCOUNT is an address or a development account such as //Alice. AMOUNT is in RIDE, such as 12.5.`;

const SIGNED = ["suri", "suri-file"] as const;
const bare = <Action extends string>(action: Action, who: Account, { block, fee }: Receipt) => ({
  action,
  account: who.address,
  block: { number: block.number, hash: block.hash },
  fee,
});

const status: Command = {
  arguments: [],
  options: [],
  read: () => async (chain) => {
    const found = await showStatus(chain);
    return { json: found, print: () => tables.status(found) };
  },
};

const accountOf: Command = {
  arguments: ["ACCOUNT"],
  options: [],
  read([given]) {
    const address = addressOf(given!);
    return async (chain) => {
      const found = await showAccount(chain, address);
      return { json: found, print: () => tables.account(found) };
    };
  },
};

/** A command that sends a call with an amount. */
function move(action: "deposit" | "exit", callOf: (chain: Outrider, amount: bigint) => Call): Command {
  return {
    arguments: ["AMOUNT"],
    options: [...SIGNED],
    async read([text], options) {
      const amount = parseRide(text!);
      const who = await signer(options);
      return async (chain) => {
        const receipt = await submit(chain, callOf(chain, amount), who);
        const { Deposited, ExitForced } = chain.api.event.Settlement;
        const [made] = action === "deposit" ? Deposited.filter(receipt.events) : ExitForced.filter(receipt.events);
        const done = { ...bare(action, who, receipt), amount, index: made!.payload.account, entry: made!.payload.entry };
        return { json: done, print: () => tables.moved(done) };
      };
    },
  };
}

const claim: Command = {
  arguments: [],
  options: [...SIGNED, "for"],
  async read(_, options) {
    const other = options.for === undefined ? undefined : addressOf(options.for);
    const who = await signer(options);
    return async (chain) => {
      const { receipt, paid, left } = await claimFor(chain, other ?? who.address, who);
      const done = { ...bare("claim", who, receipt), for: other ?? who.address, paid, left };
      return { json: done, print: () => tables.claimed(done) };
    };
  },
};

const escape: Command = {
  arguments: [],
  options: [...SIGNED],
  async read(_, options) {
    const who = await signer(options);
    return async (chain) => {
      // Whoever turns settlement off wants to be able to claim: the node has to know the state.
      await finalState(chain);
      const entry = await overdueEntry(chain);
      const receipt = await submit(chain, chain.api.tx.Settlement.escape({ entry }), who);
      const done = { ...bare("escape", who, receipt), entry };
      return { json: done, print: () => tables.escaped(done) };
    };
  },
};

runTool({
  name: "settle",
  usage: USAGE,
  commands: {
    status,
    account: accountOf,
    deposit: move("deposit", (chain, amount) => chain.api.tx.Settlement.deposit({ amount })),
    exit: move("exit", (chain, amount) => chain.api.tx.Settlement.force_exit({ amount })),
    claim,
    escape,
  },
});
