// SPDX-License-Identifier: Apache-2.0

import { Enum } from "polkadot-api";
import { expect, it } from "vitest";
import { measureCadence } from "../src/cadence.ts";
import { RIDE, account, connect, firstWhere, freeBalance } from "../src/chain.ts";
import { finalBlockBy } from "../src/parachain.ts";
import { followRelay } from "../src/relay.ts";
import { longestRun } from "../src/table.ts";
import { until } from "../src/until.ts";
import { useNetwork } from "./use-network.ts";

const PARA_ID = 2000;
/** Relay slots for which the included head may stand still: a session change, and a collator that is gone. */
const LONGEST_STANDSTILL = 8;

const network = useNetwork("local");

it("cadence: a block in each relay slot, by both collators, ahead of inclusion", async () => {
  const cadence = await measureCadence(network(), {
    title: "Cadence with the lookahead collator",
    collator: "charlie",
    paraId: PARA_ID,
    relayBlocks: 30,
  });
  expect(cadence.perRelayBlock).toBeGreaterThanOrEqual(0.9);
  expect(cadence.authored).toHaveLength(2);
  for (const blocks of cadence.authored) expect(blocks).toBeGreaterThan(0);
  expect(cadence.longestSegment).toBeGreaterThanOrEqual(2);
});

it("life: a transfer is final, a killed collator comes back, and the chain goes on meanwhile", async () => {
  const relay = connect(network().node("alice").rpc);
  const charlie = connect(network().node("charlie").rpc);
  const [alice, eve] = [account("//Alice"), account("//Eve")];

  const before = await freeBalance(charlie, eve.address);
  const sent = await charlie.api.tx.Balances.transfer_keep_alive({
    dest: Enum("Id", eve.address),
    value: 3n * RIDE,
  }).signAndSubmit(alice.signer);
  expect(sent.ok).toBe(true);
  expect((await freeBalance(charlie, eve.address)) - before).toBe(3n * RIDE);

  // Blocks that are final when the collator dies.
  const dave = connect(network().node("dave").rpc);
  const final = await dave.client.getFinalizedBlock();
  dave.client.destroy();

  let authorsAgain = false;
  const watching = followRelay(relay, 420, "the killed collator to author again", () => authorsAgain);
  await network().kill("dave");
  const whileGone = await charlie.client.getFinalizedBlock();
  await firstWhere(
    charlie.client.finalizedBlock$,
    (block) => block.number >= whileGone.number + 3,
    120,
    "the chain goes on with one collator",
  );
  network().restart("dave");

  const back = connect(network().node("dave").rpc);
  const stored = await until("the restarted collator answers", 120, () =>
    back.client._request("chain_getBlockHash", [final.number]),
  );
  expect(stored).toBe(final.hash);

  const height = await finalBlockBy(back, account("//Dave"), whileGone.number + 3, 180);
  expect(height).toBeGreaterThan(final.number);
  authorsAgain = true;
  const included = (await watching).map((block) => block.included.some(({ paraId }) => paraId === PARA_ID));
  expect(longestRun(included, false)).toBeLessThanOrEqual(LONGEST_STANDSTILL);

  for (const chain of [relay, charlie, back]) chain.client.destroy();
});
