// SPDX-License-Identifier: Apache-2.0

// Reads the metadata of a runtime: the description of its calls, storage and events.

import { readFile } from "node:fs/promises";
import { type UnifiedMetadata, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { getMetadataFromRuntime } from "@polkadot-api/wasm-executor/node";

/** The first bytes of metadata. A length may stand before them. */
const MAGIC = Buffer.from("meta");
/** The most bytes of such a length. */
const LENGTH = 5;

/** The metadata of a runtime, which the runtime itself returns: this takes a second or two. */
export function metadataOfCode(code: Uint8Array): UnifiedMetadata {
  return unifyMetadata(decAnyMetadata(getMetadataFromRuntime(`0x${Buffer.from(code).toString("hex")}`)));
}

/** The metadata in a file. The file is a runtime, or the bytes of the answer of `state_getMetadata`. */
export async function readMetadata(path: string): Promise<UnifiedMetadata> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Error(`can't read \`${path}\`: ${(error as Error).message}`);
  }
  const at = bytes.subarray(0, LENGTH + MAGIC.length).indexOf(MAGIC);
  try {
    return at < 0 ? metadataOfCode(bytes) : unifyMetadata(decAnyMetadata(bytes.subarray(at)));
  } catch {
    throw new Error(`\`${path}\` has no metadata. Accepted are a Wasm file of a runtime, compressed or not, and metadata as bytes`);
  }
}
