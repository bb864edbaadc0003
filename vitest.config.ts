// SPDX-License-Identifier: Apache-2.0

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["scripts/tests/*.test.ts", "packaging/tests/*.test.ts", "zombienet/tests/*.test.ts"],
    // One file at a time in one vitest. scripts/test.sh runs two vitest processes at the same time.
    fileParallelism: false,
    sequence: { concurrent: false },
    // No retries: a test that depends on another one must fail.
    retry: 0,
    bail: 1,
    testTimeout: 8 * 60_000,
    hookTimeout: 6 * 60_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
