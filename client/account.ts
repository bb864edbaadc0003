// SPDX-License-Identifier: Apache-2.0

// Accounts from secrets, derived as the node derives them: `outrider key inspect` gives the same address for each.

import { pbkdf2Sync } from "node:crypto";
import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { DEV_PHRASE, mnemonicToEntropy, sr25519, sr25519Derive, ss58Address, ss58Decode } from "@polkadot-labs/hdkd-helpers";
import type { PolkadotSigner } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";

/** The prefix of this chain's addresses. */
const SS58_PREFIX = 42;
/** The accounts with tokens on development and local networks. */
export const DEVELOPMENT = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"];
/** The length of a chain code, the bytes that distinguish a key's children. */
const CHAIN_CODE_BYTES = 32;

export interface Account {
  address: string;
  publicKey: Uint8Array;
  signer: PolkadotSigner;
}

/** A secret, split into its parts. */
interface Parts {
  /** A phrase, or a seed in hexadecimal digits. */
  root: string;
  /** Hard junctions begin with a slash. */
  junctions: string[];
  password: string;
}

/** Splits a secret. `undefined` if the node would refuse it. */
function partsOf(suri: string): Parts | undefined {
  const [whole, root = "", path = "", password = ""] = /^([a-zA-Z0-9 ]*)((?:\/\/?[^/]+)*)(?:\/\/\/([^\n]*))?$/.exec(suri) ?? [];
  if (whole === undefined) return undefined;
  const junctions = [...path.matchAll(/\/(\/?[^/]+)/g)].map(([, one]) => one!);
  return { root: root === "" ? DEV_PHRASE : root, junctions, password };
}

/** The root seed. A password applies only to a phrase, byte for byte. */
function seedOf({ root, password }: Parts): Uint8Array {
  if (/^0x[0-9a-f]{64}$/i.test(root)) return Buffer.from(root.slice(2), "hex");
  const words = root.split(" ").filter((word) => word !== "");
  return pbkdf2Sync(mnemonicToEntropy(words.join(" ")), `mnemonic${password}`, 2_048, 64, "sha512").subarray(0, 32);
}

/** The length of a text as a SCALE compact number. */
function compact(length: number): Buffer {
  if (length < 2 ** 6) return Buffer.of(length << 2);
  const bytes = Buffer.alloc(length < 2 ** 14 ? 2 : 4);
  if (length < 2 ** 14) bytes.writeUInt16LE(length * 4 + 1);
  else bytes.writeUInt32LE(length * 4 + 2);
  return bytes;
}

/**
 * The chain code of a junction: a number of up to 64 bits is encoded as a number, any other text as a text, both in
 * SCALE. The result is hashed if it is too long.
 */
function chainCode(name: string): Uint8Array {
  const number = /^\+?\d+$/.test(name) ? BigInt(name.replace("+", "")) : undefined;
  const code = Buffer.alloc(CHAIN_CODE_BYTES);
  if (number !== undefined && number < 2n ** 64n) {
    code.writeBigUInt64LE(number);
    return code;
  }
  const text = Buffer.from(name, "utf8");
  const encoded = Buffer.concat([compact(text.length), text]);
  if (encoded.length > CHAIN_CODE_BYTES) return Blake2256(encoded);
  encoded.copy(code);
  return code;
}

function pairOf(suri: string): ReturnType<typeof sr25519Derive> {
  const parts = partsOf(suri);
  if (parts === undefined) throw new Error("not a secret");
  const derivations = parts.junctions.map((junction): ["hard" | "soft", Uint8Array] =>
    junction.startsWith("/") ? ["hard", chainCode(junction.slice(1))] : ["soft", chainCode(junction)],
  );
  return sr25519Derive(seedOf(parts), sr25519, derivations);
}

/** The account of a secret: a phrase or a seed, either with a path, or only the path of a development account. */
export function account(suri: string): Account {
  let pair: ReturnType<typeof pairOf>;
  try {
    pair = pairOf(suri);
  } catch {
    // The message does not repeat the text: it may be a secret with a typing error.
    throw new Error(
      "bad secret; accepted are a phrase of 12 to 24 words and 0x with 64 hexadecimal digits, either with a path such as " +
        "//name, and the path alone of a development account, such as //Alice",
    );
  }
  return {
    address: ss58Address(pair.publicKey, SS58_PREFIX),
    publicKey: pair.publicKey,
    signer: getPolkadotSigner(pair.publicKey, "Sr25519", pair.sign),
  };
}

/** Reads an address of this chain, or the name of a development account. */
export function addressOf(text: string): string {
  if (DEVELOPMENT.includes(text)) return account(text).address;
  const accepted = `accepted are an address of this chain (5…) and a development account: ${DEVELOPMENT.join(", ")}`;
  let found: [Uint8Array, number];
  try {
    found = ss58Decode(text);
  } catch {
    throw new Error(`bad account \`${text}\`; ${accepted}`);
  }
  const [publicKey, prefix] = found;
  if (prefix === SS58_PREFIX) return text;
  throw new Error(`\`${text}\` is an address of another chain; here it is ${ss58Address(publicKey, SS58_PREFIX)}`);
}

/** The public key of an address. */
export const publicKeyOf = (address: string): Uint8Array => ss58Decode(address)[0];
