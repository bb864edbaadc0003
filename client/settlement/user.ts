// SPDX-License-Identifier: Apache-2.0

// What a user of settlement asks and does, with a plain full node.

import { type Account, publicKeyOf } from "../account.ts";
import type { Outrider } from "../chain.ts";
import { type Receipt, submit } from "../submit.ts";
import { postedBatches } from "./bodies.ts";
import { unhex } from "./bytes.ts";
import type { Domain } from "./records.ts";
import { stateAt } from "./rebuild.ts";
import { type State, encodeAccount } from "./state.ts";

const BEST = { at: "best" } as const;
/** Where signatures of this chain's users are good. */
export async function domainOf(chain: Outrider): Promise<Domain> {
  const genesis = unhex(await chain.client._request<string>("chain_getBlockHash", [0]));
  return { genesis, instance: await chain.api.constants.Settlement.InstanceId() };
}

/** The last final batch of the last final block, and the state after it, from the bodies of final blocks. */
export async function finalState(chain: Outrider): Promise<{ batch: bigint; state: State }> {
  const { batch, root } = await chain.api.apis.SettlementApi.final_batch();
  return { batch, state: stateAt(await postedBatches(chain), await domainOf(chain), root) };
}

export async function showStatus(chain: Outrider) {
  const { SettlementApi } = chain.api.apis;
  const [mode, tip, final] = await Promise.all([SettlementApi.mode(BEST), SettlementApi.tip(BEST), SettlementApi.final_batch(BEST)]);
  const [window, rotation, meterLeft] = await Promise.all([SettlementApi.window(BEST), SettlementApi.rotation(BEST), SettlementApi.meter_left(BEST)]);
  const { liveness_deadline } = await SettlementApi.parameters(BEST);
  return {
    mode: mode.type,
    tip: { batch: tip.batch, root: tip.root },
    final: { batch: final.batch, root: final.root },
    /** In lived slots. */
    now: window.now,
    window: window.window,
    collators: window.collators,
    leader: rotation.leader ?? null,
    rotationEnds: rotation.ends,
    livenessDeadline: liveness_deadline,
    meterLeft,
  };
}
export type Status = Awaited<ReturnType<typeof showStatus>>;

/** The index of an account. Fails if the account has brought nothing in. */
export async function indexOf(chain: Outrider, address: string): Promise<{ index: number; claimed: bigint }> {
  const known = await chain.api.apis.SettlementApi.account(address, BEST);
  if (!known) throw new Error(`${address} has never brought anything into settlement; \`scripts/settle deposit\` does`);
  return known;
}

export async function showAccount(chain: Outrider, address: string) {
  const { index, claimed } = await indexOf(chain, address);
  const { batch, state } = await finalState(chain);
  const leaf = state.account(index);
  const [free, exited] = [leaf?.free ?? 0n, leaf?.exited ?? 0n];
  const escaped = (await chain.api.apis.SettlementApi.mode(BEST)).type === "Escaped";
  const claimable = await chain.api.apis.SettlementApi.claimable(index, escaped ? exited + free : exited, BEST);
  return { account: address, index, batch, free, exited, claimed, claimable, nonce: leaf?.nonceBase ?? 0 };
}
export type Shown = Awaited<ReturnType<typeof showAccount>>;

/** The waiting deposits of an account that no final batch has consumed. */
async function waitingDeposits(chain: Outrider, address: string): Promise<bigint[]> {
  const { inbox_to } = await chain.api.apis.SettlementApi.final_batch(BEST);
  const key = Buffer.from(publicKeyOf(address)).toString("hex");
  const entries = await chain.api.query.Settlement.Inbox.getEntries(BEST);
  return entries
    .filter(({ keyArgs: [at], value: { entry } }) => at >= inbox_to && entry.type === "Deposit" && entry.value.owner === `0x${key}`)
    .map(({ keyArgs: [at] }) => at);
}

/** What a claim has paid: all amounts are in plank. */
export interface Paid {
  receipt: Receipt;
  paid: bigint;
  /** What the meter holds back. */
  left: bigint;
}

/** After an escape: pays back deposits that no batch has consumed. Returns nothing if there are none. */
async function refundAll(chain: Outrider, address: string, signer: Account): Promise<Paid | undefined> {
  let done: Paid | undefined;
  for (const entry of await waitingDeposits(chain, address)) {
    const receipt = await submit(chain, chain.api.tx.Settlement.refund({ entry }), signer);
    const [refunded] = chain.api.event.Settlement.Refunded.filter(receipt.events);
    done = { receipt, paid: (done?.paid ?? 0n) + refunded!.payload.amount, left: 0n };
  }
  return done;
}

/** Has an account paid what has left it: after an escape, all that it has. The signer pays the fee. */
export async function claimFor(chain: Outrider, address: string, signer: Account): Promise<Paid> {
  const { index } = await indexOf(chain, address);
  const { SettlementApi } = chain.api.apis;
  const escaped = (await SettlementApi.mode(BEST)).type === "Escaped";
  const refunded = escaped ? await refundAll(chain, address, signer) : undefined;
  const { batch, state } = await finalState(chain);
  const leaf = state.account(index);
  const due = leaf && (await SettlementApi.claimable(index, escaped ? leaf.exited + leaf.free : leaf.exited, BEST));
  if (!leaf || due === 0n) {
    if (refunded) return refunded;
    throw new Error(`nothing is due to ${address} now; \`scripts/settle account ${address}\` says what has left it`);
  }
  const call = chain.api.tx.Settlement.claim({ batch, account: index, leaf: encodeAccount(leaf), proof: state.proof(index) });
  const receipt = await submit(chain, call, signer);
  const [claimed] = chain.api.event.Settlement.Claimed.filter(receipt.events);
  return { receipt, paid: claimed!.payload.amount + (refunded?.paid ?? 0n), left: claimed!.payload.left };
}

/** The oldest entry of a user that waits. Ticks are the chain's own. */
export async function overdueEntry(chain: Outrider): Promise<bigint> {
  const { inbox_to } = await chain.api.apis.SettlementApi.tip(BEST);
  const entries = await chain.api.query.Settlement.Inbox.getEntries(BEST);
  const waiting = entries.filter(({ keyArgs: [at], value: { entry } }) => at >= inbox_to && entry.type !== "Tick").map(({ keyArgs: [at] }) => at);
  const [oldest] = waiting.sort((a, b) => (a < b ? -1 : 1));
  if (oldest === undefined) throw new Error("no entry of a user waits; the escape needs one: a deposit or `scripts/settle exit`");
  return oldest;
}
