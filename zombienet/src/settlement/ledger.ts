// SPDX-License-Identifier: Apache-2.0

// The state of settlement from the bodies of blocks, without the signatures in them: this client needs some milliseconds for each of
// these, and the chain has checked them. Knows what the tests use, and refuses the rest. The root shows whether the state is right.

import type { Outrider } from "../../../client/chain.ts";
import { type Posted, postedBatches } from "../../../client/settlement/bodies.ts";
import { hex } from "../../../client/settlement/bytes.ts";
import { LAST_NONCE, NONCE_WINDOW } from "../../../client/settlement/execute.ts";
import { ENTRIES, type Entry, type Kind, type Transfer, type Withdraw, cut, decodeFields } from "../../../client/settlement/records.ts";
import { type Account, State, newAccount } from "../../../client/settlement/state.ts";

/** The bytes that a batch has for each chunk beside its records: kind, market, frame, count and root. */
const CHUNK_HEADER_BYTES = 1 + 1 + 8 + 1 + 32;

const endOf = ({ chunks, parent }: Posted): string => chunks.at(-1)?.postRoot ?? parent;

/** The batches that lead from one root to a later one, the first one first. */
export function wayBetween(posted: Posted[], from: string, to: string): Posted[] {
  // A batch without an effect leads nowhere.
  const byEnd = new Map(posted.filter((batch) => endOf(batch) !== batch.parent).map((batch) => [endOf(batch), batch]));
  const way: Posted[] = [];
  for (let root = to; root !== from; root = way.at(-1)!.parent) {
    const batch = byEnd.get(root);
    if (!batch || way.length >= posted.length) throw new Error(`no batches lead from the root ${from} to ${to}`);
    way.push(batch);
  }
  return way.reverse();
}

/** The account with the nonce used. `undefined` if the nonce can't be used. */
function withNonce(account: Account, nonce: number): Account | undefined {
  let { nonceBase, nonceBits } = account;
  const ahead = nonce - nonceBase;
  if (ahead < 0 || ahead >= NONCE_WINDOW || nonce === LAST_NONCE) return undefined;
  const bit = 1n << BigInt(ahead);
  if ((nonceBits & bit) !== 0n) return undefined;
  for (nonceBits |= bit; nonceBits & 1n; nonceBits >>= 1n) nonceBase += 1;
  return { ...account, nonceBase, nonceBits };
}

export class Ledger {
  readonly state = State.empty();
  /** What deposits have brought, in plank. */
  deposited = 0n;
  /** Signed records with an effect, and those without one. */
  done = 0;
  idle = 0;

  take({ chunks }: Posted): void {
    for (const { kind, bytes } of chunks) for (const record of cut(kind, bytes)) this.takeRecord(kind, record);
  }

  private takeRecord(kind: Kind, bytes: Uint8Array): void {
    if (kind === "inbox") return this.takeEntry(decodeFields(kind, bytes));
    if (kind === "cancel") throw new Error("nobody cancels in these tests");
    const isDone = kind === "transfer" ? this.transfer(decodeFields(kind, bytes)) : this.withdraw(decodeFields(kind, bytes));
    this[isDone ? "done" : "idle"] += 1;
  }

  private takeEntry({ what, account: index, key, value }: Entry): void {
    const { state } = this;
    state.head = { ...state.head, inbox: state.head.inbox + 1n };
    const entry = ENTRIES[what];
    if (entry === "tick") {
      state.head.clock = Number(value);
    } else if (entry === "deposit") {
      const account = state.account(index) ?? newAccount(key);
      state.setAccount(index, { ...account, free: account.free + value });
      state.head.free += value;
      this.deposited += value;
    } else throw new Error(`nobody makes an entry \`${entry}\` in these tests`);
  }

  /** The account after a payment. `undefined` if the record has no effect. */
  private paying(index: number, { amount, fee, nonce }: { amount: bigint; fee: bigint; nonce: number }): Account | undefined {
    if (fee !== 0n) throw new Error("nobody pays a fee in these tests");
    const account = this.state.account(index);
    if (!account || amount === 0n || amount > account.free) return undefined;
    return withNonce({ ...account, free: account.free - amount }, nonce);
  }

  private transfer(record: Transfer): boolean {
    const from = this.paying(record.from, record);
    const to = this.state.account(record.to);
    if (!from || !to || record.from === record.to) return false;
    this.state.setAccount(record.from, from);
    this.state.setAccount(record.to, { ...to, free: to.free + record.amount });
    return true;
  }

  private withdraw(record: Withdraw): boolean {
    const account = this.paying(record.account, record);
    if (!account) return false;
    this.state.setAccount(record.account, { ...account, exited: account.exited + record.amount });
    this.state.head.free -= record.amount;
    this.state.head.exited += record.amount;
    return true;
  }
}

/** What batches take. */
export interface Size {
  batches: number;
  chunks: number;
  /** Signed records. */
  records: number;
  /** Of all records, and of what the batches say about each chunk. */
  bytes: number;
}

export function sizeOf(batches: Posted[]): Size {
  const chunks = batches.flatMap((batch) => batch.chunks);
  const signed = chunks.filter(({ kind }) => kind !== "inbox");
  return {
    batches: batches.length,
    chunks: chunks.length,
    records: signed.reduce((sum, { kind, bytes }) => sum + cut(kind, bytes).length, 0),
    bytes: chunks.reduce((sum, { bytes }) => sum + bytes.length + CHUNK_HEADER_BYTES, 0),
  };
}

/** The state with the root of the last final batch, and the batches that lead to it. Fails if they lead to another state. */
export async function ledgerAt(chain: Outrider, root: string): Promise<{ ledger: Ledger; way: Posted[] }> {
  const ledger = new Ledger();
  const way = wayBetween(await postedBatches(chain), hex(ledger.state.root()), root);
  for (const batch of way) ledger.take(batch);
  const found = hex(ledger.state.root());
  if (found !== root) throw new Error(`the records of the batches up to ${root} lead to the state ${found}`);
  return { ledger, way };
}
