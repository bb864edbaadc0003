// SPDX-License-Identifier: Apache-2.0

// The input of the checks: the state of one final block, and facts about the blocks before it.

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

/** A block's slot, and the collators whose turns came. */
export interface Turn {
  number: number;
  slot: bigint;
  /** The Aura keys of the collators, in the order of their turns. */
  authorities: string[];
}

/** A node's view of a chain. */
export interface Facts {
  /** The state of the newest final block. */
  state: State;
  /** The state of the oldest block of those that are read. Null if the chain is too short. */
  before: State | null;
  /** The turns of the final blocks that are read, oldest first. */
  turns: Turn[];
  /** The height of the best block. */
  best: number;
  isSyncing: boolean;
  /** Is this a development chain, whose clock is its own? */
  isDevelopment: boolean;
  /** The time of this machine, in milliseconds since the epoch. */
  now: number;
  /** The issuance at genesis. Null if the node no longer has that state. */
  issuedAtGenesis(): Promise<bigint | null>;
}

/** The fewest final blocks that are read. */
const FEWEST_BLOCKS = 20;
/** The most final blocks that are read: a node keeps the state of 256, and new blocks arrive meanwhile. */
const MOST_BLOCKS = 200;
/** The turns that each collator has in these blocks, unless the set is too large. */
const TURNS_EACH = 4;

const stateAt = (runtime: Runtime, block: Block): State => ({
  block,
  value: (pallet, entry, ...keys) => runtime.read(block.hash, pallet, entry, ...keys),
  entries: (pallet, entry) => runtime.entries(block.hash, pallet, entry),
  constant: (pallet, name) => runtime.constantOf(pallet, name),
});

/** The slot in a header: Aura's digest item. */
export function slotOf(logs: string[]): bigint | undefined {
  const prefix = `0x06${Buffer.from("aura").toString("hex")}20`;
  const log = logs.find((log) => log.startsWith(prefix));
  return log === undefined ? undefined : Buffer.from(log.slice(prefix.length), "hex").readBigUInt64LE();
}

/** Walks the headers down from a block. The authorities of a block's turn are in its parent's state. */
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

/**
 * Reads the facts from a node. `blocks` is the number of final blocks to read. Without it the number follows from the
 * set of collators.
 */
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
