// SPDX-License-Identifier: Apache-2.0

import type { JsonRpcProvider } from "polkadot-api";

/** The prefix of our own requests' ids. The client's own ids begin otherwise. */
const OURS = "unpin-";

/**
 * Lets a client start from the last final block alone.
 *
 * A node reports some thirty final blocks at the start. If the runtime changes within them, the client (polkadot-api
 * 2.2) searches for the block of the change without end: right after an upgrade it could not connect.
 */
export function fromLastFinal(provider: JsonRpcProvider): JsonRpcProvider {
  return (onMessage, ...rest) => {
    let sent = 0;
    const connection = provider(
      (message: any) => {
        if (typeof message.id === "string" && message.id.startsWith(OURS)) return;
        const event = message.params?.result;
        if (message.method !== "chainHead_v1_followEvent" || event.event !== "initialized") return onMessage(message);
        const hashes: string[] = event.finalizedBlockHashes;
        const unused = hashes.slice(0, -1);
        onMessage({
          ...message,
          params: { ...message.params, result: { ...event, finalizedBlockHashes: hashes.slice(-1) } },
        });
        // The node counts blocks that are neither used nor unpinned against the connection.
        if (unused.length === 0) return;
        const params = [message.params.subscription, unused];
        connection.send({ jsonrpc: "2.0", id: `${OURS}${(sent += 1)}`, method: "chainHead_v1_unpin", params });
      },
      ...rest,
    );
    return connection;
  };
}
