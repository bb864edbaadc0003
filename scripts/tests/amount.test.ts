// SPDX-License-Identifier: Apache-2.0

import { expect, it } from "vitest";
import { RIDE, parseRide, ride } from "../../client/amount.ts";
import { percent } from "../../client/rewards-tables.ts";

it("amounts are read and printed to the plank", () => {
  const known: [string, bigint][] = [
    ["1", RIDE],
    ["12.5", 12_500_000_000_000_000_000n],
    ["0.000000000000000001", 1n],
    ["123456789.123456789123456789", 123_456_789_123_456_789_123_456_789n],
    // Floating-point numbers are exact up to 2^53.
    ["9007199254740993.000000000000000001", 9_007_199_254_740_993n * RIDE + 1n],
    ["340282366920938463463.374607431768211455", 2n ** 128n - 1n],
  ];
  for (const [text, plank] of known) {
    expect(parseRide(text)).toBe(plank);
    expect(ride(plank)).toBe(`${text} RIDE`);
  }
  expect(parseRide("007.50")).toBe(7n * RIDE + RIDE / 2n);
  expect(ride(-RIDE / 4n)).toBe("-0.25 RIDE");
  expect(ride(0n)).toBe("0 RIDE");
});

it("a text that is not an amount is refused", () => {
  const none = ["", "0", "0.0", "-1", "+1", "1e3", "1,5", "1.", ".5", " 1", "1_000", "0x10", "١", "Infinity"];
  const fine = "0.0000000000000000001";
  const tooMuch = "340282366920938463463.374607431768211456";
  for (const text of [...none, fine, tooMuch]) {
    expect(() => parseRide(text)).toThrow(
      `bad amount \`${text}\`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5`,
    );
  }
});

it("fractions become percent, rounded down", () => {
  expect(percent("0.07")).toBe("7 %");
  expect(percent("0.123499999999999999")).toBe("12.34 %");
  expect(percent("1")).toBe("100 %");
  expect(percent("2.5")).toBe("250 %");
  expect(percent("0")).toBe("0 %");
  expect(percent(null)).toBe("none: nobody stakes");
});
