// SPDX-License-Identifier: Apache-2.0

import { type TxEvent } from "polkadot-api";
import type { Observable } from "rxjs";
import type { Outrider } from "./chain.ts";
import { type BlockStatus, type FinalityStream, type Reached, reached } from "./finality.ts";
import { Runtime } from "./runtime.ts";
import { invalid } from "./submit.ts";

/** The node's error for a block that it does not follow yet. */
const NOT_YET_TRACKED = 9019;
/** How long that error is accepted: a client may hear of a block a moment before the node's tracker does. */
const NOT_YET_TRACKED_MS = 10_000;
const AGAIN_MS = 250;

/** Called with each status of the block. */
export type Told = (status: BlockStatus) => void;

/** Subscribes to a block's status. Tries again for a while if the node does not follow the block yet. */
function followBlock(stream: FinalityStream, hash: string, told: Told, failed: (error: Error) => void): () => void {
  const end = Date.now() + NOT_YET_TRACKED_MS;
  let leave = () => {};
  let timer: NodeJS.Timeout | undefined;
  const subscribe = () => {
    leave = stream.block(hash, told, (error) => {
      leave();
      if ((error as { code?: number }).code !== NOT_YET_TRACKED || Date.now() > end) return failed(error);
      timer = setTimeout(subscribe, AGAIN_MS);
    });
  };
  subscribe();
  return () => {
    clearTimeout(timer);
    leave();
  };
}

/** The transaction to follow, the connection, the stage, and the longest time. */
interface Wish {
  events: Observable<TxEvent>;
  stream: FinalityStream;
  stage: Reached;
  seconds: number;
  told: Told;
}

/** The state of a transaction, for a user who must know whether to send it again. */
function standing(hash: string, last: BlockStatus | undefined): string {
  if (hash === "") return "the transaction was sent, and no block has it yet. It may still come into one: do not send it again before you have looked";
  return `the transaction was sent and is in block ${hash}, which ${last === undefined ? "the node does not follow" : `is ${last.stage}`}. Do not send it again`;
}

/**
 * Waits until the block that holds a transaction reaches a stage, or a later one.
 *
 * `events` come from polkadot-api's `signSubmitAndWatch`, which names the transaction's block on the best chain. If
 * that block is retracted, the wait goes on with the transaction's next block. Fails if the transaction is refused or
 * fails, if the connection is lost, and after `seconds`.
 */
export function awaitStage(chain: Outrider, { events, stream, stage, seconds, told }: Wish): Promise<BlockStatus> {
  return new Promise((accepted, rejected) => {
    let hash = "";
    let last: BlockStatus | undefined;
    let leave = () => {};
    const finish = (end: () => void) => {
      clearTimeout(timer);
      subscription.unsubscribe();
      leave();
      end();
    };
    const fail = (error: unknown) => finish(() => rejected(invalid(error)));
    const tooLate = () => fail(new Error(`gave up after ${seconds} s waiting until it is ${stage}: ${standing(hash, last)}`));
    const timer = setTimeout(tooLate, seconds * 1_000);
    const notFollowed = ({ message }: Error) => fail(new Error(`${message}: ${standing(hash, last)}`));
    const follow = (status: BlockStatus) => {
      last = status;
      told(status);
      if (reached(status, stage)) finish(() => accepted(status));
    };
    const subscription = events.subscribe({
      next(event) {
        const found = event.type === "finalized" || (event.type === "txBestBlocksState" && event.found) ? event : undefined;
        if (found === undefined || found.block.hash === hash) return;
        leave();
        hash = found.block.hash;
        last = undefined;
        if (found.ok) leave = followBlock(stream, hash, follow, notFollowed);
        else Runtime.of(chain).then((runtime) => fail(new Error(runtime.explain(found.dispatchError))), fail);
      },
      error: fail,
    });
  });
}
