// SPDX-License-Identifier: Apache-2.0

// A batch, before it is posted and when it is checked.

import type { Outrider } from "../chain.ts";
import { hex, join, unhex } from "./bytes.ts";
import { type Code, type Context, execute } from "./execute.ts";
import { type Kind, MAX_RECORDS, NO_MARKET, cut, encodeFields, kindNumber } from "./records.ts";
import { NOBODY, type State } from "./state.ts";
import { type ChunkClaim, chunkLeaf, chunkPath } from "./tree.ts";

/** Records of one kind, at most 32. */
export interface Chunk {
  kind: Kind;
  bytes: Uint8Array;
}

/** A chunk with the states around it. */
export interface Piece extends Chunk {
  claim: ChunkClaim;
  codes: Code[];
  before: State;
}

export interface Draft {
  /** The number that the batch gets if its parent is still the tip. */
  batch: bigint;
  parent: Uint8Array;
  feeTo: number;
  pieces: Piece[];
  after: State;
}

/** No account takes fees. */
export const NO_FEES = 2 ** 32 - 1;

/** The clock's time in frames of 100 ms. */
const FRAME_MS = 100n;
const ENTRY_NUMBERS = { Tick: 0, Deposit: 1, SetTrader: 2, ForcedExit: 3 } as const;

/** The chain's inbox from an entry on, as the records that it makes. */
async function inboxOf(chain: Outrider, from: bigint): Promise<Uint8Array[]> {
  const most = Number(await chain.api.constants.Settlement.MaxInboxEntries());
  const waiting = await chain.api.apis.SettlementApi.inbox(from, most, { at: "best" });
  return waiting.map(({ entry: { type, value } }) => {
    const account = "account" in value ? value.account : 0;
    const key = "owner" in value ? unhex(value.owner) : "trader" in value ? unhex(value.trader) : NOBODY;
    const amount = "amount" in value ? value.amount : "clock" in value ? BigInt(value.clock) : 0n;
    return encodeFields("inbox", { what: ENTRY_NUMBERS[type], account, key, value: amount });
  });
}

/** Puts records of one kind into chunks. */
export function chunked(kind: Kind, records: Uint8Array[]): Chunk[] {
  const count = Math.ceil(records.length / MAX_RECORDS);
  return Array.from({ length: count }, (_, place) => {
    const some = records.slice(place * MAX_RECORDS, (place + 1) * MAX_RECORDS);
    return { kind, bytes: join(...some) };
  });
}

/**
 * A batch on the tip, of which `state` is the state: all of the inbox, then these chunks. `alter` changes the state after the last chunk,
 * as a sequencer that lies would.
 */
export async function draft(
  chain: Outrider,
  state: State,
  { domain, feeTo }: Context,
  chunks: Chunk[],
  alter?: (state: State) => void,
): Promise<Draft> {
  const tip = await chain.api.apis.SettlementApi.tip({ at: "best" });
  const parent = unhex(tip.root);
  if (!Buffer.from(state.root()).equals(parent)) throw new Error(`the tip has the root ${tip.root}, not the one of this state`);
  const now = (await chain.api.query.Timestamp.Now.getValue({ at: "best" })) / FRAME_MS;
  const all = [...chunked("inbox", await inboxOf(chain, tip.inbox_to)), ...chunks];
  const after = state.copy();
  const pieces = all.map(({ kind, bytes }, place): Piece => {
    const before = after.copy();
    const codes = execute(after, { domain, feeTo }, kind, bytes);
    if (place === all.length - 1) alter?.(after);
    const claim = {
      kind: kindNumber(kind),
      market: NO_MARKET,
      frame: now > tip.frame ? now : tip.frame,
      preRoot: before.root(),
      postRoot: after.root(),
      feeTo,
    };
    return { kind, bytes, claim, codes, before };
  });
  return { batch: tip.batch + 1n, parent, feeTo, pieces, after };
}

/** The call that posts a batch. */
export const submitBatch = (chain: Outrider, { parent, feeTo, pieces }: Draft) =>
  chain.api.tx.Settlement.submit_batch({
    parent: hex(parent),
    fee_to: feeTo,
    chunks: pieces.map(({ kind, bytes, claim: { market, frame, postRoot } }) => ({
      kind: kindNumber(kind),
      market,
      frame,
      count: cut(kind, bytes).length,
      post_root: hex(postRoot),
    })),
    data: join(...pieces.map(({ bytes }) => bytes)),
  });

/** The call that has a chunk of a posted batch executed again, with the witness of its state. */
export function checkChunk(chain: Outrider, { batch, feeTo, pieces }: Draft, at: number) {
  const { kind, bytes, claim, before } = pieces[at]!;
  const leaves = pieces.map((piece, place) => chunkLeaf(batch, place, piece.claim, piece.bytes));
  return chain.api.tx.Settlement.check_chunk({
    batch,
    chunk: at,
    claim: {
      kind: claim.kind,
      market: claim.market,
      frame: claim.frame,
      pre_root: hex(claim.preRoot),
      post_root: hex(claim.postRoot),
      fee_to: claim.feeTo,
    },
    bytes,
    path: chunkPath(leaves, at).map(hex),
    witness: before.witness(kind, bytes, feeTo),
  });
}
