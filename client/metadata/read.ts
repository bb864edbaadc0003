// SPDX-License-Identifier: Apache-2.0

// The metadata of a runtime: what a runtime says of its calls, its storage and its events.

import { readFile } from "node:fs/promises";
import { type UnifiedMetadata, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { getMetadataFromRuntime } from "@polkadot-api/wasm-executor/node";

/** What metadata begins with, after its length where it has one in front. */
const MAGIC = Buffer.from("meta");
/** How many bytes a length takes at most. */
const LENGTH = 5;

/** The metadata of a runtime, by running the runtime: this takes a second or two. */
export function metadataOfCode(code: Uint8Array): UnifiedMetadata {
  return unifyMetadata(decAnyMetadata(getMetadataFromRuntime(`0x${Buffer.from(code).toString("hex")}`)));
}

/** The metadata in a file: a runtime, or metadata as `state_getMetadata` answers it, as bytes. */
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
