// SPDX-License-Identifier: Apache-2.0

/** The smallest value that is not below `share` of the values (nearest rank). */
export function percentile(values: number[], share: number): number {
  if (values.length === 0) throw new Error("no values to take a percentile of");
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1]!;
}

/** The longest run of `value` in a row. */
export function longestRun<T>(values: T[], value: T): number {
  let longest = 0;
  let run = 0;
  for (const found of values) {
    run = found === value ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
