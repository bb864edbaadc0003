// SPDX-License-Identifier: Apache-2.0

// Sends the steps of an upgrade, several at once, and records their results.

import type { TxEvent, TxFinalized } from "polkadot-api";
import type { Observable } from "rxjs";
import type { Account } from "../account.ts";
import type { Outrider } from "../chain.ts";
import { type DispatchError, Runtime } from "../runtime.ts";
import { signAndWatch } from "../signing.ts";
import { invalid, refusal } from "../submit.ts";
import type { Block } from "./state.ts";
import type { Step } from "./steps.ts";

/** A step that was taken. */
export interface Done {
  what: string;
  /** The signer's address. `null` for a transaction without a signature. */
  by: string | null;
  /**
   * The block in which the step is final. `null` if the client has missed the block: then the chain's state shows that
   * the step was taken.
   */
  block: Block | null;
  /** In plank. 0 if the block was missed. */
  fee: bigint;
}

/** The part of a transaction's result that a block gives. */
type InBlock = Pick<TxFinalized, "ok" | "events" | "block"> & { dispatchError?: unknown };

/** A node broadcasts 16 transactions of one connection at once, and drops more without an error. */
const MOST_AT_ONCE = 12;
/** Seconds after which a transaction that no reported block has counts as lost, and its step is checked again. */
const LOST_SECONDS = 120;
/** The most failures of a step before the upgrade fails: another run may have taken the step a moment before. */
const MOST_FAILURES = 3;

export class Sender {
  private readonly final: Done[] = [];
  /** The block in which each step is final. Infinity while the step is on its way. */
  private readonly finalIn = new Map<string, number>();
  /** The steps that were sent, with the time in milliseconds. */
  private readonly sent = new Map<string, { step: Step; at: number }>();
  private readonly failures = new Map<string, number>();
  /** The next nonces of accounts that this sender has used. */
  private readonly nonces = new Map<string, number>();
  /** Accounts without waiting transactions of an earlier run. */
  private readonly settled = new Set<string>();
  private error: Error | undefined;

  constructor(
    private readonly chain: Outrider,
    private readonly say: (line: string) => void,
  ) {}

  /** Fails if a step has failed. */
  check(): void {
    if (this.error) throw this.error;
  }

  /** The steps that were taken. */
  get done(): Done[] {
    const missed = [...this.sent].filter(([key]) => this.finalIn.get(key) === Infinity);
    return [
      ...this.final,
      ...missed.map(([, { step }]) => ({ what: step.what, by: step.by?.address ?? null, block: null, fee: 0n })),
    ];
  }

  /** Sends a step that is missing at a block, unless it is on its way, or unless a transaction of an earlier run is. */
  async send(step: Step, block: Block): Promise<void> {
    // A step that is final by now may still be missing at the block that was read.
    if (block.number < (this.finalIn.get(step.key) ?? 0) && !this.isLost(step)) return;
    const underWay = [...this.finalIn.values()].filter((number) => number === Infinity).length;
    if (underWay >= MOST_AT_ONCE) return;
    if (step.by && !(await this.isSettled(step.by, block))) return;
    this.finalIn.set(step.key, Infinity);
    const refused = step.by ? await refusal(this.chain, step.call, step.by) : undefined;
    if (refused !== undefined) return this.fail(step, new Error(refused));
    this.follow(step, step.by ? await this.sign(step, step.by) : await this.bare(step));
    this.sent.set(step.key, { step, at: Date.now() });
    this.say(`sent: ${step.what}`);
  }

  /** Is the step's transaction lost? A client under load can miss the block with its transaction. */
  private isLost({ key, what, by }: Step): boolean {
    const sent = this.sent.get(key);
    if (!sent || Date.now() - sent.at < LOST_SECONDS * 1_000) return false;
    this.say(`no known block has the transaction: ${what}`);
    if (by) this.settled.delete(by.address);
    return true;
  }

  private async sign({ call }: Step, by: Account): Promise<Observable<TxEvent>> {
    const next: number = await this.chain.client._request("system_accountNextIndex", [by.address]);
    const nonce = Math.max(next, this.nonces.get(by.address) ?? 0);
    this.nonces.set(by.address, nonce + 1);
    return signAndWatch(this.chain, call, by, { nonce });
  }

  private async bare({ call }: Step): Promise<Observable<TxEvent>> {
    return this.chain.client.submitAndWatch(await call.getBareTx(), "best") as Observable<TxEvent>;
  }

  /** Is no transaction of an earlier run waiting in the node? A step that was sent twice would be paid for twice. */
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
    // The same transaction is reported once for each block that contains it, and once more when its block is final.
    let failed = false;
    events.subscribe({
      next: (event) => {
        if (event.type === "txBestBlocksState" && event.found && !included) {
          included = true;
          this.say(`in block ${event.block.number}: ${step.what}`);
        }
        if (event.type === "finalized") {
          // After a failed transaction, another one must take the step.
          if (!failed) this.finalIn.set(step.key, event.block.number);
          this.book(step, event);
        }
        if (!failed && (event.type === "finalized" || (event.type === "txBestBlocksState" && event.found)))
          failed = this.judge(step, event as InBlock);
      },
      error: (error) => this.fail(step, error),
    });
  }

  private book({ what, by }: Step, { block, events }: InBlock): void {
    const [paid] = this.chain.api.event.TransactionPayment.TransactionFeePaid.filter(events);
    const { number, hash } = block;
    this.final.push({ what, by: by?.address ?? null, block: { number, hash }, fee: paid?.payload.actual_fee ?? 0n });
  }

  /** Fails if the chain has included the transaction, and its call has failed. Returns whether that is so. */
  private judge(step: Step, { ok, events, dispatchError }: InBlock): boolean {
    const { System, TechnicalCommittee } = this.chain.api.event;
    const [rejected] = System.RejectedInvalidAuthorizedUpgrade.filter(events);
    const [executed] = TechnicalCommittee.Executed.filter(events);
    const motionFailed = executed !== undefined && !executed.payload.result.success;
    // The call itself succeeds, and would succeed again.
    if (rejected) this.explain(step, rejected.payload.error as DispatchError, true);
    else if (!ok) this.explain(step, dispatchError as DispatchError, false);
    else if (motionFailed) this.explain(step, executed.payload.result.value as DispatchError, false);
    return rejected !== undefined || !ok || motionFailed;
  }

  private explain(step: Step, error: DispatchError, isFinal: boolean): void {
    Runtime.of(this.chain).then(
      (runtime) => this.fail(step, new Error(runtime.explain(error)), isFinal),
      (failure) => this.fail(step, failure, isFinal),
    );
  }

  /** Counts a failure. The next block may try the step again, if it is still missing there. */
  private fail({ key, what, by }: Step, error: unknown, isFinal = false): void {
    // The nonce may be free again: the node knows.
    if (by) this.nonces.delete(by.address);
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    this.finalIn.delete(key);
    if (failures < MOST_FAILURES && !isFinal) return;
    const reason = invalid(error);
    this.error ??= new Error(`can't ${what}: ${reason instanceof Error ? reason.message : reason}`);
  }
}
