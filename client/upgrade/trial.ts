// SPDX-License-Identifier: Apache-2.0

// Tries all steps of an upgrade in one dry run, one after the other. The dry run changes nothing and costs no fee.

import { Enum } from "polkadot-api";
import type { Outrider } from "../chain.ts";
import { type DispatchError, Runtime } from "../runtime.ts";
import { XCM_VERSION } from "../submit.ts";
import type { Step } from "./steps.ts";

/** A step that the chain would refuse, with the reason. */
export interface Refused {
  step: Step;
  why: string;
}

/** Whether all steps that must come first are among `steps`. A step that waits for other people can't be tried. */
function canBeTried(step: Step, steps: Step[]): boolean {
  if (step.by === null) return false;
  return step.isReady || step.key !== "dispatch" || steps.some(({ key }) => key.startsWith("close "));
}

/** The steps that the chain would refuse after the steps before them. */
export async function trial(chain: Outrider, steps: Step[]): Promise<Refused[]> {
  const tried = steps.filter((step) => canBeTried(step, steps));
  if (tried.length === 0) return [];
  const { Utility } = chain.api.tx;
  // Root's batch continues after a failed inner call, and reports each result.
  const calls = tried.map(({ by, call }) => {
    const asOrigin = Enum("system", Enum("Signed", by!.address));
    return Utility.dispatch_as({ as_origin: asOrigin as any, call: call.decodedCall as any }).decodedCall;
  });
  const root = Enum("system", Enum("Root")) as any;
  const batch = Utility.batch_all({ calls: calls as any }).decodedCall as any;
  const effects = await chain.api.apis.DryRunApi.dry_run_call(root, batch, XCM_VERSION, { at: "best" });
  if (!effects.success) throw new Error(`the node can't try the steps: ${effects.value.type}`);
  const { execution_result, emitted_events } = effects.value;
  const runtime = await Runtime.of(chain);
  if (!execution_result.success) {
    throw new Error(`the node can't try the steps: ${runtime.explain(execution_result.value.error as DispatchError)}`);
  }
  const results: any[] = (emitted_events as any[])
    .filter(({ type, value }) => type === "Utility" && value.type === "DispatchedAs")
    .map(({ value }) => value.value.result);
  if (results.length !== tried.length) throw new Error(`the node has tried ${results.length} of ${tried.length} steps`);
  return tried.flatMap((step, i) => {
    const result = results[i]!;
    return result.success ? [] : [{ step, why: runtime.explain(result.value as DispatchError) }];
  });
}
