// SPDX-License-Identifier: Apache-2.0

// The shell of a user, who starts the scripts under test.

/** The environment that scripts get from a user: who runs the tests by a script attends that script, and no other. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const { OUTRIDER_RUN: _, ...environment } = process.env;
  return environment;
}
