// SPDX-License-Identifier: Apache-2.0

import { Blake2256, blockHeader } from "@polkadot-api/substrate-bindings";
import type { Chain } from "../../client/chain.ts";
import { auraSlot, bytesOf, hex } from "./scale.ts";
import { until } from "./until.ts";

/** Longer than any test: a record ends when it is stopped. */
const NEVER_SECONDS = 3_600;

/** A parablock in a candidate event of the relay chain. */
export interface Parablock {
  paraId: number;
  number: number;
  hash: string;
  /** The Aura slot. With the list of authorities it gives the author. */
  slot: bigint;
}

/** A relay block, with its events about parachains. */
export interface RelayBlock {
  number: number;
  hash: string;
  /** In a block with a session change no candidate can be backed. */
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

/** Reads one relay block. */
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

/** The relay chain's clock in a block, in milliseconds. The block's state has to be there still. */
export async function relayTime(relay: Chain, hash: string): Promise<number> {
  const key = await relay.api.query.Timestamp.Now.getKey();
  const found = await relay.client._request<string | null>("state_getStorage", [key, hash]);
  if (found === null) throw new Error(`the relay chain's block ${hash} has no time`);
  return Number(Buffer.from(bytesOf(found)).readBigUInt64LE(0));
}

/** Follows the relay chain's finalized blocks without gaps, until `done` is true. Fails after the time limit. */
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
