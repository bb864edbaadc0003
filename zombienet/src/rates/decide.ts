// SPDX-License-Identifier: Apache-2.0

// Changes the number of blocks in a slot, as governance does on a running chain.

import { Enum } from "polkadot-api";
import { account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import { bytesOf } from "../scale.ts";
import { until } from "../until.ts";
import { VOTERS, dave, propose } from "../upgrade/activity.ts";

/** A referendum of the root track with all votes is enacted after some two minutes on a local network. */
const DECIDED_SECONDS = 420;

/** Blocks in the slot of the next block on this one, by the answer that collators get. */
export async function rateAfter(chain: Outrider, hash: string): Promise<number> {
  const answer = await chain.client._request<string>("state_call", ["TargetBlockRate_target_block_rate", "0x", hash]);
  return Buffer.from(bytesOf(answer)).readUInt32LE(0);
}

/** Has a referendum set the rate. Returns the first final block from which on slots have that many blocks. */
export async function decideRate(chain: Outrider, rate: number): Promise<{ referendum: number; number: number }> {
  const referendum = await propose(chain, {
    origin: Enum("system", Enum("Root")),
    call: chain.api.tx.BlockRate.set_rate({ rate }),
    when: Enum("After", 0),
    voters: VOTERS.map(account),
    aye: true,
    submitter: dave,
  });
  const number = await until(`slots have ${rate} blocks`, DECIDED_SECONDS, async () => {
    const final = await chain.client.getFinalizedBlock();
    return (await rateAfter(chain, final.hash)) === rate && final.number;
  });
  return { referendum, number };
}
