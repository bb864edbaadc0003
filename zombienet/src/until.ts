// SPDX-License-Identifier: Apache-2.0

import { setTimeout as pause } from "node:timers/promises";

/** What is waited for can't come any more. */
export class Hopeless extends Error {}

/**
 * Asks again and again until there is an answer, and fails when the time is up.
 *
 * `probe` answers with `undefined` or `false` for "not yet". What it throws counts as "not yet" too, and the last of it
 * is part of the failure's text. `Hopeless` ends the waiting at once.
 */
export async function until<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  everyMs = 500,
): Promise<T> {
  const end = AbortSignal.timeout(seconds * 1_000);
  const tooLate = new Promise<never>((_, rejected) => end.addEventListener("abort", () => rejected(end.reason)));
  tooLate.catch(() => {});
  let last: unknown;
  while (!end.aborted) {
    try {
      const answer = await Promise.race([probe(), tooLate]);
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      if (error !== end.reason) last = error;
    }
    await pause(everyMs);
  }
  const why = last === undefined ? "" : `: ${last}`;
  throw new Error(`gave up after ${seconds} s waiting until ${what}${why}`);
}

/** Waits for all of these, and fails when the time is up. */
export async function within(seconds: number, what: string, all: Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, rejected) => {
    timer = setTimeout(() => rejected(new Error(`gave up after ${seconds} s waiting until ${what}`)), seconds * 1_000);
  });
  await Promise.race([Promise.all(all), tooLate]).finally(() => clearTimeout(timer));
}
