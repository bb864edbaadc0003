// SPDX-License-Identifier: Apache-2.0

// An ordinary day of settlement: a load, and what it comes to in batches.

import type { Posted } from "../../../client/settlement/bodies.ts";
import { cut, decodeFields } from "../../../client/settlement/records.ts";
import type { Node } from "../network.ts";
import { until } from "../until.ts";
import type { Follower } from "./follow.ts";
import { Load, type LoadReport } from "./load.ts";
import { counter } from "./nodes.ts";

/** How long the load's process may take for deposits and signatures, and for its last records until they are final, in seconds. */
const BESIDES_SECONDS = 900;
/** Between two records that are followed. */
const FOLLOW_MS = 1_000;

/** Loads a sequencer for some seconds. From the load's first receipts on, a record of each second is followed. */
export async function underLoad({ rpc, metrics }: Node, seconds: number, follower: Follower): Promise<LoadReport> {
  const receipts = () => counter(metrics, "outrider_settlement_records_total", 'outcome="receipted"');
  const before = await receipts();
  const load = new Load(rpc, seconds);
  let end: number | undefined;
  return until("the load has ended", seconds + BESIDES_SECONDS, async () => {
    if (end === undefined && (await receipts()) > before) end = Date.now() + seconds * 1_000;
    if (end !== undefined && Date.now() < end) await follower.send();
    await follower.look();
    return load.report();
  }, FOLLOW_MS);
}

/** What a load has come to. */
export interface Committed {
  /** Transfers of the accounts under load. */
  records: number;
  /** The batches with them. */
  batches: Posted[];
}

/** The transfers of these accounts in a batch. */
const transfersOf = ({ chunks }: Posted, payers: Set<number>): number =>
  chunks
    .filter(({ kind }) => kind === "transfer")
    .flatMap(({ kind, bytes }) => cut(kind, bytes))
    .filter((record) => payers.has(decodeFields("transfer", record).from)).length;

/** Finds the transfers of these accounts. */
export function committed(way: Posted[], payers: number[]): Committed {
  const counts = way.map((batch) => transfersOf(batch, new Set(payers)));
  return { records: counts.reduce((sum, count) => sum + count, 0), batches: way.filter((_, place) => counts[place]! > 0) };
}
