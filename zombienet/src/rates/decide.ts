// SPDX-License-Identifier: Apache-2.0

// Changes the pace of a running chain, as governance does.

import { Enum } from "polkadot-api";
import { account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import { bytesOf } from "../scale.ts";
import { until } from "../until.ts";
import { VOTERS, dave, propose } from "../upgrade/activity.ts";

/** A referendum of the root track with all votes is enacted after some two minutes on a local network. */
const DECIDED_SECONDS = 420;

export interface Pace {
  /** Blocks in a slot. */
  rate: number;
  /** How many relay-chain blocks the relay parent is behind the newest one. */
  relayParentOffset: number;
}

/** All paces, as command lines name them. */
export const PACES = [1, 2, 3, 6, 12].flatMap((rate) => [0, 1].map((offset) => `${rate}/${offset}`));

/** The pace of this name. */
export function paceOf(name: string): Pace {
  if (!PACES.includes(name)) throw new Error(`unknown pace \`${name}\`; known: ${PACES.join(", ")}`);
  const [rate, relayParentOffset] = name.split("/").map(Number) as [number, number];
  return { rate, relayParentOffset };
}

/** A pace in words. */
export const nameOf = ({ rate, relayParentOffset }: Pace) => `${rate} in a slot, offset ${relayParentOffset}`;

/** The pace of the next slot after this block, by the answers that collators get. */
export async function paceAfter(chain: Outrider, hash: string): Promise<Pace> {
  const ask = async (name: string) =>
    Buffer.from(bytesOf(await chain.client._request<string>("state_call", [name, "0x", hash]))).readUInt32LE(0);
  const rate = await ask("TargetBlockRate_target_block_rate");
  return { rate, relayParentOffset: await ask("RelayParentOffsetApi_relay_parent_offset") };
}

/** Has a referendum set the pace. Returns the first final block from which on slots have that many blocks. */
export async function decidePace(chain: Outrider, pace: Pace): Promise<{ referendum: number; number: number }> {
  const { rate, relayParentOffset } = pace;
  const referendum = await propose(chain, {
    origin: Enum("system", Enum("Root")),
    call: chain.api.tx.BlockRate.set_pace({ rate, relay_parent_offset: relayParentOffset }),
    when: Enum("After", 0),
    voters: VOTERS.map(account),
    aye: true,
    submitter: dave,
  });
  const number = await until(`the chain has ${nameOf(pace)}`, DECIDED_SECONDS, async () => {
    const final = await chain.client.getFinalizedBlock();
    const after = await paceAfter(chain, final.hash);
    return after.rate === rate && after.relayParentOffset === relayParentOffset && final.number;
  });
  return { referendum, number };
}
