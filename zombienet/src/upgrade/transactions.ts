// SPDX-License-Identifier: Apache-2.0

// Transactions of a scenario: waited for until they are in a block, not until they are final.

import { Enum, type TxEvent } from "polkadot-api";
import type { Observable } from "rxjs";
import { type Account, account } from "../../../client/account.ts";
import { RIDE } from "../../../client/amount.ts";
import { type Outrider, connectOutrider, firstWhere } from "../../../client/chain.ts";

/** Seconds within which a transaction has to be in a block: a session change, a missed slot, and 12 seconds. */
const INCLUDED_SECONDS = 120;

export interface Included {
  block: { number: number; hash: string };
  events: any[];
  ok: boolean;
}

export const nextNonce = (chain: Outrider, { address }: Account) =>
  chain.client._request<number>("system_accountNextIndex", [address]);

/** The nonces that transactions on their way have, by account. */
const used = new Map<string, Set<number>>();

/** Takes the next nonce of an account, also where several of its transactions are sent at once. */
async function takeNonce(chain: Outrider, signer: Account): Promise<number> {
  const next = await nextNonce(chain, signer);
  const taken = used.get(signer.address) ?? new Set();
  used.set(signer.address, taken);
  const nonce = Math.max(next, ...[...taken].map((one) => one + 1));
  taken.add(nonce);
  return nonce;
}

/** Signs a call and waits until it is in a best block, whether it went well or not. */
export async function tryInclude(chain: Outrider, call: any, signer: Account): Promise<Included> {
  const nonce = await takeNonce(chain, signer);
  try {
    const events: Observable<TxEvent> = call.signSubmitAndWatch(signer.signer, { nonce });
    const isIn = (event: TxEvent) => (event.type === "txBestBlocksState" && event.found) || event.type === "finalized";
    const what = `${call.decodedCall.type}.${call.decodedCall.value.type} of ${signer.address} is in a block`;
    const found: any = await firstWhere(events, isIn, INCLUDED_SECONDS, what);
    return { block: found.block, events: found.events, ok: found.ok };
  } finally {
    used.get(signer.address)?.delete(nonce);
  }
}

/** Signs a call and waits until it is in a best block. Fails if it has failed there. */
export async function include(chain: Outrider, call: any, signer: Account): Promise<Included> {
  const done = await tryInclude(chain, call, signer);
  if (!done.ok) {
    const failed = done.events.find(({ type, value }) => type === "System" && value.type === "ExtrinsicFailed");
    throw new Error(
      `${call.decodedCall.type}.${call.decodedCall.value.type} failed: ${JSON.stringify(failed?.value.value.dispatch_error)}`,
    );
  }
  return done;
}

/** The value of the one event of this kind. */
export function eventOf(events: any[], pallet: string, name: string): any {
  const found = events.filter(({ type, value }) => type === pallet && value.type === name);
  if (found.length !== 1) throw new Error(`${found.length} events ${pallet}.${name} where one is expected`);
  return found[0].value.value;
}

/** Accounts that send transfers all the time, several in each block. */
const SENDERS = ["//Alice//stash", "//Bob//stash", "//Charlie//stash"];
const AT_ONCE = 7;

/** A load of transfers, from when it is made until it is stopped. */
export class Load {
  sent = 0;
  landed = 0;
  /** What nodes said of those that they did not take. */
  readonly refused = new Map<string, number>();
  private isOn = true;
  private readonly ended: Promise<unknown>;

  constructor(rpc: string) {
    this.ended = Promise.all(SENDERS.map((name) => this.send(connectOutrider(rpc), account(name))));
  }

  /** Over a connection of its own: a node broadcasts only 16 transactions of each at once. */
  private async send(chain: Outrider, sender: Account): Promise<void> {
    const dest = Enum("Id", account("//Eve").address);
    while (this.isOn) {
      const batch = Array.from({ length: AT_ONCE }, () => {
        const call = chain.api.tx.Balances.transfer_keep_alive({ dest: dest as any, value: RIDE / 1_000n });
        return tryInclude(chain, call, sender);
      });
      this.sent += batch.length;
      for (const result of await Promise.allSettled(batch)) {
        if (result.status === "fulfilled" && result.value.ok) this.landed += 1;
        else this.refuse(result.status === "fulfilled" ? "failed in a block" : reasonOf(result.reason));
      }
    }
    chain.client.destroy();
  }

  private refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.ended;
  }
}

/** Why a node takes no transaction, without what differs from one to the next. */
export function reasonOf(error: any): string {
  const { type, value } = error.error ?? {};
  if (typeof type === "string") return value?.type ? `${type}.${value.type}` : type;
  return String(error.message ?? error).split("\n")[0]!;
}
