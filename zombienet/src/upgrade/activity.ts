// SPDX-License-Identifier: Apache-2.0

// The activity on a chain during its upgrade, and the relay block that each part of it was promised for.

import { Enum } from "polkadot-api";
import { type Account, account } from "../../../client/account.ts";
import { RIDE } from "../../../client/amount.ts";
import type { Outrider } from "../../../client/chain.ts";
import { hashOf } from "../../../client/upgrade/code.ts";
import { bytesOf, hex } from "../scale.ts";
import { until } from "../until.ts";
import { eventOf, include, includeFinal, nextNonce } from "./transactions.ts";

/** The voters. Each votes with nine tenths of its tokens, so that referenda pass early. */
export const VOTERS = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"];
export const [alice, bob, charlie, dave, eve, ferdie] = VOTERS.map(account) as [
  Account,
  Account,
  Account,
  Account,
  Account,
  Account,
];
/** Claims rewards for another account, all the time. */
export const claimer = account("//Eve//stash");
/** Alice's proxy, which also gives the tokens that vest. */
export const delegate = account("//Ferdie//stash");
/** Signs two transactions before the upgrade, of which one is sent before and one after it. It sends nothing else. */
export const early = account("//Dave//stash");

const VOTES = 900_000n * RIDE;
const UNSTAKED = 1_000n * RIDE;
const CHARLIES_DAPP = 2;
/** Relay blocks from now until the promises are due: after the upgrade, which takes some 40 to 60. */
const SCHEDULED_IN = 85;
const VESTED_IN = 90;
const PROXY_DELAY = 45;
const REMARK = new TextEncoder().encode("scheduled before the upgrade");

export interface Promises {
  /** The relay block at which the stake is free. */
  unlock: number;
  /** The schedule, and the relay block at which it ends. */
  vesting: { locked: bigint; perBlock: bigint; start: number; end: number; target: string };
  /** The relay block at which Root's call is due. */
  scheduled: number;
  /** The referendum that stays open during the upgrade, and the relay block at which its decision ends. */
  referendum: { index: number; end: number };
  /** The relay block from which on the announced call is allowed. */
  announcement: { due: number; callHash: string };
}

export const clock = (chain: Outrider, at: string = "best") =>
  chain.api.query.ParachainSystem.LastRelayChainBlockNumber.getValue({ at });

/** Submits a referendum about a short call, pays its decision deposit, and votes. Returns its index. */
export async function propose(
  chain: Outrider,
  {
    origin,
    call,
    when,
    voters,
    aye,
    submitter,
  }: { origin: any; call: any; when: any; voters: Account[]; aye: boolean; submitter: Account },
): Promise<number> {
  const { Referenda, ConvictionVoting } = chain.api.tx;
  const proposal = Enum("Inline", await call.getEncodedData());
  const submit = Referenda.submit({ proposal_origin: origin, proposal: proposal as any, enactment_moment: when });
  const { index } = eventOf((await include(chain, submit, submitter)).events, "Referenda", "Submitted");
  const vote = Enum("Standard", { vote: aye ? 0x81 : 1, balance: VOTES });
  await Promise.all([
    include(chain, Referenda.place_decision_deposit({ index }), submitter),
    ...voters.map((voter) => include(chain, ConvictionVoting.vote({ poll_index: index, vote }), voter)),
  ]);
  return index;
}

/** The call that the proxy announces: a transfer of Alice's tokens. */
export const announcedCall = (chain: Outrider) =>
  chain.api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", bob.address) as any, value: RIDE });

async function startVesting(chain: Outrider, now: number): Promise<Promises["vesting"]> {
  const perBlock = RIDE;
  const target = account("//Ferdie//vests").address;
  const schedule = { locked: perBlock * BigInt(VESTED_IN), per_block: perBlock, starting_block: now };
  await include(chain, chain.api.tx.Vesting.vested_transfer({ target: Enum("Id", target) as any, schedule }), delegate);
  return { locked: schedule.locked, perBlock, start: now, end: now + VESTED_IN, target };
}

