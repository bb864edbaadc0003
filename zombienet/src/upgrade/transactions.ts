// SPDX-License-Identifier: Apache-2.0

// Transactions of a scenario. Most wait only until a block has them, not until the block is final.

import { Enum, type TxEvent } from "polkadot-api";
import type { Observable } from "rxjs";
import { type Account, account } from "../../../client/account.ts";
import { RIDE } from "../../../client/amount.ts";
import { type Chain, type Outrider, connectOutrider, firstWhere } from "../../../client/chain.ts";
import { signAndWatch } from "../../../client/signing.ts";

/** The longest time until a transaction is in a block, in seconds: a session change, a missed slot, and 12 seconds. */
const INCLUDED_SECONDS = 120;
/** The longest time until a transaction is final, in seconds: a 12-second chain takes some 50 s more. */
const FINAL_SECONDS = 240;

export interface Included {
  block: { number: number; hash: string };
  events: any[];
  ok: boolean;
}

export const nextNonce = (chain: Outrider, { address }: Account) =>
  chain.client._request<number>("system_accountNextIndex", [address]);

/** The last used nonce of each account, by the connection to its chain. */
const used = new WeakMap<Outrider, Map<string, number>>();

function lastNonces(chain: Outrider): Map<string, number> {
  const found = used.get(chain) ?? new Map<string, number>();
  used.set(chain, found);
  return found;
}

/**
 * Takes the next nonce of an account. No nonce is taken twice. After a block is retracted, the node returns the nonce
 * of a transaction in that block until its pool has the transaction again.
 */
async function takeNonce(chain: Outrider, signer: Account): Promise<number> {
  const next = await nextNonce(chain, signer);
  const nonce = Math.max(next, (lastNonces(chain).get(signer.address) ?? -1) + 1);
  lastNonces(chain).set(signer.address, nonce);
  return nonce;
}

const nameOf = ({ decodedCall: { type, value } }: any): string => `${type}.${value.type}`;

/** Signs a call, and waits for the first event of its transaction that `isIn` accepts. */
async function track(
  chain: Outrider,
  call: any,
  signer: Account,
  until: { isIn: (event: TxEvent) => boolean; seconds: number; what: string },
): Promise<Included> {
  const nonce = await takeNonce(chain, signer);
  const name = `${nameOf(call)} of ${signer.address}, nonce ${nonce},`;
  try {
    const events: Observable<TxEvent> = await signAndWatch(chain, call, signer, { nonce });
    const found: any = await firstWhere(events, until.isIn, until.seconds, `${name} ${until.what}`);
    return { block: found.block, events: found.events, ok: found.ok };
  } catch (error) {
    // The next transaction asks the node for the nonce again.
    lastNonces(chain).delete(signer.address);
    throw new Error(`${name} failed: ${reasonOf(error)}`, { cause: error });
  }
}

/** Signs a call and waits until it is in a best block, successful or not. */
export const tryInclude = (chain: Outrider, call: any, signer: Account) =>
  track(chain, call, signer, {
    isIn: (event) => (event.type === "txBestBlocksState" && event.found) || event.type === "finalized",
    seconds: INCLUDED_SECONDS,
    what: "is in a block",
  });

function expectOk(call: any, done: Included): Included {
  if (done.ok) return done;
  const failed = done.events.find(({ type, value }) => type === "System" && value.type === "ExtrinsicFailed");
  throw new Error(`${nameOf(call)} failed: ${JSON.stringify(failed?.value.value.dispatch_error)}`);
}

/** Signs a call and waits until it is in a best block. Fails if the call has failed. */
export const include = async (chain: Outrider, call: any, signer: Account) =>
  expectOk(call, await tryInclude(chain, call, signer));

/**
 * Signs a call and waits until it is in a final block. Fails if the call has failed. A promise in a final block is
 * certain: another block than the first one may hold the transaction in the end, with another relay block number.
 */
export const includeFinal = async (chain: Outrider, call: any, signer: Account) =>
  expectOk(
    call,
    await track(chain, call, signer, {
      isIn: ({ type }) => type === "finalized",
      seconds: FINAL_SECONDS,
      what: "is final",
    }),
  );

/** Sends a call that needs no signature, such as one that hands in authorized code, and waits until it is in a best block. */
export async function includeBare(chain: Chain, call: any): Promise<Included> {
  const events = chain.client.submitAndWatch(await call.getBareTx(), "best");
  const isIn = (event: TxEvent) => event.type === "txBestBlocksState" && event.found;
  const found: any = await firstWhere(events, isIn, INCLUDED_SECONDS, `${nameOf(call)} is in a block`);
  return expectOk(call, { block: found.block, events: found.events, ok: found.ok });
}

/** The value of the only event of this kind. */
export function eventOf(events: any[], pallet: string, name: string): any {
  const found = events.filter(({ type, value }) => type === pallet && value.type === name);
  if (found.length !== 1) throw new Error(`${found.length} events ${pallet}.${name} where one is expected`);
  return found[0].value.value;
}

/** Accounts that send transfers all the time, several in each block. */
const SENDERS = ["//Alice//stash", "//Bob//stash", "//Charlie//stash"];
const AT_ONCE = 7;

/** A load of transfers, from its creation until it is stopped. */
export class Load {
  sent = 0;
  landed = 0;
  /** The errors of transfers that did not land, each with its number. */
  readonly refused = new Map<string, number>();
  /**
   * When the lost transfers were sent, in milliseconds of the wall clock: a node accepted them, and no block has them.
   */
  readonly lost: number[] = [];
  private isOn = true;
  private readonly ended: Promise<unknown>;

  constructor(rpc: string) {
    this.ended = Promise.all(SENDERS.map((name) => this.send(connectOutrider(rpc), account(name))));
  }

  /** Each account has a connection of its own: a node broadcasts only 16 transactions of each connection at once. */
  private async send(chain: Outrider, sender: Account): Promise<void> {
    const dest = Enum("Id", account("//Eve").address);
    while (this.isOn) {
      const sentAt = Date.now();
      const batch = Array.from({ length: AT_ONCE }, () => {
        const call = chain.api.tx.Balances.transfer_keep_alive({ dest: dest as any, value: RIDE / 1_000n });
        return tryInclude(chain, call, sender);
      });
      this.sent += batch.length;
      for (const result of await Promise.allSettled(batch)) {
        if (result.status === "fulfilled" && result.value.ok) this.landed += 1;
        else if (result.status === "fulfilled") this.refuse("failed in a block");
        else this.fail(reasonOf(result.reason.cause), sentAt);
      }
    }
    chain.client.destroy();
  }

  private fail(reason: string, sentAt: number): void {
    if (!reason.startsWith("gave up")) return this.refuse(reason);
    this.lost.push(sentAt);
    this.refuse(`in no block within ${INCLUDED_SECONDS} s`);
  }

  private refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.ended;
  }
}

/** The reason why a node refuses a transaction, without the parts that differ from one transaction to the next. */
export function reasonOf(error: any): string {
  const { type, value } = error.error ?? {};
  if (typeof type === "string") return value?.type ? `${type}.${value.type}` : type;
  return String(error.message ?? error).split("\n")[0]!;
}
