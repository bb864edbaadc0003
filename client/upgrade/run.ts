// SPDX-License-Identifier: Apache-2.0

// Runs an upgrade from the file to the first final block: reads each best block, takes the missing steps, and ends when
// the upgrade is final.

import { type Outrider, firstWhere } from "../chain.ts";
import { parentOf } from "../rpc.ts";
import { Runtime } from "../runtime.ts";
import { runtimeVersion } from "./checks.ts";
import type { Code } from "./code.ts";
import { Seen } from "./forks.ts";
import { progress } from "./progress.ts";
import { restricted, restriction } from "./restriction.ts";
import { type Done, Sender } from "./sender.ts";
import { type Block, type State, readChain, readState } from "./state.ts";
import { type Order, stepsLeft } from "./steps.ts";

/** The output for the tool's progress. */
export interface Console {
  /** Prints an event. */
  say(line: string): void;
  /** Shows the present line of waiting, in place of the last one. */
  wait(line: string): void;
}

export interface Outcome {
  /** The deciding referendum, if this run has seen it. */
  referendum: number | null;
  transactions: Done[];
  /** The first block of the new code. */
  firstBlock: Block & { relay: number };
  from: number | null;
}

/** The longest time without a new block, in seconds. */
const STALLED_SECONDS = 300;
const MOST_TRIES = 10;
/** The fewest blocks whose state a node keeps: 256, and some of them are not final yet. */
const STATES_KEPT = 200;
/** The most blocks, below the newest final one, in which the first block of a code is looked for. */
const MOST_WALKED = 2_000;

const read = (chain: Outrider, block: Block, order: Order) =>
  readState(chain, block, {
    proposal: order.proposal,
    codeHash: order.code.hash,
    voters: order.voters.map(({ address }) => address),
  });

/**
 * Reads the state of an upgrade at the best block.
 *
 * If blocks come faster than one can be read, the node may have dropped the block meanwhile. Then the next one is read.
 */
export async function readBest(chain: Outrider, order: Order): Promise<State> {
  for (let tries = 1; ; tries += 1) {
    const [best] = await chain.client.getBestBlocks();
    try {
      return await read(chain, best!, order);
    } catch (error) {
      if (tries === MOST_TRIES || !/not pinned/.test(String(error))) throw error;
    }
  }
}

/** One run of an upgrade. */
class Run {
  private readonly sender: Sender;
  private readonly seen: Seen<State>;
  private referendum: number | null = null;

  constructor(
    private readonly chain: Outrider,
    private readonly order: Order,
    private readonly relayUrl: string | undefined,
    private readonly console: Console,
  ) {
    this.sender = new Sender(chain, console.say);
    this.seen = new Seen((hash) => parentOf(chain, hash));
  }

  async toTheEnd(): Promise<Outcome> {
    const from = (await runtimeVersion(this.chain, (await this.chain.client.getFinalizedBlock()).hash)).specVersion;
    for (;;) {
      this.sender.check();
      const state = await readBest(this.chain, this.order);
      await this.step(state, await this.seen.add(state));
      const first = state.lastUpgrade.specVersion === this.order.code.specVersion ? await firstFinal(this.chain, this.order.code) : undefined;
      if (first) {
        return {
          referendum: this.referendum,
          transactions: this.sender.done,
          firstBlock: first,
          from: from === this.order.code.specVersion ? null : from,
        };
      }
      this.console.wait(progress(state, this.order));
      await this.nextBlock(state.block);
    }
  }

  /** Fails if the upgrade has failed. Otherwise takes the steps that are possible at this block. */
  private async step(state: State, before: State | undefined): Promise<void> {
    const { chain, order } = this;
    if (before) {
      await this.referendumEnded(before, state);
      await this.authorizationEnded(before, state);
    } else {
      for (const when of state.lost) this.console.say(`${lost(when)}. That was before this run`);
    }
    if (state.referendum && state.referendum.index !== this.referendum) {
      this.referendum = state.referendum.index;
      this.console.say(`referendum ${this.referendum} decides`);
    }
    const next = await chain.api.query.Referenda.ReferendumCount.getValue({ at: state.block.hash });
    for (const step of await stepsLeft(chain, state, order, next)) {
      if (!step.isReady) continue;
      if (step.key === "apply") {
        const relay = await restriction(chain, state.block.hash, this.relayUrl);
        if (relay.isRestricted) throw new Error(`${restricted(relay)}; the code stays authorized`);
      }
      await this.sender.send(step, state.block);
    }
  }

  /** Fails if the referendum was lost, or if its call had no effect. */
  private async referendumEnded(before: State, now: State): Promise<void> {
    if (before.referendum && !now.referendum) {
      const { index } = before.referendum;
      const info = await this.chain.api.query.Referenda.ReferendumInfoFor.getValue(index, { at: now.block.hash });
      if (info?.type === "Approved") this.console.say(`referendum ${index} is won`);
      else throw new Error(ended(index, info?.type));
    }
    const missed = now.lost.find((when) => !before.lost.includes(when));
    if (missed !== undefined) {
      throw new Error(`${lost(missed)}. Run this again for a new one, and leave the preimage noted until it is enacted`);
    }
    const codeHash = this.order.code.hash;
    const goesOn = [now.authorized?.codeHash, now.pending, now.codeHash].includes(codeHash) || now.deferred !== null;
    if (before.enactment && !now.enactment && !goesOn) {
      const why = await this.dispatchError(before, now);
      throw new Error(
        `the referendum was won, but its call did not authorize the code${why}. Run this again for a new referendum`,
      );
    }
  }

