// SPDX-License-Identifier: Apache-2.0

// Every final block of a chain, read when it becomes final: at twelve blocks in a slot a node keeps a block's state for two minutes.

import type { Outrider } from "../../../client/chain.ts";
import { Runtime } from "../../../client/runtime.ts";
import { type Past, readPast } from "../upgrade/history.ts";
import { until } from "../until.ts";

export interface Journal {
  /** The final blocks so far, without gaps. */
  blocks: Past[];
  /** Ends the journal with the last final block. Fails with the first error in between. */
  stop(): Promise<void>;
}

/** Writes a journal from now on. */
export async function keepJournal(chain: Outrider): Promise<Journal> {
  const runtime = await Runtime.of(chain);
  const blocks: Past[] = [];
  let known = 0;
  let failure: unknown;
  let queue = Promise.resolve();
  const fail = (error: unknown) => {
    failure ??= error;
  };
  const subscription = chain.client.finalizedBlock$.subscribe({
    next({ number }) {
      known = number;
      queue = queue.then(async () => void blocks.push(await readPast(chain, runtime, [], number))).catch(fail);
    },
    error: fail,
  });
  return {
    blocks,
    async stop() {
      subscription.unsubscribe();
      await until(`the journal has block ${known}`, 60, () => failure !== undefined || blocks.at(-1)?.number === known);
      await queue;
      if (failure !== undefined) throw failure;
    },
  };
}

/** The first block of each candidate: a candidate has one relay parent, and the next one a later one. */
export const firstOfBundles = (blocks: Past[]): Past[] => blocks.filter((block, i) => block.relay > (blocks[i - 1]?.relay ?? -1));
