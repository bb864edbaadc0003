// SPDX-License-Identifier: Apache-2.0

// The answers of Outrider's own RPC methods. Amounts are strings of plank, shares and rates are decimal fractions.

import type { Outrider } from "./chain.ts";

/** The block that an answer is about. */
interface At {
  at: string;
  atNumber: number;
}

export interface Pending extends At {
  account: string;
  total: string;
  positions: { dappId: number; stake: string; pending: string }[];
}

export interface DappRewards extends At {
  dappId: number;
  owner: string;
  beneficiary: string;
  registered: boolean;
  stake: string;
  tier: number | null;
  lastReward: { era: number; tier: number; amount: string } | null;
  claimable: string;
}

export interface Rates extends At {
  stakedShare: string;
  /** The rates are null while nobody stakes. */
  base: string | null;
  adjustable: string | null;
  total: string | null;
  stake: string;
  issuance: string;
  /** Its times are relay block numbers. */
  era: { index: number; start: number; end: number; now: number; length: number; settling: number | null; pool: string };
  /** In relay blocks. */
  unbondingLength: number;
}

export type Receiver = "collators" | "treasury" | "dapps" | "stakersBase" | "stakersAdjustable";

export interface Schedule extends At {
  blockTimeMs: number;
  slotsPerBlock: number;
  perSlot: string;
  perBlock: string;
  perCycle: string;
  partsPerBlock: Record<Receiver, string>;
  /** Its times are relay block numbers. */
  cycle: { index: number; start: number; end: number; length: number; issuance: string };
  left: string;
  relayBlock: number;
  paidSlots: number;
  missedSlots: number;
  backlogSlots: number;
  released: string;
  minted: string;
  withheld: string;
  burned: string;
  parameters: { rate: string; split: Record<Receiver, string>; idealShare: string; catchUp: number };
}

const METHOD_NOT_FOUND = -32601;

/** Calls one RPC method. Only the last parameters can be left out: without `at` the answer is about the best block. */
export async function ask<T>(chain: Outrider, method: string, ...params: unknown[]): Promise<T> {
  const given = params.filter((param) => param !== undefined);
  try {
    return await chain.client._request<T>(method, given);
  } catch (error) {
    if ((error as { code?: number }).code !== METHOD_NOT_FOUND) throw error;
    throw new Error(`the node does not know ${method}: it is of an older release`);
  }
}

export const pending = (chain: Outrider, account: string, at?: string) =>
  ask<Pending>(chain, "stakingRewards_pending", account, at);

export const dapp = (chain: Outrider, id: number, at?: string) => ask<DappRewards>(chain, "stakingRewards_dapp", id, at);

export const rates = (chain: Outrider, at?: string) => ask<Rates>(chain, "stakingRewards_rates", at);

export const schedule = (chain: Outrider, at?: string) => ask<Schedule>(chain, "emission_schedule", at);

export async function parentOf(chain: Outrider, hash: string): Promise<string> {
  const { parentHash } = await ask<{ parentHash: string }>(chain, "chain_getHeader", hash);
  return parentHash;
}