  /** The events since an earlier state, as far back as the node has them. Those of the newest block come first. */
  private async eventsSince(before: State, { block }: State): Promise<{ type: string; value: any }[]> {
    const runtime = await Runtime.of(this.chain);
    const events = [];
    const oldest = Math.max(before.block.number, block.number - STATES_KEPT);
    for (let { number, hash } = block; number > oldest; number -= 1) {
      events.push(...((await runtime.read(hash, "System", "Events")) ?? []).map(({ event }) => event));
      hash = await parentOf(this.chain, hash);
    }
    return events;
  }

  /** The error of the failed call, from the events. */
  private async dispatchError(before: State, now: State): Promise<string> {
    for (const { type, value } of await this.eventsSince(before, now)) {
      if (type !== "Scheduler" || value.type !== "Dispatched" || value.value.result.success) continue;
      if (value.value.task[0] !== before.enactment?.when) continue;
      return `: ${(await Runtime.of(this.chain)).explain(value.value.result.value)}`;
    }
    return "";
  }

  /** The reason why the code was rejected when it was to be applied, from the events. */
  private async rejection(before: State, now: State): Promise<string | undefined> {
    for (const { type, value } of await this.eventsSince(before, now)) {
      if (type !== "System" || value.type !== "RejectedInvalidAuthorizedUpgrade") continue;
      if (value.value.code_hash === this.order.code.hash) return (await Runtime.of(this.chain)).explain(value.value.error);
    }
    return undefined;
  }

  /** Fails if another code was authorized instead, or if the relay chain has refused this one. */
  private async authorizationEnded(before: State, now: State): Promise<void> {
    const { hash } = this.order.code;
    const isOn = now.pending === hash || now.codeHash === hash;
    if (before.authorized?.codeHash !== hash && now.authorized?.codeHash === hash) {
      this.console.say(`the code ${hash} is authorized`);
    }
    if (before.pending !== hash && now.pending === hash)
      this.console.say("the code is stored: the relay chain checks it");
    if (before.codeHash !== hash && now.codeHash === hash) {
      this.console.say(`the relay chain has given its go-ahead: the code is in place`);
    }
    if (isOn) return;
    if (before.pending === hash) {
      throw new Error(
        "the relay chain has refused the code (ValidationFunctionDiscarded): its validators could not prepare it. " +
          "Test it on a local network first; this code can't be used",
      );
    }
    if (before.authorized?.codeHash === hash && now.authorized?.codeHash !== hash) {
      const rejected = await this.rejection(before, now);
      if (rejected !== undefined) throw new Error(`can't apply the authorized upgrade: ${rejected}`);
      const other = now.authorized
        ? `the code ${now.authorized.codeHash} was authorized in its place`
        : "it was taken away";
      throw new Error(
        `the authorization of the code is gone before it was applied: ${other}. Run this again for a new referendum`,
      );
    }
  }

  private async nextBlock(after: Block): Promise<void> {
    const isNew = ([best]: Block[]) => best !== undefined && best.hash !== after.hash;
    const what = "there is a new block: is the chain running?";
    await firstWhere(this.chain.client.bestBlocks$, isNew, STALLED_SECONDS, what);
  }
}

/**
 * The first block of a code, once the block is final.
 *
 * Fails if that block is older than the search goes, or if the chain has started with the code.
 */
export async function firstFinal(chain: Outrider, code: Code): Promise<(Block & { relay: number }) | undefined> {
  const { number, hash } = await chain.client.getFinalizedBlock();
  const final = await readChain(chain, { number, hash });
  if (final.lastUpgrade.specVersion !== code.specVersion || final.codeHash !== code.hash) return undefined;
  const runtime = await Runtime.of(chain);
  let first = final.block;
  for (;;) {
    if (first.number === 0) throw new Error("the chain has begun with this code: it was not upgraded to it");
    if (number - first.number > MOST_WALKED) throw new Error(`the code has made more than ${MOST_WALKED} blocks: the first one is not looked for`);
    const parent = await parentOf(chain, first.hash);
    const last = await runtime.read(parent, "System", "LastRuntimeUpgrade");
    if (last?.spec_version !== code.specVersion) break;
    first = { number: first.number - 1, hash: parent };
  }
  const relay = (await runtime.read(first.hash, "ParachainSystem", "LastRelayChainBlockNumber")) ?? 0;
  return { ...first, relay };
}

const lost = (when: number) =>
  `a referendum on this code was won, but the preimage of its call was missing when it was due, at relay block ${when}: nothing was authorized`;

function ended(index: number, how: string | undefined): string {
  switch (how) {
    case "Rejected":
      return `referendum ${index} is rejected: it had too little approval or support when its time was up. Win voters over, and run this again for a new one`;
    case "TimedOut":
      return `referendum ${index} has timed out: it was not taken up for a decision in time. Run this again for a new one, and place its decision deposit`;
    case "Cancelled":
      return `referendum ${index} was cancelled by another referendum; its deposits can be taken back. Run this again for a new one`;
    case "Killed":
      return `referendum ${index} was killed by another referendum, and its deposits are lost. Find out why before you run this again`;
    default:
      return `referendum ${index} is gone`;
  }
}

/** Takes all remaining steps. Ends when a block of the new code is final. */
export const upgrade = (
  chain: Outrider,
  order: Order,
  relayUrl: string | undefined,
  console: Console,
): Promise<Outcome> => new Run(chain, order, relayUrl, console).toTheEnd();
