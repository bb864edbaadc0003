// SPDX-License-Identifier: Apache-2.0

import type { Account } from "./account.ts";
import type { Outrider } from "./chain.ts";
import { type Pending, parentOf, pending } from "./rpc.ts";
import { Runtime } from "./runtime.ts";
import { submit } from "./submit.ts";

/** A claim, and the three numbers that tell whether it paid what was announced. All are in plank. */
export interface Claim {
  account: string;
  signer: string;
  block: { number: number; hash: string };
  /** What the RPC says at the block before. */
  announced: Pending;
  /** What the payout event says; 0 without one. */
  paid: bigint;
  positions: { dapp: number; amount: bigint }[];
  /** By how much the free balance differs from that at the block before. */
  difference: bigint;
  /** What the signer has paid for it. */
  fee: bigint;
}

/** Claims the rewards of an account, signed by itself or by another, which then pays the fee. */
export async function claim(chain: Outrider, account: string, signer: Account): Promise<Claim> {
  const { DappStaking } = chain.api.tx;
  const call = account === signer.address ? DappStaking.claim() : DappStaking.claim_for({ who: account });
  const { block, events, fee } = await submit(chain, call, signer);
  const [paid] = chain.api.event.DappStaking.RewardPaid.filter(events);

  const runtime = await Runtime.of(chain);
  const free = async (hash: string) => (await runtime.read(hash, "System", "Account", account))?.data.free ?? 0n;
  const parent = await parentOf(chain, block.hash);
  return {
    account,
    signer: signer.address,
    block: { number: block.number, hash: block.hash },
    announced: await pending(chain, account, parent),
    paid: paid?.payload.amount ?? 0n,
    positions: paid?.payload.positions ?? [],
    difference: (await free(block.hash)) - (await free(parent)),
    fee,
  };
}
