// SPDX-License-Identifier: Apache-2.0

// Checks that promises from before the upgrade were kept, at the promised relay block.

import { Enum } from "polkadot-api";
import { type Outrider, firstWhere } from "../../../client/chain.ts";
import { Runtime } from "../../../client/runtime.ts";
import { tryCall } from "../../../client/submit.ts";
import { type Promises, alice, announcedCall, charlie, clock, delegate } from "./activity.ts";
import type { Past } from "./history.ts";

/** A promise: the promised relay block, and the one at which it was kept. */
export interface Kept {
  what: string;
  promised: number;
  happened: number;
  /** Kept at the first possible block, and not before. */
  isKept: boolean;
}

/** The longest time between two blocks, in seconds. A session change takes one relay block more. */
const BLOCK_SECONDS = 120;

/** Whether a call has become possible, by a dry run on the best block. */
type Probe = (chain: Outrider, relay: number) => Promise<boolean>;

const has = (events: any[], pallet: string, name: string) =>
  events.find(({ type, value }) => type === pallet && value.type === name)?.value.value;

const eventsIfTried = async (chain: Outrider, call: any): Promise<any[]> => {
  const { execution_result, emitted_events } = await tryCall(chain, call, charlie);
  return execution_result.success ? emitted_events : [];
};

function probes({ unlock, vesting, announcement }: Promises): { what: string; promised: number; probe: Probe }[] {
  return [
    {
      what: "unstaked tokens are free",
      promised: unlock,
      probe: async (chain) =>
        has(await eventsIfTried(chain, chain.api.tx.DappStaking.withdraw_unbonded()), "DappStaking", "Withdrawn") !== undefined,
    },
    {
      what: "a vesting schedule ends",
      promised: vesting.end,
      probe: async (chain, relay) => {
        const events = await eventsIfTried(
          chain,
          chain.api.tx.Vesting.vest_other({ target: Enum("Id", vesting.target) as any }),
        );
        const left = has(events, "Vesting", "VestingUpdated");
        if (left === undefined) return has(events, "Vesting", "VestingCompleted") !== undefined;
        const expected = vesting.locked - BigInt(relay - vesting.start) * vesting.perBlock;
        if (left.unvested !== expected)
          throw new Error(`at relay block ${relay} ${left.unvested} vest, where ${expected} should`);
        return false;
      },
    },
    {
      what: "an announced call of a proxy can be made",
      promised: announcement.due,
      probe: async (chain) => {
        const ids = { delegate: Enum("Id", delegate.address) as any, real: Enum("Id", alice.address) as any };
        const call = chain.api.tx.Proxy.proxy_announced({
          ...ids,
          force_proxy_type: undefined,
          call: announcedCall(chain).decodedCall,
        });
        const executed = has(await eventsIfTried(chain, call), "Proxy", "ProxyExecuted");
        return executed?.result.success === true;
      },
    },
  ];
}

/**
 * Tries each call on each best block until it becomes possible. A call that is possible at the first look does not
 * count as kept, since the first possible block is not known.
 */
export async function watchCalls(chain: Outrider, promises: Promises): Promise<Kept[]> {
  let open = probes(promises).map((one) => ({ ...one, before: Infinity }));
  const kept: Kept[] = [];
  let last = "";
  while (open.length > 0) {
    const isNew = ([best]: { hash: string }[]) => best !== undefined && best.hash !== last;
    const [best] = await firstWhere(chain.client.bestBlocks$, isNew, BLOCK_SECONDS, "there is a new block");
    const relay = await clock(chain, best!.hash);
    for (const one of open) {
      const isPossible = await one.probe(chain, relay);
      // Another block has become the best one in between, so the result may be of either block.
      if ((await chain.client.getBestBlocks())[0]!.hash !== best!.hash) break;
      const { what, promised, before } = one;
      if (isPossible) kept.push({ what, promised, happened: relay, isKept: relay >= promised && before < promised });
      one.before = relay;
    }
    last = best!.hash;
    open = open.filter(({ what }) => !kept.some((done) => done.what === what));
  }
  return kept;
}

