// SPDX-License-Identifier: Apache-2.0

// The batches in the bodies of blocks. A plain full node keeps bodies, but not the old states.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { Tuple, type UnifiedMetadata, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import type { Outrider } from "../chain.ts";
import type { Chunk } from "./batch.ts";
import { Fields, unhex } from "./bytes.ts";
import { KINDS, RECORD_BYTES } from "./records.ts";

/** A batch as a transaction asks for it. The chain may have refused the transaction, or taken the batch back. */
export interface Posted {
  parent: string;
  feeTo: number;
  chunks: (Chunk & { postRoot: string })[];
}

/** How a transaction begins that is signed, in format 4. */
const SIGNED = 0x84;
/** Blocks that are read at a time. */
const AT_ONCE = 32;

/** A transaction without the length in front, as a compact number. A copy: the codecs read the whole of an array's buffer. */
function withoutLength(bytes: Uint8Array): Uint8Array {
  const mode = bytes[0]! & 3;
  return bytes.slice(mode === 3 ? 5 : 2 ** mode);
}

/** Decodes the calls of signed transactions, by the newest metadata. */
async function decoderOf({ client }: Outrider): Promise<(bytes: Uint8Array) => any> {
  const { hash } = await client.getFinalizedBlock();
  const metadata = unifyMetadata(decAnyMetadata(await client.getMetadata(hash)));
  if (metadata.version === 14) throw new Error("the node's metadata do not say what a transaction is made of");
  const { address, signature, call, signedExtensions } = metadata.extrinsic as UnifiedMetadata<15>["extrinsic"];
  const builder = getDynamicBuilder(getLookupFn(metadata as any));
  const parts = [address, signature, ...signedExtensions[0]!.map(({ type }) => type), call];
  const codec = Tuple(...parts.map((type) => builder.buildDefinition(type)));
  return (bytes) => codec.dec(bytes).at(-1);
}

/** The batch of a call. Nothing if the chunks do not fit the data: the chain refuses such a batch. */
function batchOf({ parent, fee_to, chunks, data }: any): Posted | undefined {
  const fields = new Fields(data);
  const found: Posted["chunks"] = [];
  let taken = 0;
  for (const { kind, count, post_root } of chunks) {
    const name = KINDS[kind];
    if (name === undefined || taken + count * RECORD_BYTES[name] > data.length) return undefined;
    taken += count * RECORD_BYTES[name];
    found.push({ kind: name, bytes: fields.bytes(count * RECORD_BYTES[name]), postRoot: post_root });
  }
  return taken === data.length ? { parent, feeTo: fee_to, chunks: found } : undefined;
}

/** All batches in the bodies from the first block on to the newest final one. */
export async function postedBatches(chain: Outrider): Promise<Posted[]> {
  const decode = await decoderOf(chain);
  const { number: last } = await chain.client.getFinalizedBlock();
  const ask = <T>(method: string, ...params: unknown[]) => chain.client._request<T>(method, params);
  const transactionsOf = async (number: number): Promise<string[]> => {
    const { block } = await ask<{ block: { extrinsics: string[] } }>("chain_getBlock", await ask("chain_getBlockHash", number));
    return block.extrinsics;
  };
  const found: Posted[] = [];
  for (let first = 1; first <= last; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, last - first + 1) }, (_, by) => first + by);
    const transactions = (await Promise.all(numbers.map(transactionsOf))).flat();
    for (const text of transactions) {
      const bytes = withoutLength(unhex(text));
      if (bytes[0] !== SIGNED) continue;
      const call = decode(bytes.slice(1));
      if (call.type !== "Settlement" || call.value.type !== "submit_batch") continue;
      const batch = batchOf(call.value.value);
      if (batch) found.push(batch);
    }
  }
  return found;
}
