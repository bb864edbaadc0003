// SPDX-License-Identifier: Apache-2.0

import { sr25519CreateDerive } from "@polkadot-labs/hdkd";
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address, ss58Decode } from "@polkadot-labs/hdkd-helpers";
import type { PolkadotSigner } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";

/** The prefix of this chain's addresses. */
const SS58_PREFIX = 42;
/** Accounts that development and local networks give tokens to. */
const DEVELOPMENT = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"];

export interface Account {
  address: string;
  publicKey: Uint8Array;
  signer: PolkadotSigner;
}

/** The seed that a secret without its path stands for. */
function seedOf(secret: string, password: string | undefined): Uint8Array {
  if (/^0x[0-9a-f]{64}$/i.test(secret)) return Buffer.from(secret.slice(2), "hex");
  try {
    return entropyToMiniSecret(mnemonicToEntropy(secret === "" ? DEV_PHRASE : secret), password);
  } catch {
    // What was given stays out of the message: it may be a secret with a slip of the pen.
    throw new Error(
      "bad secret; accepted are a phrase of 12 to 24 words and 0x with 64 hexadecimal digits, either with a path such as " +
        "//name, and the path alone of a development account, such as //Alice",
    );
  }
}

/** The account of a secret: a phrase or a seed with a path, or the path alone of a development account. */
export function account(suri: string): Account {
  const [, secret = "", path = "", password] = /^([^/]*)((?:\/\/?[^/]+)*)(?:\/\/\/(.*))?$/.exec(suri) ?? [, suri];
  const pair = sr25519CreateDerive(seedOf(secret, password))(path);
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
