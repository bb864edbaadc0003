// SPDX-License-Identifier: Apache-2.0

export const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** The bytes of a value from an untyped API or a codec: bytes, or hexadecimal digits. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return Buffer.from(value.replace(/^0x/, ""), "hex");
  throw new Error(`not bytes: ${JSON.stringify(value)}`);
}

/** The Aura slot in a block's header. */
export function auraSlot(digests: { type: string; value: any }[]): bigint {
  for (const { type, value } of digests) {
    if (type !== "preRuntime") continue;
    const engine = typeof value.engine === "string" ? value.engine : Buffer.from(value.engine).toString();
    if (engine === "aura") return Buffer.from(bytesOf(value.payload)).readBigUInt64LE(0);
  }
  throw new Error("a block without an Aura slot");
}
