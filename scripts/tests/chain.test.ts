// SPDX-License-Identifier: Apache-2.0

// A connection to a slow node.

import type { JsonRpcProvider } from "polkadot-api";
import { afterEach, expect, it, vi } from "vitest";
import { clientOver } from "../../client/chain.ts";

const HASH = `0x${"01".repeat(32)}`;

afterEach(() => {
  vi.useRealTimers();
});

/** A node that names its finalized block, and answers no question about the block. */
function slowNode(asked: (method: string) => void): JsonRpcProvider {
  return (onMessage) => ({
    send({ id, method }: any) {
      asked(method);
      if (method === "rpc_methods") onMessage({ jsonrpc: "2.0", id, result: { methods: ["chainHead_v1_follow"] } });
      if (method !== "chainHead_v1_follow") return;
      onMessage({ jsonrpc: "2.0", id, result: "follow" });
      const result = { event: "initialized", finalizedBlockHashes: [HASH], finalizedBlockRuntime: null };
      queueMicrotask(() =>
        onMessage({ jsonrpc: "2.0", method: "chainHead_v1_followEvent", params: { subscription: "follow", result } }),
      );
    },
    disconnect() {},
  });
}

it("a client that is destroyed while it waits for a node asks nothing more", async () => {
  vi.useFakeTimers();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const methods: string[] = [];
  const client = clientOver(slowNode((method) => methods.push(method)));
  client.getFinalizedBlock().catch(() => {});
  await vi.waitFor(() => expect(methods).toContain("chainHead_v1_storage"));
  client.destroy();
  // Errors that timers throw make the test fail.
  await vi.advanceTimersByTimeAsync(1_000);
  expect(methods.filter((method) => method === "chainHead_v1_follow")).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
