// SPDX-License-Identifier: Apache-2.0

import { expect, it } from "vitest";
import { LEAST_IN_EACH_SLOT, measureCadence } from "../src/cadence.ts";
import { useNetwork } from "./use-network.ts";

const network = useNetwork("slot-based");

it("slot-based: a block in each relay slot, by both collators", async () => {
  const cadence = await measureCadence(network(), {
    title: "Cadence with the slot-based collator",
    collator: "charlie",
    paraId: 2000,
    relayBlocks: 30,
  });
  expect(cadence.perRelayBlock).toBeGreaterThanOrEqual(LEAST_IN_EACH_SLOT);
  expect(cadence.authored).toHaveLength(2);
  for (const blocks of cadence.authored) expect(blocks).toBeGreaterThan(0);
});
