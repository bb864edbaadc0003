// SPDX-License-Identifier: Apache-2.0

import { setTimeout as pause } from "node:timers/promises";

/** Thrown by a probe if further waiting is useless. */
export class Hopeless extends Error {}

/**
 * Calls `probe` again and again until it returns a result. Fails at the deadline.
 *
 * `undefined` and `false` mean "not yet". An error means "not yet" too, and the message of a failure has the last one.
 * `Hopeless` ends the waiting at once.
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

/** Waits for all of these promises. Fails at the deadline. */
export async function within(seconds: number, what: string, all: Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, rejected) => {
    timer = setTimeout(() => rejected(new Error(`gave up after ${seconds} s waiting until ${what}`)), seconds * 1_000);
  });
  await Promise.race([Promise.all(all), tooLate]).finally(() => clearTimeout(timer));
}
