// SPDX-License-Identifier: Apache-2.0

// Tries the steps of an upgrade together, before any is paid for.

import { afterEach, expect, it, vi } from "vitest";
import { account } from "../../client/account.ts";
import type { Outrider } from "../../client/chain.ts";
import { Runtime } from "../../client/runtime.ts";
import type { Step } from "../../client/upgrade/steps.ts";
import { trial } from "../../client/upgrade/trial.ts";

afterEach(() => vi.restoreAllMocks());

const [dave, eve] = [account("//Dave"), account("//Eve")];
const step = (key: string, by: typeof dave | null, isReady = true): Step =>
  ({ key, what: `do ${key}`, by, call: { decodedCall: key }, deposit: 0n, isReady }) as Step;

/** A node on which the calls with these keys fail in a dry run. */
function chainOf(failing: Record<string, string>): { chain: Outrider; tried: string[][] } {
  vi.spyOn(Runtime, "of").mockResolvedValue({ explain: ({ type }: any) => type } as any);
  const tried: string[][] = [];
  const dry_run_call = async (origin: any, { calls }: any) => {
    expect(origin).toMatchObject({ type: "system", value: { type: "Root" } });
    tried.push(calls.map(({ as_origin, call }: any) => `${call} by ${as_origin.value.value}`));
    const emitted_events = calls.flatMap(({ call }: any) => {
      const result = call in failing ? { success: false, value: { type: failing[call] } } : { success: true };
      return [{ type: "Balances", value: { type: "Held" } }, { type: "Utility", value: { type: "DispatchedAs", value: { result } } }];
    });
    return { success: true, value: { execution_result: { success: true }, emitted_events } };
  };
  const dispatch_as = (decodedCall: any) => ({ decodedCall });
  const Utility = { dispatch_as, batch_all: dispatch_as };
  return { chain: { api: { tx: { Utility }, apis: { DryRunApi: { dry_run_call } } } } as unknown as Outrider, tried };
}

it("each refused step is reported with its reason and its signer", async () => {
  const { chain, tried } = chainOf({ "vote 0 eve": "AlreadyDelegating" });
  const steps = [step("preimage", dave), step("referendum", dave), step("vote 0 eve", eve, false), step("apply", null, false)];
  expect(await trial(chain, steps)).toEqual([{ step: steps[2], why: "AlreadyDelegating" }]);
  expect(tried).toEqual([[`preimage by ${dave.address}`, `referendum by ${dave.address}`, `vote 0 eve by ${eve.address}`]]);
});

it("steps that wait for others are not tried, and without steps there is no dry run", async () => {
  const waiting = step("dispatch", dave, false);
  const { chain, tried } = chainOf({ dispatch: "CallIsNotWhitelisted" });
  expect(await trial(chain, [waiting, step("apply", null)])).toEqual([]);
  expect(tried).toEqual([]);
  expect(await trial(chain, [step("close 3", dave), waiting])).toHaveLength(1);
  expect(tried).toHaveLength(1);
});

it("a node's answer with too few steps is refused", async () => {
  const { chain } = chainOf({});
  (chain.api.apis.DryRunApi as any).dry_run_call = async () => ({
    success: true,
    value: { execution_result: { success: true }, emitted_events: [] },
  });
  await expect(trial(chain, [step("referendum", dave)])).rejects.toThrow("the node has tried 0 of 1 steps");
});
