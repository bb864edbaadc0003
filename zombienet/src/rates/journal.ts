// SPDX-License-Identifier: Apache-2.0

// Every final block of a chain, read when it becomes final: at twelve blocks in a slot a node keeps a block's state for two minutes.

import type { Outrider } from "../../../client/chain.ts";
import { Runtime } from "../../../client/runtime.ts";
import { type Past, readPast } from "../upgrade/history.ts";
import { until } from "../until.ts";

export interface Journal {
  /** The final blocks so far, without gaps. */
  blocks: Past[];
  /** The numbers of those that are the first on their core, and so may run tasks. A slot with several cores has several. */
  first: Set<number>;
  /** Ends the journal with the last final block. Fails with the first error in between. */
  stop(): Promise<void>;
}

/** A block's place in its bundle, an item of its header: engine CMLS, kind 2, the place, and whether the block is the last one. */
const PLACE = /^0x06434d4c530c02([0-9a-f]{2})/;

/** Whether a header is that of a first block on a core. The lookahead collator says nothing, and builds no others. */
export const isFirst = (logs: string[]): boolean => logs.every((log) => (PLACE.exec(log)?.[1] ?? "00") === "00");

/** Writes a journal from now on. */
export async function keepJournal(chain: Outrider): Promise<Journal> {
  const runtime = await Runtime.of(chain);
  const blocks: Past[] = [];
  const first = new Set<number>();
  const read = async (number: number) => {
    const block = await readPast(chain, runtime, [], number);
    const { digest } = await chain.client._request<{ digest: { logs: string[] } }>("chain_getHeader", [block.hash]);
    if (isFirst(digest.logs)) first.add(number);
    blocks.push(block);
  };
  let known = 0;
  let failure: unknown;
  let queue = Promise.resolve();
  const fail = (error: unknown) => {
    failure ??= error;
  };
  const subscription = chain.client.finalizedBlock$.subscribe({
    next({ number }) {
      known = number;
      queue = queue.then(() => read(number)).catch(fail);
    },
    error: fail,
  });
  return {
    blocks,
    first,
    async stop() {
      subscription.unsubscribe();
      await until(`the journal has block ${known}`, 60, () => failure !== undefined || blocks.at(-1)?.number === known);
      await queue;
      if (failure !== undefined) throw failure;
    },
  };
}
