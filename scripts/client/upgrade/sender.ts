// SPDX-License-Identifier: Apache-2.0

// Sends the steps of an upgrade, several at once, and keeps book of them.

import type { TxEvent, TxFinalized } from "polkadot-api";
import type { Observable } from "rxjs";
import type { Account } from "../account.ts";
import type { Outrider } from "../chain.ts";
import { type DispatchError, Runtime } from "../runtime.ts";
import { invalid, refusal } from "../submit.ts";
import type { Block } from "./state.ts";
import type { Step } from "./steps.ts";

/** A step that has been taken. */
export interface Done {
  what: string;
  /** The address of who signed; nobody signs what anybody may submit. */
  by: string | null;
  block: Block;
  /** In plank. */
  fee: bigint;
}

/** What of a transaction a block tells. */
type InBlock = Pick<TxFinalized, "ok" | "events" | "block"> & { dispatchError?: unknown };

export class Sender {
  readonly done: Done[] = [];
  /** Steps whose transactions are not final yet. */
  private readonly underWay = new Set<string>();
  /** The nonces that come next, where this sender has used some. */
  private readonly nonces = new Map<string, number>();
  /** Accounts of which no transaction of an earlier run is on its way. */
  private readonly settled = new Set<string>();
  private error: Error | undefined;

  constructor(
    private readonly chain: Outrider,
    private readonly say: (line: string) => void,
  ) {}

  /** Fails if a step has. */
  check(): void {
    if (this.error) throw this.error;
  }

  get isIdle(): boolean {
    return this.underWay.size === 0;
  }

  /** Sends a step, unless it is on its way or an earlier run's transaction of the account is. */
  async send(step: Step, block: Block): Promise<void> {
    if (this.underWay.has(step.key)) return;
    if (step.by && !(await this.isSettled(step.by, block))) return;
    // Two runs of one step are told apart by the first being final.
    this.underWay.add(step.key);
    if (step.by) {
      const refused = await refusal(this.chain, step.call, step.by);
      if (refused !== undefined) throw new Error(`the chain would refuse to ${step.what}: ${refused}`);
    }
    const events = step.by ? await this.sign(step, step.by) : await this.bare(step);
    this.say(`sent: ${step.what}`);
    this.follow(step, events);
  }

  private async sign({ call }: Step, by: Account): Promise<Observable<TxEvent>> {
    const next: number = await this.chain.client._request("system_accountNextIndex", [by.address]);
    const nonce = Math.max(next, this.nonces.get(by.address) ?? 0);
    this.nonces.set(by.address, nonce + 1);
    return call.signSubmitAndWatch(by.signer, { nonce });
  }

  private async bare({ call }: Step): Promise<Observable<TxEvent>> {
    return this.chain.client.submitAndWatch(await call.getBareTx(), "best") as Observable<TxEvent>;
  }

  /** A transaction of an earlier run may wait in the node: sent twice, it would be paid for twice. */
  private async isSettled({ address }: Account, block: Block): Promise<boolean> {
    if (this.settled.has(address)) return true;
    const [{ nonce }, next] = await Promise.all([
      this.chain.api.query.System.Account.getValue(address, { at: block.hash }),
      this.chain.client._request<number>("system_accountNextIndex", [address]),
    ]);
    if (next > nonce) {
      this.say(`waiting for ${next - nonce} transactions of ${address} that are on their way`);
      return false;
    }
    this.settled.add(address);
    return true;
  }

  private follow(step: Step, events: Observable<TxEvent>): void {
    let included = false;
    events.subscribe({
      next: (event) => {
        if (event.type === "txBestBlocksState" && event.found && !included) {
          included = true;
          this.say(`in block ${event.block.number}: ${step.what}`);
          this.judge(step, event as InBlock);
        }
        if (event.type === "finalized") {
          this.underWay.delete(step.key);
          this.book(step, event);
          this.judge(step, event);
        }
      },
      error: (error) => this.fail(step, error),
    });
  }

  private book({ what, by }: Step, { block, events }: InBlock): void {
    const [paid] = this.chain.api.event.TransactionPayment.TransactionFeePaid.filter(events);
    const { number, hash } = block;
    this.done.push({ what, by: by?.address ?? null, block: { number, hash }, fee: paid?.payload.actual_fee ?? 0n });
  }

  /** Fails if the transaction has failed, or has done nothing. */
  private judge(step: Step, { ok, events, dispatchError }: InBlock): void {
    if (!ok) return this.refuse(step, dispatchError as DispatchError);
    const { System, TechnicalCommittee } = this.chain.api.event;
    // The call itself answers that all is well.
    const [rejected] = System.RejectedInvalidAuthorizedUpgrade.filter(events);
    if (rejected) return this.refuse(step, rejected.payload.error as DispatchError);
    const [executed] = TechnicalCommittee.Executed.filter(events);
    if (executed && !executed.payload.result.success) this.refuse(step, executed.payload.result.value as DispatchError);
  }

  private refuse(step: Step, error: DispatchError): void {
    Runtime.of(this.chain).then(
      (runtime) => this.fail(step, new Error(runtime.explain(error))),
      (failure) => this.fail(step, failure),
    );
  }

  private fail({ what }: Step, error: unknown): void {
    const reason = invalid(error);
    this.error ??= new Error(`failed to ${what}: ${reason instanceof Error ? reason.message : reason}`);
  }
}
