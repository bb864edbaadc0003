// SPDX-License-Identifier: Apache-2.0

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["scripts/tests/*.test.ts", "packaging/tests/*.test.ts", "zombienet/tests/*.test.ts"],
    // One file at a time in one vitest; scripts/test.sh runs two of them beside each other.
    fileParallelism: false,
    sequence: { concurrent: false },
    // A scenario that needs another to have run says so by failing, not by being run again.
    retry: 0,
    bail: 1,
    testTimeout: 8 * 60_000,
    hookTimeout: 6 * 60_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
