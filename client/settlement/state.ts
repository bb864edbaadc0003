// SPDX-License-Identifier: Apache-2.0

// The state of settlement: accounts in a tree, the root, witnesses and proofs, as pallets/settlement/core/README.md lays them out.

import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { ascii, join, number } from "./bytes.ts";
import { ACCOUNTS, type Kind, namedBy } from "./records.ts";

const LEVELS = 24;
const MARKETS = 8;
const VERSION = 1;
export const NOBODY = new Uint8Array(32);

/** Amounts are in plank. */
export interface Account {
  owner: Uint8Array;
  trader: Uint8Array;
  /** Every nonce below it is used or void. */
  nonceBase: number;
  /** Bit i: the nonce `nonceBase + i` is used. */
  nonceBits: bigint;
  free: bigint;
  /** What has left for the chain, ever. */
  exited: bigint;
}

/** The sums are in plank, the clock in lived slots. */
export interface Head {
  clock: number;
  /** Entries of the inbox that were consumed. */
  inbox: bigint;
  free: bigint;
  exited: bigint;
}

export const newAccount = (owner: Uint8Array): Account => ({ owner, trader: NOBODY, nonceBase: 0, nonceBits: 0n, free: 0n, exited: 0n });

export const encodeAccount = ({ owner, trader, nonceBase, nonceBits, free, exited }: Account): Uint8Array =>
  join(number(VERSION, 1), owner, trader, number(nonceBase, 4), number(nonceBits, 8), number(free, 16), number(exited, 16));

const encodeHead = ({ clock, inbox, free, exited }: Head): Uint8Array =>
  join(number(VERSION, 1), number(clock, 4), number(inbox, 8), number(free, 16), number(exited, 16));

const node = (left: Uint8Array, right: Uint8Array): Uint8Array => Blake2256(join(number(1, 1), left, right));
const leaf = (index: number, account: Account): Uint8Array => Blake2256(join(number(0, 1), number(index, 4), encodeAccount(account)));

/** The hash of an empty tree, by its height. */
const EMPTY = Array.from({ length: LEVELS }).reduce<Uint8Array[]>((all) => [...all, node(all.at(-1)!, all.at(-1)!)], [NOBODY]);
const EMPTY_MARKETS = Array.from({ length: MARKETS }, () => Blake2256(number(0x13, 1)));

const siblingOf = (place: number): number => (place % 2 === 0 ? place + 1 : place - 1);

export class State {
  private constructor(
    public head: Head,
    private readonly leaves: Map<number, Account>,
    /** By height, the hashes of subtrees that are not empty. */
    private readonly hashes: Map<number, Uint8Array>[],
    /** Indices whose hashes are old. */
    private readonly changed: Set<number>,
  ) {}

  static empty(): State {
    const head = { clock: 0, inbox: 0n, free: 0n, exited: 0n };
    return new State(head, new Map(), Array.from({ length: LEVELS + 1 }, () => new Map()), new Set());
  }

  /** Another state with the same content. */
  copy(): State {
    const hashes = this.hashes.map((level) => new Map(level));
    return new State({ ...this.head }, new Map(this.leaves), hashes, new Set(this.changed));
  }

  account(index: number): Account | undefined {
    return this.leaves.get(index);
  }

  setAccount(index: number, account: Account): void {
    if (index >= ACCOUNTS) throw new Error(`no account has the index ${index}`);
    this.leaves.set(index, account);
    this.changed.add(index);
  }

  private hash(height: number, place: number): Uint8Array {
    return this.hashes[height]!.get(place) ?? EMPTY[height]!;
  }

  private rehash(): void {
    let places = [...this.changed];
    this.changed.clear();
    for (const index of places) this.hashes[0]!.set(index, leaf(index, this.leaves.get(index)!));
    for (let height = 1; height <= LEVELS; height += 1) {
      places = [...new Set(places.map((place) => Math.floor(place / 2)))];
      for (const place of places) {
        this.hashes[height]!.set(place, node(this.hash(height - 1, 2 * place), this.hash(height - 1, 2 * place + 1)));
      }
    }
  }

  private globals(): Uint8Array {
    return Blake2256(join(number(0x12, 1), encodeHead(this.head), ...EMPTY_MARKETS));
  }

  private top(): Uint8Array {
    this.rehash();
    return this.hash(LEVELS, 0);
  }

  root(): Uint8Array {
    return Blake2256(join(ascii("G"), this.top(), this.globals()));
  }

  /** What opens this state for a chunk. */
  witness(kind: Kind, bytes: Uint8Array, feeTo: number): Uint8Array {
    const top = this.top();
    const named = namedBy(kind, bytes, feeTo);
    const leaves = named.map((index) => {
      const account = this.leaves.get(index);
      return account ? encodeAccount(account) : number(0, 1);
    });
    return join(encodeHead(this.head), ...EMPTY_MARKETS, ...leaves, ...(named.length === 0 ? [top] : this.siblings(named)));
  }

  /** For each level from the leaves up: the hashes beside the paths, but for those on a path. */
  private siblings(named: number[]): Uint8Array[] {
    const found: Uint8Array[] = [];
    let places = named;
    for (let height = 0; height < LEVELS; height += 1) {
      const known = new Set(places);
      for (const place of places) {
        if (!known.has(siblingOf(place))) found.push(this.hash(height, siblingOf(place)));
      }
      places = [...new Set(places.map((place) => Math.floor(place / 2)))];
    }
    return found;
  }

  /** What leads from an account to the root: a claim carries it. */
  proof(index: number): Uint8Array {
    this.rehash();
    const beside = Array.from({ length: LEVELS }, (_, height) => this.hash(height, siblingOf(Math.floor(index / 2 ** height))));
    return join(...beside, this.globals());
  }
}
