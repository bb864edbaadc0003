// SPDX-License-Identifier: Apache-2.0

// The shell of a user, who starts the scripts under test.

/**
 * A user's environment for scripts under test. A script attends the runs that it starts, so its variable is removed.
 */
export function userEnvironment(): NodeJS.ProcessEnv {
  const { OUTRIDER_RUN: _, ...environment } = process.env;
  return environment;
}
