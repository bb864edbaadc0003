// SPDX-License-Identifier: Apache-2.0

import { account } from "../../client/account.ts";
import type { Outrider } from "../../client/chain.ts";
import { type Rates, type Schedule, pending, rates, schedule } from "../../client/rpc.ts";
import { Runtime } from "../../client/runtime.ts";
import { until } from "./until.ts";

/** The stakers of genesis. Each stakes on one dApp. */
const STAKERS = ["//Alice", "//Bob", "//Charlie", "//Dave"].map((name) => account(name).address);
/** The most blocks that are read. A node keeps the state of 256. */
const LOOK_BACK = 150;

/** The RPC's answers at one block. */
export interface Reading {
  number: number;
  hash: string;
  era: Rates["era"];
  emission: Schedule;
  /** The pending reward of the staker, in plank. */
  pending: bigint;
}

async function readBlock(chain: Outrider, staker: string, number: number): Promise<Reading> {
  const hash = await chain.client._request<string>("chain_getBlockHash", [number]);
  const [{ era }, emission, { total }] = await Promise.all([
    rates(chain, hash),
    schedule(chain, hash),
    pending(chain, staker, hash),
  ]);
  return { number, hash, era, emission, pending: BigInt(total) };
}

/** Waits until so many eras are closed and settled. Reads the final blocks, oldest first. */
export async function readRewards(chain: Outrider, staker: string, eras: number, seconds: number): Promise<Reading[]> {
  const last = await until(`${eras} eras are closed and settled`, seconds, async () => {
    const { number, hash } = await chain.client.getFinalizedBlock();
    const { era } = await rates(chain, hash);
    return era.index >= eras && era.settling === null && number;
  });
  const readings: Reading[] = [];
  for (let number = Math.max(1, last - LOOK_BACK); number <= last; number += 1) {
    readings.push(await readBlock(chain, staker, number));
  }
  return readings;
}

/** The debt to stakers, by the pallet's books and by the RPC, in plank. */
export async function owedToStakers(chain: Outrider, hash: string): Promise<{ books: bigint; rpc: bigint }> {
  const books = await (await Runtime.of(chain)).read(hash, "DappStaking", "Rewards");
  if (!books) throw new Error(`no rewards at ${hash}`);
  const answers = await Promise.all(STAKERS.map((staker) => pending(chain, staker, hash)));
  const rpc = answers.reduce((sum, { total }) => sum + BigInt(total), 0n);
  return { books: books.released - books.paid, rpc };
}

/** The released amount between two readings, and the worth of the slots that were paid in between. */
export function emissionBetween(first: Reading, last: Reading) {
  const [from, to] = [first.emission, last.emission];
  const slots = to.paidSlots - from.paidSlots;
  return {
    released: BigInt(to.released) - BigInt(from.released),
    slots,
    worth: BigInt(from.perSlot) * BigInt(slots),
    /** Slots that passed: paid, lost for good, and still payable. */
    elapsed: to.relayBlock - from.relayBlock,
    counted: slots + (to.missedSlots - from.missedSlots) + (to.backlogSlots - from.backlogSlots),
  };
}
