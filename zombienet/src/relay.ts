// SPDX-License-Identifier: Apache-2.0

import { Blake2256, blockHeader } from "@polkadot-api/substrate-bindings";
import type { Chain } from "../../client/chain.ts";
import { auraSlot, bytesOf, hex } from "./scale.ts";
import { until } from "./until.ts";

/** Longer than any test: a record ends when it is stopped. */
const NEVER_SECONDS = 3_600;

/** A parablock as the relay chain has seen it. */
export interface Parablock {
  paraId: number;
  number: number;
  hash: string;
  /** The Aura slot: with the list of authorities it says who authored. */
  slot: bigint;
}

/** What a relay block says of parachains. */
export interface RelayBlock {
  number: number;
  hash: string;
  /** Nothing can be backed in a block in which the session changes. */
  changesSession: boolean;
  backed: Parablock[];
  included: Parablock[];
  timedOut: Parablock[];
}

function parablock([receipt, headData]: [any, unknown]): Parablock {
  const head = bytesOf(headData);
  const header = blockHeader.dec(head);
  return {
    paraId: receipt.descriptor.para_id,
    number: header.number,
    hash: hex(Blake2256(head)),
    slot: auraSlot(header.digests as any),
  };
}

/** Reads what one relay block says. */
export async function readRelayBlock(relay: Chain, block: { number: number; hash: string }): Promise<RelayBlock> {
  const events: any[] = await relay.api.query.System.Events.getValue({ at: block.hash });
  const candidates = (kind: string) =>
    events
      .filter(({ event }) => event.type === "ParaInclusion" && event.value.type === kind)
      .map(({ event }) => parablock(event.value.value));
  return {
    ...block,
    changesSession: events.some(({ event }) => event.type === "Session" && event.value.type === "NewSession"),
    backed: candidates("CandidateBacked"),
    included: candidates("CandidateIncluded"),
    timedOut: candidates("CandidateTimedOut"),
  };
}

/** Follows the relay chain's finalized blocks, one by one and without gaps, until `done` or until the time is up. */
export function followRelay(
  relay: Chain,
  seconds: number,
  what: string,
  done: (seen: RelayBlock[]) => boolean,
): Promise<RelayBlock[]> {
  return new Promise((accepted, rejected) => {
    const seen: RelayBlock[] = [];
    let queue = Promise.resolve();
    const finish = (end: () => void) => {
      clearTimeout(timer);
      subscription.unsubscribe();
      end();
    };
    const giveUp = () => rejected(new Error(`gave up after ${seconds} s and ${seen.length} relay blocks waiting for ${what}`));
    const timer = setTimeout(() => finish(giveUp), seconds * 1_000);
    const subscription = relay.client.finalizedBlock$.subscribe({
      next: (block) => {
        queue = queue
          .then(async () => {
            seen.push(await readRelayBlock(relay, block));
            if (done(seen)) finish(() => accepted(seen));
          })
          .catch((error) => finish(() => rejected(error)));
      },
      error: (error) => finish(() => rejected(error)),
    });
  });
}

/** The relay chain's finalized blocks, recorded until `stop`. */
export interface RelayRecord {
  /** The blocks so far, without gaps. */
  blocks: RelayBlock[];
  /** Waits until the record has a block of this number. Fails at once with what has ended the record. */
  reaches(number: number, seconds: number): Promise<void>;
  /** Ends the record with the next finalized block. Fails with what has ended the record before. */
  stop(): Promise<void>;
}

/** Records the relay chain's finalized blocks from now on. */
export function recordRelay(relay: Chain): RelayRecord {
  const blocks: RelayBlock[] = [];
  let isOver = false;
  const following = followRelay(relay, NEVER_SECONDS, "the end of the record", (seen) => {
    blocks.push(seen.at(-1)!);
    return isOver;
  });
  // `reaches` and `stop` fail with the error.
  following.catch(() => {});
  return {
    blocks,
    async reaches(number, seconds) {
      const isThere = () => (blocks.at(-1)?.number ?? 0) >= number;
      await Promise.race([until(`the record has relay block ${number}`, seconds, isThere), following]);
    },
    async stop() {
      isOver = true;
      await following;
    },
  };
}