/** Schedules Root's call at a fixed relay block, by a referendum of the root track. */
async function scheduleByReferendum(chain: Outrider, now: number): Promise<number> {
  const call = chain.api.tx.System.remark({ remark: REMARK });
  const when = Enum("At", now + SCHEDULED_IN);
  await propose(chain, {
    origin: Enum("system", Enum("Root")),
    call,
    when,
    voters: [alice, bob, charlie, dave, eve, ferdie],
    aye: true,
    submitter: dave,
  });
  return now + SCHEDULED_IN;
}

/** Starts the long activities. Called well before the upgrade. */
export async function begin(chain: Outrider): Promise<Pick<Promises, "unlock" | "vesting" | "scheduled">> {
  const now = await clock(chain);
  const proxy = Enum("Id", delegate.address) as any;
  const [unstaked, vesting] = await Promise.all([
    includeFinal(chain, chain.api.tx.DappStaking.unstake({ dapp: CHARLIES_DAPP, amount: UNSTAKED }), charlie),
    startVesting(chain, now),
    include(
      chain,
      chain.api.tx.Proxy.add_proxy({ delegate: proxy, proxy_type: Enum("Any") as any, delay: PROXY_DELAY }),
      alice,
    ),
  ]);
  const scheduled = await scheduleByReferendum(chain, now);
  return { unlock: eventOf(unstaked.events, "DappStaking", "Unstaked").unlock, vesting, scheduled };
}

/** Starts the short activities. Called right before the new code is applied. */
export async function beginLast(chain: Outrider): Promise<Pick<Promises, "referendum" | "announcement">> {
  const callHash = hashOf(await announcedCall(chain).getEncodedData());
  const announce = chain.api.tx.Proxy.announce({ real: Enum("Id", alice.address) as any, call_hash: callHash });
  const [index, announced] = await Promise.all([
    // Without votes the referendum is rejected at the end of its decision.
    propose(chain, {
      origin: Enum("Origins", Enum("GeneralAdmin")),
      call: chain.api.tx.System.remark({ remark: REMARK }),
      when: Enum("After", 0),
      voters: [],
      aye: false,
      submitter: ferdie,
    }),
    includeFinal(chain, announce, delegate),
  ]);
  const due = (await clock(chain, announced.block.hash)) + PROXY_DELAY;
  return { referendum: { index, end: await decisionEnd(chain, index) }, announcement: { due, callHash } };
}

/** The relay block at which a referendum's decision ends, once a final block has its start. */
async function decisionEnd(chain: Outrider, index: number): Promise<number> {
  const tracks = new Map(await chain.api.apis.TrackTimingApi.tracks());
  return until(`referendum ${index} is being decided`, 180, async () => {
    const info = await chain.api.query.Referenda.ReferendumInfoFor.getValue(index);
    if (info?.type !== "Ongoing" || !info.value.deciding) return undefined;
    return info.value.deciding.since + tracks.get(info.value.track)!.decision_period;
  });
}

/** Signs two transfers in a row, to be sent later. */
export async function signNow(chain: Outrider): Promise<{ nonce: number; first: string; second: string }> {
  const call = chain.api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", bob.address) as any, value: RIDE });
  const nonce = await nextNonce(chain, early);
  const mortality = { mortal: true, period: 256 } as const;
  const sign = async (nonce: number) => hex(bytesOf(await call.sign(early.signer, { nonce, mortality })));
  return { nonce, first: await sign(nonce), second: await sign(nonce + 1) };
}

/** Claims for one account, once in each block, until it is stopped. */
export class Claims {
  private isOn = true;
  private readonly ended: Promise<void>;

  constructor(
    private readonly chain: Outrider,
    private readonly whose: string,
  ) {
    this.ended = this.claim();
  }

  private async claim(): Promise<void> {
    while (this.isOn) {
      const call = this.chain.api.tx.DappStaking.claim_for({ who: this.whose });
      // Right after the upgrade a claim may still be signed for the old runtime, and is refused.
      await include(this.chain, call, claimer).catch(() => {});
    }
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.ended;
  }
}
