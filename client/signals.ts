// SPDX-License-Identifier: Apache-2.0

/** The signals that ask a program to end, with the status that shells give one that has. */
const STATUS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Cleans up when a signal asks the program to end, and ends it with the signal's status. A second signal ends it at once.
 *
 * Calling the answer tells whether a signal has come.
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
