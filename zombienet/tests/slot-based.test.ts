// SPDX-License-Identifier: Apache-2.0

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { measureCadence } from "../src/cadence.ts";
import { type Network, startNetwork } from "../src/network.ts";

let network: Network;
let failed = false;

beforeAll(async () => {
  network = await startNetwork("slot-based");
});
afterEach(({ task }) => {
  failed ||= task.result?.state === "fail";
});
afterAll(() => network?.stop(failed));

it("slot-based: a block in each relay slot, by both collators", async () => {
  const cadence = await measureCadence(network, {
    title: "Cadence with the slot-based collator",
    collator: "charlie",
    paraId: 2000,
    relayBlocks: 30,
  });
  expect(cadence.perRelayBlock).toBeGreaterThanOrEqual(0.9);
  expect(cadence.authored).toHaveLength(2);
  for (const blocks of cadence.authored) expect(blocks).toBeGreaterThan(0);
});
