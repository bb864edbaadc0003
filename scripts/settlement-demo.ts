// SPDX-License-Identifier: Apache-2.0

// Settlement on a development chain, step by step: a batch, checks, exits and a fraud.

import { type Account, account } from "../client/account.ts";
import { RIDE, ride } from "../client/amount.ts";
import { type Outrider, reachOutrider } from "../client/chain.ts";
import { parse, run } from "../client/command-line.ts";
import { type Chunk, type Draft, NO_FEES, checkChunk, chunked, draft, submitBatch } from "../client/settlement/batch.ts";
import { type Domain, signRecord } from "../client/settlement/records.ts";
import { State, encodeAccount } from "../client/settlement/state.ts";
import { domainOf } from "../client/settlement/user.ts";
import { type Call, type Receipt, submit } from "../client/submit.ts";

const USAGE = `Shows settlement on a fresh development chain, such as \`scripts/run.sh dev\` starts. Bob and Charlie bring money in, and sign
transfers, which never reach the chain as transactions. Alice, the chain's sequencer, posts them in a batch. Dave has the chain execute
the batch again, which makes the batch final at once. Charlie's withdrawal and Bob's forced exit are paid. Then Alice posts a false
batch, Dave shows the fraud, and Alice's bond is gone.

usage: scripts/settlement-demo [--url URL]

  --url URL  the node (default: ws://127.0.0.1:9944)`;

const OPTIONS = { url: { type: "string", default: "ws://127.0.0.1:9944" }, help: { type: "boolean", default: false } } as const;

const [sequencer, bob, charlie, dave] = ["//Alice", "//Bob", "//Charlie", "//Dave"].map(account) as [Account, Account, Account, Account];
/** No record of the demonstration expires. */
const NEVER = 2 ** 32 - 1;

/** How often a batch is built again. */
const TRIES = 5;

/** What the sequencer knows: the state of the tip. */
class Demonstration {
  private state = State.empty();

  constructor(
    private readonly chain: Outrider,
    private readonly domain: Domain,
  ) {}

  private get settlement() {
    return this.chain.api.tx.Settlement;
  }

  /** Sends a call, and says in which block it is. */
  private async act(who: Account, what: string, call: Call): Promise<Receipt> {
    const receipt = await submit(this.chain, call, who);
    console.log(`  #${receipt.block.number}  ${what}`);
    return receipt;
  }

  private async indexOf(who: Account): Promise<number> {
    const found = await this.chain.api.apis.SettlementApi.account(who.address, { at: "best" });
    if (!found) throw new Error(`${who.address} has brought nothing in`);
    return found.index;
  }

  async deposit(who: Account, name: string, amount: bigint): Promise<void> {
    await this.act(who, `${name} deposits ${ride(amount)}`, this.settlement.deposit({ amount }));
  }

  /** Transfers that Bob signs, with the nonces from 0 on. */
  async transfers(count: number): Promise<Chunk[]> {
    const [from, to] = [await this.indexOf(bob), await this.indexOf(charlie)];
    const sign = (message: Uint8Array) => bob.signer.signBytes(message);
    const records = Array.from({ length: count }, (_, nonce) => {
      const record = { from, to, amount: RIDE, fee: 0n, nonce, expiry: NEVER, key: 0 };
      return signRecord(this.domain, "transfer", record, sign);
    });
    return chunked("transfer", await Promise.all(records));
  }

  async withdrawal(amount: bigint): Promise<Chunk[]> {
    const record = { account: await this.indexOf(charlie), amount, fee: 0n, nonce: 0, expiry: NEVER };
    return chunked("withdraw", [await signRecord(this.domain, "withdraw", record, (message) => charlie.signer.signBytes(message))]);
  }

  async post(chunks: Chunk[], alter?: (state: State) => void): Promise<Draft> {
    for (let left = TRIES; ; left -= 1) {
      const made = await draft(this.chain, this.state, { domain: this.domain, feeTo: NO_FEES }, chunks, alter);
      try {
        await this.submit(made, alter !== undefined);
      } catch (error) {
        // The clock in the inbox has moved on in between.
        if (left > 0 && String(error).includes("Settlement.InboxMismatch")) continue;
        throw error;
      }
      if (!alter) this.state = made.after;
      return made;
    }
  }

