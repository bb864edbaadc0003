// SPDX-License-Identifier: Apache-2.0

// Records both chains during an upgrade.

import { type Chain, type Outrider, connect, connectOutrider } from "../../../client/chain.ts";
import type { Network } from "../network.ts";
import { type Seen, watchBestBlocks } from "../parachain.ts";
import { type RelayBlock, followRelay } from "../relay.ts";
import { within } from "../until.ts";

/** The longest wait for the next final block, with which the record ends, in seconds. */
const END_SECONDS = 120;
/** Longer than any scenario: the follower ends when it is stopped. */
const NEVER_SECONDS = 3_600;

export interface Recorder {
  relay: Chain;
  chain: Outrider;
  /** The relay chain's final blocks so far. */
  relayBlocks: RelayBlock[];
  /** The parachain's best blocks so far. */
  seen: Seen[];
  stop(): Promise<void>;
}

/** Starts recording. */
export function record(network: Network, collator: string): Recorder {
  const relay = connect(network.node("alice").rpc);
  const chain = connectOutrider(network.node(collator).rpc);
  const relayBlocks: RelayBlock[] = [];
  let isOver = false;
  const following = followRelay(relay, NEVER_SECONDS, "the scenario to end", (blocks) => {
    relayBlocks.push(blocks.at(-1)!);
    return isOver;
  });
  following.catch(() => {});
  const best = watchBestBlocks(chain);
  return {
    relay,
    chain,
    relayBlocks,
    seen: best.seen,
    async stop() {
      isOver = true;
      try {
        await within(END_SECONDS, "the relay chain has another final block, and all that was seen is read", [following, best.stop()]);
      } finally {
        chain.client.destroy();
        relay.client.destroy();
      }
    },
  };
}
