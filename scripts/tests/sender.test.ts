// SPDX-License-Identifier: Apache-2.0

// How the upgrade tool counts the results of its transactions.

import { Subject } from "rxjs";
import { expect, it, vi } from "vitest";
import { account } from "../../client/account.ts";
import type { Outrider } from "../../client/chain.ts";
import { Runtime } from "../../client/runtime.ts";
import { periodAt } from "../../client/signing.ts";
import { Sender } from "../../client/upgrade/sender.ts";
import type { Step } from "../../client/upgrade/steps.ts";

const alice = account("//Alice");
const none = { filter: () => [] };
const FEE = 7n;

/** A node on which every dry run succeeds, and the transactions that were sent to it. */
function world() {
  vi.spyOn(Runtime, "of").mockResolvedValue({ explain: ({ type }: any) => type } as any);
  const sent: Subject<any>[] = [];
  const fees = { filter: () => [{ payload: { actual_fee: FEE } }] };
  const chain = {
    client: { _request: async (method: string) => (method === "state_call" ? "0x0c000000" : sent.length) },
    api: {
      apis: { DryRunApi: { dry_run_call: async () => ({ success: true, value: { execution_result: { success: true } } }) } },
      query: { System: { Account: { getValue: async () => ({ nonce: sent.length }) } } },
      event: {
        System: { RejectedInvalidAuthorizedUpgrade: none },
        TechnicalCommittee: { Executed: none },
        TransactionPayment: { TransactionFeePaid: fees },
      },
    },
  } as unknown as Outrider;
  const options: any[] = [];
  const call = { signSubmitAndWatch: (_: unknown, given: unknown) => (options.push(given), sent.push(new Subject()), sent.at(-1)) };
  const step = { key: "step", what: "do it", by: alice, call, deposit: 0n, isReady: true } as Step;
  return { sender: new Sender(chain, () => {}), step, sent, options };
}

const block = (number: number) => ({ number, hash: `0x${number}`, index: 0 });
const inBest = (number: number, ok: boolean) => ({ type: "txBestBlocksState", found: true, block: block(number), ok, events: [], dispatchError: { type: "Failed" } });
const final = (number: number, ok: boolean) => ({ ...inBest(number, ok), type: "finalized" });
const settled = () => new Promise(setImmediate);

it("one transaction that fails counts once, in however many blocks it is", async () => {
  const { sender, step, sent } = world();
  await sender.send(step, block(1));
  // Two forks have the transaction, and then one of the two blocks is final.
  for (const event of [inBest(2, false), inBest(3, false)]) sent[0]!.next(event);
  await settled();
  sent[0]!.next(final(3, false));
  await settled();
  sender.check();
  // The fee was paid, and the step is still missing.
  expect(sender.done).toMatchObject([{ what: "do it", fee: FEE }]);
  await sender.send(step, block(2));
  expect(sent).toHaveLength(2);
  sent[1]!.next(final(5, false));
  await settled();
  sender.check();
  await sender.send(step, block(6));
  sent[2]!.next(final(7, false));
  await settled();
  expect(() => sender.check()).toThrow("can't do it: Failed");
});

it("a transaction stays valid for 64 slots at least, however many blocks a slot has", async () => {
  const { sender, step, options } = world();
  await sender.send(step, block(1));
  // Twelve blocks in a slot.
  expect(options[0].mortality).toEqual({ mortal: true, period: 1_024 });
  expect([1, 2, 3, 6].map(periodAt)).toEqual([64, 128, 256, 512]);
});

it("a step that is final is not taken again", async () => {
  const { sender, step, sent } = world();
  await sender.send(step, block(1));
  sent[0]!.next(inBest(2, true));
  sent[0]!.next(final(2, true));
  await sender.send(step, block(1));
  expect(sent).toHaveLength(1);
  expect(sender.done).toMatchObject([{ block: { number: 2 }, fee: FEE }]);
});
