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
  /** Where it is final; `null` if the client has missed it. That it has had its effect, the chain's state tells. */
  block: Block | null;
  /** In plank; 0 for one that was missed. */
  fee: bigint;
}

/** What of a transaction a block tells. */
type InBlock = Pick<TxFinalized, "ok" | "events" | "block"> & { dispatchError?: unknown };

/** A node broadcasts 16 transactions of a connection at once, and takes no more without a word. */
const MOST_AT_ONCE = 12;
/** Seconds after which a transaction is looked for anew that no block was told to have. */
const LOST_SECONDS = 120;
/** Times that a step may fail before the upgrade does: another run may have taken it a moment before. */
const MOST_FAILURES = 3;

export class Sender {
  private readonly final: Done[] = [];
  /** The blocks in which steps are final; infinity while they are under way. */
  private readonly finalIn = new Map<string, number>();
  /** The steps that were sent, and when, in milliseconds of the wall clock. */
  private readonly sent = new Map<string, { step: Step; at: number }>();
  private readonly failures = new Map<string, number>();
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

  /** The steps that were taken. */
  get done(): Done[] {
    const missed = [...this.sent].filter(([key]) => this.finalIn.get(key) === Infinity);
    return [
      ...this.final,
      ...missed.map(([, { step }]) => ({ what: step.what, by: step.by?.address ?? null, block: null, fee: 0n })),
    ];
  }

  /** Sends a step that is missing at a block, unless it is on its way or an earlier run's transaction of the account is. */
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

  /** A client under load can miss the block that has its transaction. */
  private isLost({ key, what, by }: Step): boolean {
    const sent = this.sent.get(key);
    if (!sent || Date.now() - sent.at < LOST_SECONDS * 1_000) return false;
    this.say(`no block is known that has the transaction: ${what}`);
    if (by) this.settled.delete(by.address);
    return true;
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
    // The same transaction is told of once for each block that it is in, and once more when that is final.
    let failed = false;
    events.subscribe({
      next: (event) => {
        if (event.type === "txBestBlocksState" && event.found && !included) {
          included = true;
          this.say(`in block ${event.block.number}: ${step.what}`);
        }
        if (event.type === "finalized") {
          // One that has failed leaves the step to be taken by another.
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

  /** Fails if the chain has taken the transaction, and rejected what it brought. Answers whether it has. */
  private judge(step: Step, { ok, events, dispatchError }: InBlock): boolean {
    const { System, TechnicalCommittee } = this.chain.api.event;
    const [rejected] = System.RejectedInvalidAuthorizedUpgrade.filter(events);
    const [executed] = TechnicalCommittee.Executed.filter(events);
    const motionFailed = executed !== undefined && !executed.payload.result.success;
    // The call itself answers that all is well, and would do so again.
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

  /** The step may be tried again at the next block, if it is missing there still. */
  private fail({ key, what, by }: Step, error: unknown, isFinal = false): void {
    // Its nonce may be free again: the node knows.
    if (by) this.nonces.delete(by.address);
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    this.finalIn.delete(key);
    if (failures < MOST_FAILURES && !isFinal) return;
    const reason = invalid(error);
    this.error ??= new Error(`can't ${what}: ${reason instanceof Error ? reason.message : reason}`);
  }
}
