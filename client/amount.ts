// SPDX-License-Identifier: Apache-2.0

/** One RIDE in plank. */
export const RIDE = 10n ** 18n;

const DECIMALS = 18;
/** The largest amount that the chain can hold, in plank. */
const MOST = 2n ** 128n - 1n;

/** Parses an amount in RIDE, such as `12.5`, to plank. Nothing is rounded. */
export function parseRide(text: string): bigint {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d{1,18}))?$/.exec(text) ?? [];
  const plank = whole === undefined ? 0n : BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  if (plank === 0n || plank > MOST) {
    throw new Error(`bad amount \`${text}\`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5`);
  }
  return plank;
}

/** Shifts the decimal point of a whole number to the left. Exact, without trailing zeros. */
export function decimal(value: bigint, places: number): string {
  if (value < 0n) return `-${decimal(-value, places)}`;
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - places);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** An amount of plank in RIDE, to the plank. */
export const ride = (plank: bigint | string): string => `${decimal(BigInt(plank), DECIMALS)} RIDE`;
