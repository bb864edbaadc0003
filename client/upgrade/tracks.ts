// SPDX-License-Identifier: Apache-2.0

// The tracks of referenda: how much approval and support a referendum needs, and for how long.

import type { Outrider } from "../chain.ts";

export type Track = Awaited<ReturnType<Outrider["api"]["apis"]["TrackTimingApi"]["tracks"]>>[number][1];
export type Curve = Track["min_support"];

/** Shares are counted in billionths, as the chain counts them. */
export const ONE = 1_000_000_000n;

/** The tracks as they hold on this network. The metadata's constant may have other times. */
export async function tracksAt(chain: Outrider, hash: string): Promise<Map<number, Track>> {
  return new Map(await chain.api.apis.TrackTimingApi.tracks({ at: hash }));
}

/** A part of a whole in billionths, rounded down, at most one. */
export function share(part: bigint, whole: bigint): bigint {
  if (whole === 0n || part >= whole) return ONE;
  return (part * ONE) / whole;
}

/** Division that rounds towards minus infinity. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/** What a curve asks for when `elapsed` of the decision, in billionths, has passed: in billionths too. */
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
