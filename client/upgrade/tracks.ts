// SPDX-License-Identifier: Apache-2.0

// The tracks of referenda: the required approval and support, and the periods.

import type { Outrider } from "../chain.ts";

export type Track = Awaited<ReturnType<Outrider["api"]["apis"]["TrackTimingApi"]["tracks"]>>[number][1];
export type Curve = Track["min_support"];

/** Shares are in billionths, as on the chain. */
export const ONE = 1_000_000_000n;

/** The tracks of this network. The metadata's constant may have other periods. */
export async function tracksAt(chain: Outrider, hash: string): Promise<Map<number, Track>> {
  return new Map(await chain.api.apis.TrackTimingApi.tracks({ at: hash }));
}

/** A part of a whole, in billionths, rounded down and at most one. */
export function share(part: bigint, whole: bigint): bigint {
  if (whole === 0n || part >= whole) return ONE;
  return (part * ONE) / whole;
}

/** Division that rounds towards minus infinity. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/** The value of a curve, in billionths, when `elapsed` billionths of the decision period have passed. */
export function threshold(curve: Curve, elapsed: bigint): bigint {
  switch (curve.type) {
    case "LinearDecreasing": {
      const [length, floor, ceil] = [curve.value.length, curve.value.floor, curve.value.ceil].map(BigInt) as [
        bigint,
        bigint,
        bigint,
      ];
      const passed = elapsed < length ? (elapsed * ONE) / length : ONE;
      return ceil - (passed * (ceil - floor)) / ONE;
    }
    case "SteppedDecreasing": {
      const { begin, end, step, period } = curve.value;
      const steps = elapsed / BigInt(period);
      const down = BigInt(begin) - BigInt(step) * steps;
      return down > BigInt(end) ? down : BigInt(end);
    }
    case "Reciprocal": {
      const { factor, x_offset, y_offset } = curve.value;
      const asked = floorDivide(factor * ONE, elapsed + x_offset) + y_offset;
      return asked < 0n ? 0n : asked > ONE ? ONE : asked;
    }
  }
}
