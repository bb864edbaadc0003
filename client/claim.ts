// SPDX-License-Identifier: Apache-2.0

import type { Account } from "./account.ts";
import type { Outrider } from "./chain.ts";
import { type Pending, parentOf, pending } from "./rpc.ts";
import { Runtime } from "./runtime.ts";
import { submit } from "./submit.ts";

/** A claim, and the three amounts that show whether the claim paid the announced reward. All amounts are in plank. */
export interface Claim {
  account: string;
  signer: string;
  block: { number: number; hash: string };
  /** The pending reward by RPC, at the block before. */
  announced: Pending;
  /** The amount in the payout event. 0 without an event. */
  paid: bigint;
  positions: { dapp: number; amount: bigint }[];
  /** The free balance, minus the free balance at the block before. */
  difference: bigint;
  /** The fee that the signer has paid. */
  fee: bigint;
}

/** Claims the rewards of an account. The signer is the account itself or another one, and pays the fee. */
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
