// SPDX-License-Identifier: Apache-2.0

// Checks whether a runtime holds the hash of its metadata. Hardware wallets, such as Ledger, sign for no other runtime.

import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";
import { getMetadataFromRuntime } from "@polkadot-api/wasm-executor/node";
import type { Outrider } from "../chain.ts";
import { moduleOf } from "./code.ts";
import { codeInPlace } from "./state.ts";

/** The token, as `runtime/build.rs` gives it to the builder of the hash. */
const TOKEN = { decimals: 18, tokenSymbol: "RIDE" };
/** The metadata version of the hash, and the first byte of an answer that is not empty, in SCALE. */
const VERSION = "0x0f000000";
const SOME = "0x01";

/** The hash of metadata with a length in front. `undefined` if the metadata has another version or form. */
function hashOf(metadata: Uint8Array): Uint8Array | undefined {
  try {
    return merkleizeMetadata(metadata, TOKEN).digest();
  } catch {
    return undefined;
  }
}

/** The hash of a runtime's metadata, by running the runtime: this takes a second or two. */
export function metadataHash(code: Uint8Array): Uint8Array | undefined {
  try {
    const metadata = getMetadataFromRuntime(`0x${Buffer.from(code).toString("hex")}`);
    return hashOf(Buffer.from(metadata.slice(2), "hex"));
  } catch {
    return undefined;
  }
}

/** Whether a runtime's constants hold a hash. `null` if the hash is not known. */
const holds = (code: Uint8Array, hash: Uint8Array | undefined): boolean | null =>
  hash === undefined ? null : Buffer.from(moduleOf(code)).includes(Buffer.from(hash));

export const hasMetadataHash = (code: Uint8Array): boolean | null => holds(code, metadataHash(code));

/** The same for the code in place, with the metadata from the node. */
export async function codeInPlaceHasMetadataHash(chain: Outrider, at: string): Promise<boolean | null> {
  const answer = await chain.client._request<string>("state_call", ["Metadata_metadata_at_version", VERSION, at]);
  const hash = answer.startsWith(SOME) ? hashOf(Buffer.from(answer.slice(SOME.length), "hex")) : undefined;
  return holds(await codeInPlace(chain, at), hash);
}
