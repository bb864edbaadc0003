// SPDX-License-Identifier: Apache-2.0

/** The signals that ask a program to end, with the exit status by which shells report each. */
const STATUS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Cleans up after a signal that asks the program to end, and exits with the signal's status. A second signal ends the
 * program at once.
 *
 * The returned function says whether a signal has arrived.
 */
export function onSignals(cleanUp: () => Promise<void>): () => boolean {
  let isEnding = false;
  for (const [signal, status] of Object.entries(STATUS)) {
    process.on(signal, () => {
      if (isEnding) process.exit(status);
      isEnding = true;
      cleanUp()
        .catch((error) => console.error(`error: ${error instanceof Error ? error.message : error}`))
        .finally(() => process.exit(status));
    });
  }
  return () => isEnding;
}
