// SPDX-License-Identifier: Apache-2.0

// Reads clock, emission, eras and rewards of each block of the parachain, around a change of its block time.

import type { Outrider } from "../../../client/chain.ts";
import { type Rates, type Schedule, pending, rates, schedule } from "../../../client/rpc.ts";
import { Runtime } from "../../../client/runtime.ts";

/** One block, by its state. */
export interface Past {
  number: number;
  hash: string;
  /** The relay block number. */
  relay: number;
  era: Rates["era"];
  emission: Schedule;
  /** Pending rewards by account, in plank. */
  pending: Map<string, bigint>;
  events: any[];
}

/** Reads one block. */
export async function readPast(chain: Outrider, runtime: Runtime, accounts: string[], number: number): Promise<Past> {
  const hash = await chain.client._request<string>("chain_getBlockHash", [number]);
  const [{ era }, emission, events, ...owed] = await Promise.all([
    rates(chain, hash),
    schedule(chain, hash),
    runtime.read(hash, "System", "Events"),
    ...accounts.map((account) => pending(chain, account, hash)),
  ]);
  return {
    number,
    hash,
    relay: emission.relayBlock,
    era,
    emission,
    pending: new Map(accounts.map((account, i) => [account, BigInt(owed[i]!.total)])),
    events: (events ?? []).map(({ event }: any) => event),
  };
}

/** Reads the blocks from one number to another. A node keeps the state of 256 blocks. */
export async function readHistory(chain: Outrider, accounts: string[], from: number, to: number): Promise<Past[]> {
  const runtime = await Runtime.of(chain);
  const blocks: Past[] = [];
  for (let number = from; number <= to; number += 1) blocks.push(await readPast(chain, runtime, accounts, number));
  return blocks;
}

/** The events of a kind, each with its block. */
export function eventsIn(blocks: Past[], pallet: string, name: string): { block: Past; value: any }[] {
  return blocks.flatMap((block) =>
    block.events
      .filter(({ type, value }) => type === pallet && value.type === name)
      .map(({ value }) => ({ block, value: value.value })),
  );
}

/** The slots, and the amounts released for them, from one block to a later one. */
export function emissionOver(from: Past, to: Past) {
  const [first, last] = [from.emission, to.emission];
  const paid = last.paidSlots - first.paidSlots;
  return {
    elapsed: last.relayBlock - first.relayBlock,
    paid,
    missed: last.missedSlots - first.missedSlots,
    backlog: last.backlogSlots - first.backlogSlots,
    released: BigInt(last.released) - BigInt(first.released),
    worth: BigInt(first.perSlot) * BigInt(paid),
  };
}

/** The amount that a block released. */
export const releasedIn = (before: Past, block: Past): bigint =>
  BigInt(block.emission.released) - BigInt(before.emission.released);
