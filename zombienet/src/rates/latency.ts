// SPDX-License-Identifier: Apache-2.0

// How long a transaction takes from its submission to a best block and to a final one.

import type { Observable } from "rxjs";
import { interval, lastValueFrom, mergeMap, take } from "rxjs";
import type { Account } from "../../../client/account.ts";
import type { Chain } from "../../../client/chain.ts";
import { sendBatch, signTransfers } from "../burst.ts";
import { until } from "../until.ts";

/** Longer than a transaction takes to be final on a busy network. */
const FINAL_SECONDS = 180;

export interface Latency {
  /** When the transaction was sent, in milliseconds since 1970. */
  sentMs: number;
  /** Seconds to the first best block that has the transaction. The block may be retracted later. */
  best: number;
  /** Seconds to the final block. */
  final: number;
}

/**
 * Notes when blocks of a stream first have each of an account's transactions. A block has those below the account's nonce in it.
 * A time is that at which this client got the block.
 */
function arrivals(chain: Chain, { address }: Account, blocks: Observable<string>, first: number, count: number) {
  const at: number[] = [];
  let queue = Promise.resolve();
  let failure: unknown;
  const subscription = blocks.subscribe((hash) => {
    const now = Date.now();
    queue = queue
      .then(async () => {
        const { nonce } = await chain.api.query.System.Account.getValue(address, { at: hash });
        while (at.length < Math.min(nonce - first, count)) at.push(now);
      })
      .catch((error) => {
        failure ??= error;
      });
  });
  return {
    at,
    isComplete: () => {
      if (failure !== undefined) throw failure;
      return at.length === count;
    },
    stop: () => subscription.unsubscribe(),
  };
}

/** Sends transfers of one account, one each `everyMs`, and measures how long each takes. */
export async function latencies(
  chain: Chain,
  rpc: string,
  sender: Account,
  { count, everyMs }: { count: number; everyMs: number },
): Promise<Latency[]> {
  const { transactions, first } = await signTransfers(chain, sender, count);
  const { bestBlocks$, finalizedBlock$ } = chain.client;
  const best = arrivals(chain, sender, bestBlocks$.pipe(mergeMap(([block]) => (block ? [block.hash] : []))), first, count);
  const final = arrivals(chain, sender, finalizedBlock$.pipe(mergeMap(({ hash }) => [hash])), first, count);
  const sent: number[] = [];
  const sending = interval(everyMs).pipe(
    take(count),
    mergeMap(async (i) => {
      sent[i] = Date.now();
      await sendBatch(rpc, [transactions[i]!]);
    }, 1),
  );
  try {
    await lastValueFrom(sending);
    await until(`${count} transfers are final`, FINAL_SECONDS, () => best.isComplete() && final.isComplete());
  } finally {
    best.stop();
    final.stop();
  }
  const seconds = (from: number, to: number) => (to - from) / 1_000;
  return sent.map((sentMs, i) => ({ sentMs, best: seconds(sentMs, best.at[i]!), final: seconds(sentMs, final.at[i]!) }));
}