/** Events of the scheduler come in the first block whose parent has reached the number and that ends no session. */
export interface BlockEvents {
  number: number;
  relay: number;
  events: any[];
}

async function blocksBetween(chain: Outrider, from: number, to: number): Promise<BlockEvents[]> {
  const runtime = await Runtime.of(chain);
  const found: BlockEvents[] = [];
  for (let number = from; number <= to; number += 1) {
    const hash = await chain.client._request<string>("chain_getBlockHash", [number]);
    const [relay, events] = await Promise.all([
      runtime.read(hash, "ParachainSystem", "LastRelayChainBlockNumber"),
      runtime.read(hash, "System", "Events"),
    ]);
    found.push({ number, relay: relay ?? 0, events: (events ?? []).map(({ event }: any) => event) });
  }
  return found;
}

/** `pallet-session` books the whole of a block that ends a session, and leaves the scheduler nothing. */
const endsSession = ({ events }: BlockEvents) => events.some(({ type, value }) => type === "Session" && value.type === "NewSession");

/** Checks that the task ran in the first block in which the scheduler could run it. */
export function keptByScheduler(all: BlockEvents[], what: string, promised: number, is: (event: any) => boolean): Kept {
  const at = all.findIndex(({ events }) => events.some(is));
  const parent = all[at - 1];
  if (!parent || all[0]!.relay >= promised)
    throw new Error(`${what}: not from block ${all[0]!.number} to ${all.at(-1)!.number}`);
  const first = all.findIndex((block, i) => (all[i - 1]?.relay ?? 0) >= promised && !endsSession(block));
  return { what, promised, happened: parent.relay, isKept: at === first };
}

/** Finds the scheduler's tasks in blocks. */
export function scheduledIn(all: BlockEvents[], { scheduled, referendum }: Promises): Kept[] {
  const isTask = (value: any) => value.type === "Dispatched" && value.value.task[0] === scheduled;
  const isDispatched = ({ type, value }: any) => type === "Scheduler" && isTask(value) && value.value.result.success;
  const isRejected = ({ type, value }: any) =>
    type === "Referenda" && value.type === "Rejected" && value.value.index === referendum.index;
  return [
    keptByScheduler(all, "a scheduled call of Root's is dispatched", scheduled, isDispatched),
    keptByScheduler(all, "an open referendum's decision ends", referendum.end, isRejected),
  ];
}

/** Finds the scheduler's tasks in final blocks from one on. */
export async function findScheduled(chain: Outrider, promises: Promises, from: number): Promise<Kept[]> {
  const { number } = await chain.client.getFinalizedBlock();
  return scheduledIn(await blocksBetween(chain, from, number), promises);
}

/**
 * Checks the eras around the change. An era closes with the first block that reaches its end and finds the era before
 * it settled, which takes four blocks. On a local network an era is ten relay blocks, in which there may be fewer
 * blocks of ours.
 */
export function eras(history: Past[], switchNumber: number): Kept[] {
  const pairs = history.slice(1).map((block, i) => [history[i]!, block] as const);
  const closesRightly = ([before, block]: readonly [Past, Past]) => {
    const closes = block.era.now >= before.era.end && before.era.settling === null;
    return block.era.index === before.era.index + (closes ? 1 : 0);
  };
  const { era } = history.find(({ number }) => number === switchNumber - 1)!;
  const closing = pairs.find(([before, block]) => before.era.index === era.index && block.era.index > era.index);
  if (!closing) throw new Error(`era ${era.index} did not end until block ${history.at(-1)!.number}`);
  const [, block] = closing;
  return [
    {
      what: `era ${era.index} ends`,
      promised: era.end,
      happened: block.relay,
      isKept: pairs.every(closesRightly) && block.relay >= era.end,
    },
  ];
}
