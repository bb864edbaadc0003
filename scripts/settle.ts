// SPDX-License-Identifier: Apache-2.0

// Settlement for its users: deposits, exits, claims and the escape; records over a sequencer. Started by `scripts/settle`.

import { type Account, addressOf } from "../client/account.ts";
import { parseRide, ride } from "../client/amount.ts";
import type { Outrider } from "../client/chain.ts";
import { type Command, type Options, type Outcome, type Setting, type Task, runTool } from "../client/commands.ts";
import { signer, signerHelp } from "../client/secrets.ts";
import type { Terms } from "../client/settlement/records.ts";
import { AWAITED, type Awaited, Intake, type Sendings, awaitAll, expiryAfter, readRecordHash } from "../client/settlement/send.ts";
import { type SequencerNode, withSequencer } from "../client/settlement/sequencer.ts";
import { claimFor, finalState, indexOf, overdueEntry, showAccount, showStatus } from "../client/settlement/user.ts";
import * as tables from "../client/settlement/tables.ts";
import { BatchWatch, line } from "../client/settlement/watch.ts";
import { type Call, type Receipt, submit } from "../client/submit.ts";

/** Until a record expires, in lived slots: an hour, if the chain makes blocks. */
const EXPIRES = 600;
/** The most records of a command. To sign so many, and to check their receipts, is up to a minute of work. */
const MOST_RECORDS = 1_000;
/** The longest time until a record has the stage that was asked for. */
const WAIT_SECONDS = 900;
/** The first fee that a record has no room for, in plank. */
const FEE_LIMIT = 2n ** 64n;

const USAGE = `Settlement for its users.

usage: scripts/settle COMMAND [OPTIONS]

These need no sequencer: any full node will do, as long as it has the bodies of all blocks.

  status                 whether settlement runs, its last batches, the window, whose turn it is to post
  account ACCOUNT        what an account has in the last final state, and what a claim would pay now; with --sequencer also
                         what it has now
  deposit AMOUNT         bring tokens in; the next batches make them spendable
  exit AMOUNT            force an exit: a batch must take it in time, whatever sequencers want
  claim                  pay the signer what has left its account
  claim --for ACCOUNT    pay another account; the signer pays the fee
  escape                 turn settlement off, if no batch has come for the liveness deadline although an entry waits;
                         afterwards \`claim\` pays each account all it has

These need a sequencer's node. It answers a record with a receipt, which the tool checks against the key on the chain.

  transfer ACCOUNT AMOUNT  pay another account of settlement
  withdraw AMOUNT          move tokens out; when the batch is final, \`claim\` pays them
  cancel NONCE             use a nonce up, so that the record with this nonce can have no effect any more
  record HASH              how far a record is; its receipt names the hash
  watch                    a line for each change of a batch, until Ctrl-C; a batch is gone if it was taken back

  --url URL         the node (default: ws://127.0.0.1:9944)
  --sequencer URL   the sequencer's node (default: the node)
${signerHelp(18, "the signer")}
  --fee AMOUNT      what the sequencer gets for the record (default: 0)
  --expires SLOTS   lived slots until the record can have no effect any more (default: ${EXPIRES})
  --count N         so many transfers of the amount, each with a nonce of its own: up to ${MOST_RECORDS}
  --wait STAGE      wait until the record is committed, which is in a batch, or final: up to ${WAIT_SECONDS / 60} minutes
  --json            print one JSON object, or one a line for \`watch\`: amounts are strings of plank

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
  options: ["sequencer"],
  read([given], { sequencer }) {
    const address = addressOf(given!);
    const url = sequencer === undefined ? undefined : readUrl(sequencer);
    return async (chain) => {
      const found = await showAccount(chain, address);
      if (url === undefined) return { json: found, print: () => tables.account(found, undefined) };
      const { now } = await withSequencer(url, (node) => node.account(address));
      return { json: { ...found, now }, print: () => tables.account(found, now) };
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

function readUrl(text: string): string {
  if (/^wss?:\/\//.test(text)) return text;
  throw new Error(`bad address \`${text}\`; a node's address begins with ws:// or wss://`);
}

/** Reads a whole number from the command line, at most `most`. */
function whole(what: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`bad ${what} \`${text}\`; it is a whole number from ${least} to ${most}`);
}

function readFee(text: string): bigint {
  const fee = text === "0" ? 0n : parseRide(text);
  if (fee < FEE_LIMIT) return fee;
  throw new Error(`bad fee \`${text}\`; a fee is at most ${ride(FEE_LIMIT - 1n)}`);
}

function readStage(text: string): Awaited {
  const found = AWAITED.find((stage) => stage === text);
  if (found === undefined) throw new Error(`unknown stage \`${text}\`; --wait takes ${AWAITED.join(" or ")}`);
  return found;
}

/** What all commands with a record take. */
const RECORD_OPTIONS = [...SIGNED, "sequencer", "fee", "expires", "wait"] as const;
const waitSeconds = ({ wait }: Options): number => (wait === undefined ? 0 : WAIT_SECONDS);

