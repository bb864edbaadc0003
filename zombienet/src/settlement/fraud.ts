// SPDX-License-Identifier: Apache-2.0

// A false batch, and what the chain makes of it.

import { RIDE } from "../../../client/amount.ts";
import type { Outrider } from "../../../client/chain.ts";
import { Runtime } from "../../../client/runtime.ts";
import { type Chunk, NO_FEES, draft, submitBatch } from "../../../client/settlement/batch.ts";
import { hex } from "../../../client/settlement/bytes.ts";
import type { State } from "../../../client/settlement/state.ts";
import { domainOf } from "../../../client/settlement/user.ts";
import { until } from "../until.ts";
import { eventOf, tryInclude } from "../upgrade/transactions.ts";
import { ledgerAt } from "./ledger.ts";
import { type Acting, BEST, allFinal } from "./nodes.ts";

/** What a false batch gives the first account, from nowhere. */
const LIE = 1_000_000n * RIDE;
/** Where the turn is another sequencer's, and that one's blocks are missing: two turns of ten lived slots of 12 seconds, twice. */
const POSTED_SECONDS = 900;

const enrich = (state: State) => {
  const first = state.account(0)!;
  state.setAccount(0, { ...first, free: first.free + LIE });
};

export interface FalseBatch {
  id: bigint;
  /** The root that it ends with. */
  root: string;
  /** The number of the block with it, as this node sees the chain. */
  number: number;
}

/**
 * Posts a batch that is true but for the last root, in the name of a sequencer whose node does not run. Waits for its turn, and until
 * all before is final: only then this client knows the state.
 */
export async function postFalse(chain: Outrider, { who }: Acting, chunks: Chunk[]): Promise<FalseBatch> {
  const context = { domain: await domainOf(chain), feeTo: NO_FEES };
  let known: { root: string; state: State } | undefined;
  return until(`a false batch of ${who.address} is posted`, POSTED_SECONDS, async () => {
    const { root } = await allFinal(chain, POSTED_SECONDS);
    if (known?.root !== root) known = { root, state: (await ledgerAt(chain, root)).ledger.state };
    if (!(await chain.api.apis.SettlementApi.may_post(who.address, BEST))) return undefined;
    const made = await draft(chain, known.state, context, chunks, enrich);
    // The clock in the inbox may move on in between: the chain refuses the batch then.
    const { ok, block } = await tryInclude(chain, submitBatch(chain, made), who);
    return ok ? { id: made.batch, root: hex(made.after.root()), number: block.number } : undefined;
  });
}

/** A final block, with its events. */
export interface Happened {
  number: number;
  events: any[];
}

/** Waits for the first final block from a number on of which an event is accepted. */
export async function happens(
  chain: Outrider,
  from: number,
  name: string,
  seconds: number,
  accept: (value: any) => boolean = () => true,
): Promise<Happened> {
  const runtime = await Runtime.of(chain);
  let next = from;
  return until(`a final block has an event ${name} of settlement`, seconds, async () => {
    const { number: last } = await chain.client.getFinalizedBlock();
    for (; next <= last; next += 1) {
      const hash = await chain.client._request<string>("chain_getBlockHash", [next]);
      const events = ((await runtime.read(hash, "System", "Events")) as any[] | undefined)?.map(({ event }) => event) ?? [];
      const isIt = ({ type, value }: any) => type === "Settlement" && value.type === name && accept(value.value);
      if (events.some(isIt)) return { number: next, events };
    }
    return undefined;
  });
}

/** What a sequencer has lost by a fraud. Amounts are in plank. */
export interface Slash {
  who: string;
  reporter: string;
  amount: bigint;
  bounty: bigint;
}

export const slashIn = ({ events }: Happened): Slash => eventOf(events, "Settlement", "Slashed");
