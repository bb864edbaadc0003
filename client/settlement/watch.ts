// SPDX-License-Identifier: Apache-2.0

// What changes from one notification about batches to the next.

import type { BatchView, Batches } from "./sequencer.ts";

/** A batch as it has become. `gone`: it was taken back, or stands on a fork that the best chain has left. */
export interface Change extends Omit<BatchView, "stage"> {
  stage: BatchView["stage"] | "gone";
  /** The best block. */
  at: string;
  atNumber: number;
  now: number;
}

/** What a line shows: without it a batch would have a line for each block. */
const shown = ({ stage, chunks, verified, verdict, windowEnds, postRoot, author }: BatchView): string =>
  JSON.stringify([stage, chunks, verified, verdict, windowEnds, postRoot, author]);

const isSame = (one: BatchView, other: BatchView): boolean =>
  one.author === other.author && one.preRoot === other.preRoot && one.postRoot === other.postRoot && one.submitted === other.submitted;

/** Follows batches. */
export class BatchWatch {
  /** By their numbers: the batches of the last notification, and those that it left out. */
  private known = new Map<number, BatchView>();

  /** What a notification changes, the oldest batch first. */
  take({ batches, tip, final, at, atNumber, now }: Batches): Change[] {
    const before = this.known;
    this.known = new Map(batches.map((batch) => [batch.id, batch]));
    const changes: Omit<Change, "at" | "atNumber" | "now">[] = [];
    for (const [id, old] of before) {
      const found = this.known.get(id);
      if (found ? isSame(old, found) : old.stage === "final") continue;
      if (found || id > tip.batch) changes.push({ ...old, stage: "gone" });
      else if (id <= final.batch) changes.push({ ...old, stage: "final" });
      // A notification has a limited number of batches, and has left this one out.
      else this.known.set(id, old);
    }
    for (const batch of [...batches].reverse()) {
      const old = before.get(batch.id);
      if (!old || !isSame(old, batch) || shown(old) !== shown(batch)) changes.push(batch);
    }
    return changes.sort((one, other) => one.id - other.id).map((change) => ({ ...change, at, atNumber, now }));
  }
}

/** A change as a line. */
export function line({ id, stage, chunks, inboxChunks, verified, verdict, windowEnds, now, author }: Change): string {
  const window = stage === "pending" ? `, window ends at lived slot ${windowEnds}, now ${now}` : "";
  const checks = `${chunks} chunks, ${inboxChunks} of them of the inbox, ${verified} verified, roots ${verdict}`;
  return `batch ${id}  ${stage.padEnd(7)}  ${checks}${window}, by ${author}`;
}