/** A record on a chain, before it is sent: the signer's index and what the record has besides its nonce. */
interface Wish {
  chain: Outrider;
  intake: Intake;
  index: number;
  terms: Omit<Terms, "nonce">;
}

/** How a command sends its records, and how it calls them. */
interface Plan {
  what: string;
  /** For programs. */
  named: Record<string, unknown>;
  send(wish: Wish): Promise<Sendings>;
}

/** Reads what all commands with a record take, and makes the task that sends by a plan. */
async function recordTask(action: string, options: Options, { what, named, send }: Plan): Promise<Task> {
  const fee = readFee(options.fee ?? "0");
  const slots = whole("--expires", options.expires ?? String(EXPIRES), 0, 2 ** 32 - 1);
  const stage = options.wait === undefined ? undefined : readStage(options.wait);
  const sequencer = options.sequencer === undefined ? undefined : readUrl(options.sequencer);
  const who = await signer(options);
  const task = async (chain: Outrider, node: SequencerNode): Promise<Outcome> => {
    const { index } = await indexOf(chain, who.address);
    const terms = { fee, expiry: await expiryAfter(chain, slots) };
    const made = await send({ chain, intake: await Intake.of(chain, node, who), index, terms });
    const { sent: records, failure } = stage === undefined ? made : await awaitAll(node, made, stage, WAIT_SECONDS);
    const done = { action, account: who.address, index, ...named, ...terms, records };
    return { json: done, print: () => tables.sent(`${who.address}, ${what}`, done), failure };
  };
  return (chain, { url }) => withSequencer(sequencer ?? url, (node) => task(chain, node));
}

const transfer: Command = {
  arguments: ["ACCOUNT", "AMOUNT"],
  options: [...RECORD_OPTIONS, "count"],
  longer: waitSeconds,
  read([account, text], options) {
    const [to, amount] = [addressOf(account!), parseRide(text!)];
    const count = whole("--count", options.count ?? "1", 1, MOST_RECORDS);
    return recordTask("transfer", options, {
      what: count === 1 ? `a transfer of ${ride(amount)} to ${to}` : `${count} transfers of ${ride(amount)} to ${to}`,
      named: { to, amount, count },
      async send({ chain, intake, index: from, terms }) {
        const other = await indexOf(chain, to);
        return intake.sendMany("transfer", count, (nonce) => ({ from, to: other.index, amount, ...terms, nonce, key: 0 }));
      },
    });
  },
};

const withdraw: Command = {
  arguments: ["AMOUNT"],
  options: [...RECORD_OPTIONS],
  longer: waitSeconds,
  read([text], options) {
    const amount = parseRide(text!);
    return recordTask("withdraw", options, {
      what: `a withdrawal of ${ride(amount)}`,
      named: { amount },
      send: ({ intake, index: account, terms }) => intake.sendMany("withdraw", 1, (nonce) => ({ account, amount, ...terms, nonce })),
    });
  },
};

const cancel: Command = {
  arguments: ["NONCE"],
  options: [...RECORD_OPTIONS],
  longer: waitSeconds,
  read([text], options) {
    const nonce = whole("nonce", text!, 0, 2 ** 32 - 2);
    return recordTask("cancel", options, {
      what: `a cancellation of the nonce ${nonce}`,
      named: {},
      send: ({ intake, index: account, terms }) =>
        intake.sendOne("cancel", nonce, () => ({ account, floor: 0, ...terms, nonce, key: 0 })),
    });
  },
};

const record: Command = {
  arguments: ["HASH"],
  options: ["sequencer"],
  read([text], { sequencer }) {
    const hash = readRecordHash(text!);
    const other = sequencer === undefined ? undefined : readUrl(sequencer);
    return async (_, { url }) => {
      const found = await withSequencer(other ?? url, (node) => node.status(hash));
      return { json: found, print: () => tables.record(found) };
    };
  },
};

/** Prints each change of a batch, until the node is lost. People are told first that the tool listens: there may be no batch. */
function follow(node: SequencerNode, { json }: Setting): Promise<never> {
  const watch = new BatchWatch();
  let isFirst = true;
  return node.batches((found) => {
    const { mode, tip, final } = found;
    if (isFirst && !json) console.log(`settlement: ${mode}; batch ${tip.batch} is the last one, ${final.batch} the last final one`);
    isFirst = false;
    for (const change of watch.take(found)) console.log(json ? JSON.stringify(change) : line(change));
  });
}

const watch: Command = {
  arguments: [],
  options: ["sequencer"],
  longer: () => Infinity,
  read(_, { sequencer }) {
    const other = sequencer === undefined ? undefined : readUrl(sequencer);
    return (_chain, setting) => withSequencer(other ?? setting.url, (node) => follow(node, setting));
  },
};

runTool({
  name: "settle",
  usage: USAGE,
  options: ["sequencer", "fee", "expires", "count", "wait"],
  commands: {
    status,
    account: accountOf,
    deposit: move("deposit", (chain, amount) => chain.api.tx.Settlement.deposit({ amount })),
    exit: move("exit", (chain, amount) => chain.api.tx.Settlement.force_exit({ amount })),
    claim,
    escape,
    transfer,
    withdraw,
    cancel,
    record,
    watch,
  },
});