  private async submit(made: Draft, isFalse: boolean): Promise<void> {
    const codes = made.pieces.flatMap((piece) => piece.codes);
    const done = codes.filter((code) => code === "Done").length;
    const what = `${made.pieces.length} chunks, ${codes.length} records, of which ${done} have an effect`;
    await this.act(sequencer, `Alice posts ${isFalse ? "the false " : ""}batch ${made.batch}: ${what}`, submitBatch(this.chain, made));
  }

  async check(made: Draft, at: number): Promise<Receipt["events"]> {
    const what = `Dave has chunk ${at} of batch ${made.batch} executed again`;
    return (await this.act(dave, what, checkChunk(this.chain, made, at))).events;
  }

  async verify(made: Draft): Promise<void> {
    for (const at of made.pieces.keys()) await this.check(made, at);
    const last = await this.chain.api.apis.SettlementApi.final_batch({ at: "best" });
    if (last.batch !== made.batch) throw new Error(`batch ${last.batch} is the last final one, not ${made.batch}`);
    console.log(`         all chunks are verified: batch ${made.batch} is final`);
  }

  async forceExit(amount: bigint): Promise<void> {
    await this.act(bob, `Bob forces an exit of ${ride(amount)}`, this.settlement.force_exit({ amount }));
  }

  /** Has an account paid what has left it. Dave pays the fee. */
  async claim(who: Account, name: string, batch: bigint): Promise<void> {
    const index = await this.indexOf(who);
    const call = this.settlement.claim({ batch, account: index, leaf: encodeAccount(this.state.account(index)!), proof: this.state.proof(index) });
    const { events } = await this.act(dave, `Dave claims for ${name}`, call);
    const [paid] = this.chain.api.event.Settlement.Claimed.filter(events);
    console.log(`         ${name} is paid ${ride(paid!.payload.amount)}`);
  }

  /** Shows what became of a false batch, and of whom has posted it. */
  showVerdict(events: Receipt["events"]): void {
    const { FraudProven, BatchesReverted, Slashed } = this.chain.api.event.Settlement;
    const [fraud, reverted, slashed] = [FraudProven.filter(events)[0], BatchesReverted.filter(events)[0], Slashed.filter(events)[0]];
    if (!fraud || !reverted || !slashed) throw new Error("the chain found no fraud");
    const { amount, bounty } = slashed.payload;
    console.log(`         fraud: batch ${reverted.payload.from} is taken back`);
    console.log(`         Alice loses ${ride(amount)}: Dave gets ${ride(bounty)}, the rest is burned`);
  }
}

async function main(): Promise<void> {
  const { values } = parse({ options: OPTIONS });
  if (values.help) return console.log(USAGE);
  const chain = await reachOutrider(values.url);
  const tip = await chain.api.apis.SettlementApi.tip({ at: "best" });
  if (tip.batch !== 0n) throw new Error("settlement has batches on this chain already; the demonstration starts with a fresh chain: scripts/run.sh dev");
  const shown = new Demonstration(chain, await domainOf(chain));

  console.log("Money comes in");
  await shown.deposit(bob, "Bob", 100n * RIDE);
  await shown.deposit(charlie, "Charlie", 10n * RIDE);
  // The meter lets a 14th of it leave in a minute: 7.86 RIDE. What is withdrawn below stays under that.
  console.log("A batch: 40 transfers from Bob to Charlie, and a withdrawal of Charlie's");
  const first = await shown.post([...(await shown.transfers(40)), ...(await shown.withdrawal(4n * RIDE))]);
  await shown.verify(first);
  await shown.claim(charlie, "Charlie", first.batch);
  console.log("A forced exit: the next batch must take it, whatever the sequencer wants");
  await shown.forceExit(3n * RIDE);
  const second = await shown.post([]);
  await shown.verify(second);
  await shown.claim(bob, "Bob", second.batch);
  console.log("A fraud: Alice gives the first account a million RIDE from nowhere");
  await shown.deposit(bob, "Bob", RIDE);
  const enrich = (state: State) => state.setAccount(0, { ...state.account(0)!, free: 1_000_000n * RIDE });
  const lie = await shown.post([], enrich);
  shown.showVerdict(await shown.check(lie, lie.pieces.length - 1));
}

run(main);
