// SPDX-License-Identifier: Apache-2.0

// Records both chains during an upgrade.

import { type Chain, type Outrider, connect, connectOutrider } from "../../../client/chain.ts";
import type { Network } from "../network.ts";
import { type Seen, watchBestBlocks } from "../parachain.ts";
import { type RelayRecord, recordRelay } from "../relay.ts";
import { within } from "../until.ts";

/** The longest wait for the next final block, with which the record ends, in seconds. */
const END_SECONDS = 120;

export interface Recorder {
  relay: Chain;
  chain: Outrider;
  relayRecord: RelayRecord;
  /** The parachain's best blocks so far. */
  seen: Seen[];
  stop(): Promise<void>;
}

/** Starts recording. */
export function record(network: Network, collator: string): Recorder {
  const relay = connect(network.node("alice").rpc);
  const chain = connectOutrider(network.node(collator).rpc);
  const relayRecord = recordRelay(relay);
  const best = watchBestBlocks(chain);
  return {
    relay,
    chain,
    relayRecord,
    seen: best.seen,
    async stop() {
      try {
        await within(END_SECONDS, "the relay chain has another final block, and all that was seen is read", [relayRecord.stop(), best.stop()]);
      } finally {
        chain.client.destroy();
        relay.client.destroy();
      }
    },
  };
}
