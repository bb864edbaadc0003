// SPDX-License-Identifier: Apache-2.0

import { Enum } from "polkadot-api";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Chain, RIDE, account, connect, firstWhere, freeBalance } from "../src/chain.ts";
import { DevFolder, DevNode } from "../src/dev-node.ts";

/** What one of these tests may take. */
const DEADLINE_MS = 120_000;

let folder: DevFolder;

beforeEach(() => {
  folder = new DevFolder();
});
afterEach(({ task }) => folder.close(task.result?.state === "fail"));

const [alice, eve] = [account("//Alice"), account("//Eve")];

function send(chain: Chain, amount: bigint): Promise<{ ok: boolean }> {
  const call = { dest: Enum("Id", eve.address), value: amount };
  return chain.api.tx.Balances.transfer_keep_alive(call).signAndSubmit(alice.signer);
}

/** The clocks of the chain at its newest final block. */
async function clocks(chain: Chain): Promise<{ number: number; relayNumber: number; timestamp: bigint }> {
  const { number, hash } = await chain.client.getFinalizedBlock();
  const relayNumber = await chain.api.query.ParachainSystem.LastRelayChainBlockNumber.getValue({ at: hash });
  const timestamp = await chain.api.query.Timestamp.Now.getValue({ at: hash });
  return { number, relayNumber, timestamp };
}

const finalAbove = (chain: Chain, number: number) =>
  firstWhere(chain.client.finalizedBlock$, (block) => block.number > number, 60, `a final block above ${number}`);

it("dev: blocks without a relay chain, a transfer, a clean stop, and a clock that goes on after a restart", async () => {
  let node = await DevNode.start(folder, "--dev-block-time", "500");
  let chain = connect(node.rpc);
  await finalAbove(chain, 2);

  const before = await freeBalance(chain, eve.address);
  expect((await send(chain, 5n * RIDE)).ok).toBe(true);
  expect((await freeBalance(chain, eve.address)) - before).toBe(5n * RIDE);

  const first = await clocks(chain);
  await finalAbove(chain, first.number + 3);
  const later = await clocks(chain);
  // A relay slot for each block, however fast they come, and the timestamp is that of the slot.
  expect(later.relayNumber - first.relayNumber).toBe(later.number - first.number);
  expect(later.timestamp).toBe(BigInt(later.relayNumber) * 6_000n);

  chain.client.destroy();
  const { code, output } = await node.stop("SIGTERM");
  expect(code).toBe(0);
  expect(output).not.toMatch(/panicked|corrupt/i);

  node = await DevNode.start(folder, "--dev-block-time", "500");
  chain = connect(node.rpc);
  await finalAbove(chain, later.number + 1);
  const again = await clocks(chain);
  expect(again.relayNumber - later.relayNumber).toBe(again.number - later.number);
  expect((await freeBalance(chain, eve.address)) - before).toBe(5n * RIDE);
  chain.client.destroy();
  expect((await node.stop("SIGINT")).code).toBe(0);
}, DEADLINE_MS);

it("dev: with instant seal a block comes with a transaction and not before", async () => {
  const node = await DevNode.start(folder, "--instant-seal");
  const chain = connect(node.rpc);
  expect((await chain.client.getFinalizedBlock()).number).toBe(0);
  for (const height of [1, 2]) {
    expect((await send(chain, RIDE)).ok).toBe(true);
    expect((await chain.client.getFinalizedBlock()).number).toBe(height);
  }
  chain.client.destroy();
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, DEADLINE_MS);

it("dev: the runtime before asynchronous backing takes two relay slots a block", async () => {
  const node = await DevNode.start(folder, "--chain", "local-sync-backing", "--dev-block-time", "500");
  const chain = connect(node.rpc);
  await finalAbove(chain, 2);
  const first = await clocks(chain);
  await finalAbove(chain, first.number + 3);
  const later = await clocks(chain);
  expect(later.relayNumber - first.relayNumber).toBe(2 * (later.number - first.number));
  chain.client.destroy();
  expect((await node.stop("SIGTERM")).code).toBe(0);
}, DEADLINE_MS);
