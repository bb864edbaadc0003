// SPDX-License-Identifier: Apache-2.0

// What the checks look at: the state of one final block, and what the blocks before it tell.

import type { Outrider } from "../chain.ts";
import { Runtime, type Query, type Value } from "../runtime.ts";

export interface Block {
  number: number;
  hash: string;
}

/** The state of one block. */
export interface State {
  readonly block: Block;
  value<Pallet extends keyof Query & string, Entry extends keyof Query[Pallet] & string>(
    pallet: Pallet,
    entry: Entry,
    ...keys: unknown[]
  ): Promise<Value<Query[Pallet][Entry]> | undefined>;
  entries<Pallet extends keyof Query & string, Entry extends keyof Query[Pallet] & string>(
    pallet: Pallet,
    entry: Entry,
  ): AsyncIterable<{ keys: any[]; value: NonNullable<Value<Query[Pallet][Entry]>> }>;
  constant(pallet: string, name: string): unknown;
}

/** Whose turn a block was. */
export interface Turn {
  number: number;
  slot: bigint;
  /** The Aura keys of those who had turns, in their order. */
  authorities: string[];
}

/** A chain as a node knows it. */
export interface Facts {
  /** Of the newest final block. */
  state: State;
  /** Of the first block of those that are looked at; null if the chain is too short. */
  before: State | null;
  /** Of the final blocks that are looked at, the oldest first. */
  turns: Turn[];
  /** The height of the best block. */
  best: number;
  isSyncing: boolean;
  /** Is it a chain without a relay chain, whose clock is its own? */
  isDevelopment: boolean;
  /** The time of this machine, in milliseconds since the epoch. */
  now: number;
  /** What was issued at genesis; null if the node has no state as old as that. */
  issuedAtGenesis(): Promise<bigint | null>;
}

/** Final blocks that are looked at, at least. */
const FEWEST_BLOCKS = 20;
/** ... and at most: a node keeps the state of 256, and goes on meanwhile. */
const MOST_BLOCKS = 200;
/** Turns that each collator has in them, where the set is not too large. */
const TURNS_EACH = 4;

const stateAt = (runtime: Runtime, block: Block): State => ({
  block,
  value: (pallet, entry, ...keys) => runtime.read(block.hash, pallet, entry, ...keys),
  entries: (pallet, entry) => runtime.entries(block.hash, pallet, entry),
  constant: (pallet, name) => runtime.constantOf(pallet, name),
});

/** The slot that a header names: in the digest, before the block was made, by Aura. */
export function slotOf(logs: string[]): bigint | undefined {
  const prefix = `0x06${Buffer.from("aura").toString("hex")}20`;
  const log = logs.find((log) => log.startsWith(prefix));
  return log === undefined ? undefined : Buffer.from(log.slice(prefix.length), "hex").readBigUInt64LE();
}

/** Walks the headers down from a block. Each block's turn follows from the authorities in its parent's state. */
async function turnsBelow(chain: Outrider, runtime: Runtime, newest: Block, count: number): Promise<{ turns: Turn[]; parent: Block }> {
  const turns: Turn[] = [];
  let block = newest;
  while (turns.length < count && block.number > 1) {
    const { parentHash, digest } = await chain.client._request<any>("chain_getHeader", [block.hash]);
    const slot = slotOf(digest.logs);
    if (slot === undefined) throw new Error(`the header of block ${block.number} names no slot`);
    const authorities = (await runtime.read(parentHash, "Aura", "Authorities")) ?? [];
    turns.unshift({ number: block.number, slot, authorities: authorities as string[] });
    block = { number: block.number - 1, hash: parentHash };
  }
  return { turns, parent: block };
}

/** Reads what a node knows. `blocks` final ones are looked at; unless that is said, so many that each collator has turns. */
export async function readFacts(chain: Outrider, blocks?: number): Promise<Facts> {
  const ask = <T>(method: string, ...params: unknown[]) => chain.client._request<T>(method, params);
  const { number, hash } = await chain.client.getFinalizedBlock();
  const runtime = await Runtime.of(chain, hash);
  const state = stateAt(runtime, { number, hash });
  const set = ((await state.value("Aura", "Authorities")) ?? []).length;
  const count = blocks ?? Math.min(MOST_BLOCKS, Math.max(FEWEST_BLOCKS, TURNS_EACH * set));
  const { turns, parent } = await turnsBelow(chain, runtime, state.block, count);
  const [best] = await chain.client.getBestBlocks();
  const { isSyncing } = await ask<{ isSyncing: boolean }>("system_health");
  return {
    state,
    before: turns.length < FEWEST_BLOCKS ? null : stateAt(runtime, parent),
    turns,
    best: best!.number,
    isSyncing,
    isDevelopment: (await ask("system_chainType")) === "Development",
    now: Date.now(),
    async issuedAtGenesis() {
      const genesis = await ask<string>("chain_getBlockHash", 0);
      try {
        return (await runtime.read(genesis, "Balances", "TotalIssuance")) ?? 0n;
      } catch (error) {
        if (/State already discarded/.test(String(error))) return null;
        throw error;
      }
    },
  };
}
