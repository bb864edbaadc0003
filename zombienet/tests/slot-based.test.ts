// SPDX-License-Identifier: Apache-2.0

import { expect, it } from "vitest";
import { printTable } from "../../client/table.ts";
import { LEAST_IN_EACH_SLOT, measureCadence } from "../src/cadence.ts";
import { validateCandidates } from "../src/candidates.ts";
import { percentile } from "../src/statistics.ts";
import { useNetwork } from "./use-network.ts";

const PARACHAIN = 2000;
/** Milliseconds of CPU time in which a validator has to execute a candidate that it backs. */
const BACKING_LIMIT_MS = 2_000;

const network = useNetwork("slot-based");

it("slot-based: a block in each relay slot, by both collators; the validator's code accepts each in under 2 s", async () => {
  const cadence = await measureCadence(network(), {
    title: "Cadence with the slot-based collator",
    collator: "charlie",
    paraId: PARACHAIN,
    relayBlocks: 30,
  });
  expect(cadence.perRelayBlock).toBeGreaterThanOrEqual(LEAST_IN_EACH_SLOT);
  expect(cadence.authored).toHaveLength(2);
  for (const blocks of cadence.authored) expect(blocks).toBeGreaterThan(0);

  const backed = cadence.relayBlocks.flatMap((block) => block.backed).filter(({ paraId }) => paraId === PARACHAIN);
  const validated = validateCandidates(network(), Math.max(...backed.map(({ number }) => number)));
  const times = validated.map((candidate) => candidate.cpu_ms_max);
  printTable("Execution of the exported candidates by the validator's code", [
    ["candidates", validated.length],
    ["CPU time, p50", `${percentile(times, 0.5).toFixed(0)} ms`],
    ["CPU time, longest", `${Math.max(...times).toFixed(0)} ms`],
  ]);
  expect(validated.map(({ head }) => head)).toEqual(expect.arrayContaining(backed.map(({ hash }) => hash)));
  for (const time of times) expect(time).toBeLessThan(BACKING_LIMIT_MS);
});
