// SPDX-License-Identifier: Apache-2.0

// The Merkle tree over the chunks of a batch, as pallets/settlement/README.md lays it out.

import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { join, number } from "./bytes.ts";
import { NOBODY } from "./state.ts";

/** What a batch says about a chunk. */
export interface ChunkClaim {
  kind: number;
  market: number;
  /** When the records were collected, in units of 100 ms since 1970. */
  frame: bigint;
  preRoot: Uint8Array;
  postRoot: Uint8Array;
  feeTo: number;
}

/** The leaf of a batch's chunk with these records. */
export function chunkLeaf(batch: bigint, chunk: number, claim: ChunkClaim, bytes: Uint8Array): Uint8Array {
  const place = join(number(0x20, 1), number(batch, 8), number(chunk, 4), number(claim.kind, 1), number(claim.market, 1));
  const states = join(number(claim.frame, 8), claim.preRoot, claim.postRoot);
  return Blake2256(join(place, states, Blake2256(bytes), number(claim.feeTo, 4)));
}

const above = (level: Uint8Array[]): Uint8Array[] =>
  Array.from({ length: Math.ceil(level.length / 2) }, (_, place) =>
    Blake2256(join(number(0x21, 1), level[2 * place]!, level[2 * place + 1] ?? NOBODY)),
  );

/** The hashes beside a leaf's way up to the root. */
export function chunkPath(leaves: Uint8Array[], at: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  for (let level = leaves, place = at; level.length > 1; level = above(level), place = Math.floor(place / 2)) {
    path.push(level[place % 2 === 0 ? place + 1 : place - 1] ?? NOBODY);
  }
  return path;
}
