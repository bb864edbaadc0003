// SPDX-License-Identifier: Apache-2.0

// The error of a payment that does not reach its stage in time.

import type { TxEvent } from "polkadot-api";
import { Subject } from "rxjs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { awaitStage } from "../../client/await-stage.ts";
import type { Outrider } from "../../client/chain.ts";
import type { BlockStatus, FinalityStream } from "../../client/finality.ts";
import { blockStatus } from "./mock-node.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function waiting() {
  const events = new Subject<TxEvent>();
  let tell: (status: BlockStatus) => void = () => {};
  let lose: (error: Error) => void = () => {};
  const block = (_: string, told: typeof tell, lost: typeof lose) => {
    [tell, lose] = [told, lost];
    return () => {};
  };
  const stream = { block } as unknown as FinalityStream;
  const done = awaitStage({} as Outrider, { events, stream, stage: "finalized", seconds: 300, told() {} });
  const isIn = (hash: string) => events.next({ type: "txBestBlocksState", found: true, ok: true, block: { hash } } as TxEvent);
  return { done, isIn, tell: (status: BlockStatus) => tell(status), lose: (error: Error) => lose(error) };
}

const gaveUp = async (done: Promise<BlockStatus>): Promise<string> => {
  const failure = done.then(
    () => "it has come",
    ({ message }: Error) => message,
  );
  await vi.advanceTimersByTimeAsync(300_000);
  return failure;
};

it("says that no block has the payment, and that it may still come", async () => {
  const { done } = waiting();
  expect(await gaveUp(done)).toBe(
    "gave up after 300 s waiting until it is finalized: the transaction was sent, and no block has it yet. It may still come into one: do not send it again before you have looked",
  );
});

it("says which block has the payment, and the block's stage", async () => {
  const status = blockStatus({ number: 7, stage: "included", builtMs: 0 });
  const told = waiting();
  told.isIn(status.hash);
  told.tell(status);
  expect(await gaveUp(told.done)).toContain(`the transaction was sent and is in block ${status.hash}, which is included. Do not send it again`);
  const silent = waiting();
  silent.isIn(status.hash);
  expect(await gaveUp(silent.done)).toContain(`is in block ${status.hash}, which the node does not follow. Do not send it again`);
});

it("says where the payment is when the connection is lost", async () => {
  const status = blockStatus({ number: 7, stage: "backed", builtMs: 0 });
  const told = waiting();
  told.isIn(status.hash);
  told.tell(status);
  told.lose(new Error("the connection is lost"));
  await expect(told.done).rejects.toThrow(
    `the connection is lost: the transaction was sent and is in block ${status.hash}, which is backed. Do not send it again`,
  );
});
