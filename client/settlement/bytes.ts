// SPDX-License-Identifier: Apache-2.0

/** A number as little-endian bytes. Fails if the number does not fit. */
export function number(value: bigint | number, bytes: number): Uint8Array {
  const whole = BigInt(value);
  if (whole < 0n || whole >> BigInt(8 * bytes) !== 0n) throw new Error(`${whole} does not fit ${bytes} bytes`);
  return Uint8Array.from({ length: bytes }, (_, place) => Number((whole >> BigInt(8 * place)) & 255n));
}

export const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

export const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "ascii"));

export const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** The bytes of digits that begin with 0x. */
export const unhex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.slice(2), "hex"));

/** Reads fields of fixed width, one after the other. */
export class Fields {
  private at = 0;

  constructor(private readonly all: Uint8Array) {}

  bytes(count: number): Uint8Array {
    if (this.at + count > this.all.length) throw new Error(`${this.all.length} bytes are too few`);
    this.at += count;
    return this.all.slice(this.at - count, this.at);
  }

  big(bytes: number): bigint {
    return this.bytes(bytes).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }

  /** At most six bytes: more have numbers that JavaScript rounds. */
  number(bytes: number): number {
    return Number(this.big(bytes));
  }
}
