// SPDX-License-Identifier: Apache-2.0

import { expect, it } from "vitest";
import { connect } from "../../client/chain.ts";
import { printTable } from "../../client/table.ts";
import { backedPerRelayBlock, firstIncluded, validatorsAreReady, withoutSessionChanges } from "../src/cadence.ts";
import { followRelay } from "../src/relay.ts";
import { useNetwork } from "./use-network.ts";

const ASYNC = 2000;
const SYNC = 2001;
const RELAY_BLOCKS = 30;

const network = useNetwork("sync-versus-async");

it("sync versus async: on one relay chain, asynchronous backing makes nearly twice the blocks", async () => {
  const relay = connect(network().node("alice").rpc);
  await validatorsAreReady(network(), 2);
  await firstIncluded(relay, [ASYNC, SYNC]);
  const blocks = await followRelay(
    relay,
    RELAY_BLOCKS * 6 * 2,
    `${RELAY_BLOCKS} relay blocks`,
    (seen) => withoutSessionChanges(seen).length >= RELAY_BLOCKS,
  );
  relay.client.destroy();

  const rate = { async: backedPerRelayBlock(blocks, ASYNC), sync: backedPerRelayBlock(blocks, SYNC) };
  const ratio = rate.async / rate.sync;
  printTable("Synchronous and asynchronous backing on one relay chain", [
    ["relay blocks, session changes left out", RELAY_BLOCKS],
    ["parablocks per relay block, synchronous (12 s)", rate.sync.toFixed(2)],
    ["parablocks per relay block, asynchronous (6 s)", rate.async.toFixed(2)],
    ["ratio", ratio.toFixed(2)],
  ]);
  expect(rate.sync).toBeGreaterThan(0);
  expect(rate.async).toBeGreaterThanOrEqual(0.9);
  // A session change costs the 6-second chain a block, and the 12-second chain, whose slots are longer, none: 30 blocks
  // against 16 or 17, out of 33 relay blocks.
  expect(ratio).toBeGreaterThanOrEqual(1.7);
});
