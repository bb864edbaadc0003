// SPDX-License-Identifier: Apache-2.0

import { Enum, InvalidTxError, type TxEvent, type TxFinalized } from "polkadot-api";
import type { Observable } from "rxjs";
import type { Account } from "./account.ts";
import { type Outrider, firstWhere } from "./chain.ts";
import { type DispatchError, Runtime } from "./runtime.ts";
import { type Signable, signAndWatch } from "./signing.ts";

/** The part of a call that a dry run needs. */
interface Tried {
  decodedCall: any;
}
/** A call of any pallet. */
export type Call = Signable & Tried;
export type Events = TxFinalized["events"];

/** The result of a transaction. */
export interface Receipt {
  block: { number: number; hash: string };
  events: Events;
  /** The fee that the signer has paid, in plank. */
  fee: bigint;
}

/** The longest time until a transaction is final, in seconds. On a local network finality takes about half a minute. */
export const FINAL_SECONDS = 180;
/** The XCM version of a dry run's answer. */
export const XCM_VERSION = 5;

/** The reason why the chain would refuse a call now. Asking costs no fee. */
export async function refusal(chain: Outrider, call: Tried, signer: Account): Promise<string | undefined> {
  const result = (await tryCall(chain, call, signer)).execution_result;
  return result.success ? undefined : (await Runtime.of(chain)).explain(result.value.error);
}

/** Runs a call on the present state, without keeping any change. */
export async function tryCall(chain: Outrider, call: Tried, signer: Account) {
  const origin = Enum("system", Enum("Signed", signer.address));
  const effects = await chain.api.apis.DryRunApi.dry_run_call(origin, call.decodedCall, XCM_VERSION, { at: "best" });
  if (!effects.success) throw new Error(`the node can't try the call: ${effects.value.type}`);
  return effects.value;
}

/** The reason why a node refuses a transaction, in words. */
export function invalid(error: unknown): unknown {
  if (!(error instanceof InvalidTxError)) return error;
  const { type, value } = error.error as DispatchError;
  const why = value?.type === "Payment" ? ": the account can't pay the fee" : "";
  return new Error(`the node refuses the transaction, ${type}.${value?.type}${why}`);
}

/** Signs a call, sends it, and waits until it is final. A call that the chain would refuse is not sent. */
export async function submit(chain: Outrider, call: Call, signer: Account): Promise<Receipt> {
  const refused = await refusal(chain, call, signer);
  if (refused !== undefined) throw new Error(refused);
  const events: Observable<TxEvent> = await signAndWatch(chain, call, signer);
  const final = firstWhere(events, ({ type }) => type === "finalized", FINAL_SECONDS, "the transaction is final");
  const done = (await final.catch((error) => Promise.reject(invalid(error)))) as TxFinalized;
  if (!done.ok) throw new Error((await Runtime.of(chain)).explain(done.dispatchError));
  const [fee] = chain.api.event.TransactionPayment.TransactionFeePaid.filter(done.events);
  return { block: done.block, events: done.events, fee: fee?.payload.actual_fee ?? 0n };
}
