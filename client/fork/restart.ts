// SPDX-License-Identifier: Apache-2.0

// Adapts a state to the genesis of another chain, whose blocks begin with number 1.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Twox128 } from "@polkadot-api/substrate-bindings";
import type { Codecs } from "./codecs.ts";
import type { Pairs } from "./storage.ts";

/** Items that describe one block, by pallet. `outrider export-state` reads the same file. */
const OF_ONE_BLOCK: Record<string, string[]> = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../chain-specs/of-one-block.json", import.meta.url)), "utf8"),
);

/** How deadlines move: the blocks before the first block of the new chain, and the blocks in a slot of the old one. */
interface Move {
  blocks: number;
  rate: number;
}

/** A block number of the new chain, at the same time from now, rounded up. 0 for a block that has passed. */
const earlier = (number: number, { blocks, rate }: Move): number => Math.ceil(Math.max(number - blocks, 0) / rate);

interface Deadline {
  pallet: string;
  entry: string;
  /** Returns the value with moved deadlines. */
  move(value: any, by: Move): unknown;
}

/** The items with deadlines that are counted in blocks of this chain. All other deadlines are relay block numbers. */
export const DEADLINES: Deadline[] = [
  {
    pallet: "Identity",
    entry: "PendingUsernames",
    move: ([owner, expires, ...rest], by) => [owner, earlier(expires, by), ...rest],
  },
  { pallet: "Identity", entry: "UnbindingUsernames", move: earlier },
  {
    pallet: "PolkadotXcm",
    entry: "AuthorizedAliases",
    move: ({ aliasers, ...rest }, by) => ({
      ...rest,
      aliasers: aliasers.map(({ expiry, ...aliaser }: any) => ({
        ...aliaser,
        expiry: expiry === undefined ? undefined : BigInt(earlier(Number(expiry), by)),
      })),
    }),
  },
  { pallet: "SafeMode", entry: "EnteredUntil", move: earlier },
  { pallet: "TechnicalCommittee", entry: "Voting", move: ({ end, ...rest }, by) => ({ ...rest, end: earlier(end, by) }) },
];

const hashed = (name: string) => Buffer.from(Twox128(Buffer.from(name))).toString("hex");

/** The prefix of all keys of a storage item. */
export const prefixOf = (pallet: string, item: string): string => `0x${hashed(pallet)}${hashed(item)}`;

/** Removes the items that describe one block. Returns the number of removed values. */
export function forgetBlock(top: Pairs): number {
  const before = top.size;
  const prefixes = Object.entries(OF_ONE_BLOCK).flatMap(([pallet, items]) => items.map((item) => prefixOf(pallet, item)));
  for (const key of top.keys()) {
    if (prefixes.some((prefix) => key.startsWith(prefix))) top.delete(key);
  }
  return before - top.size;
}

/** Sets one block in a slot, on the newest relay block: a development node builds no more. Returns the pace of the old chain. */
export function resetPace(top: Pairs): { rate: number; relayParentOffset: number } {
  const [rate, offset] = [prefixOf("BlockRate", "CurrentRate"), prefixOf("BlockRate", "RelayParentOffset")];
  // A state without the items has one block in a slot and no offset, and perhaps a runtime without the pallet.
  const before = { rate: Number(top.get(rate) ?? 1), relayParentOffset: Number(top.get(offset) ?? 0) };
  if (top.has(rate)) top.set(rate, "0x01");
  if (top.has(offset)) top.set(offset, "0x00");
  for (const item of ["Waiting", "LastChange", "Unsettled"]) top.delete(prefixOf("BlockRate", item));
  return before;
}

/** Moves the deadlines, so that as much time is left as before. Returns the number of changed values. */
export function moveDeadlines(top: Pairs, codecs: Codecs, by: Move): number {
  let moved = 0;
  for (const { pallet, entry, move } of DEADLINES) {
    const prefix = prefixOf(pallet, entry);
    for (const [key, value] of top) {
      if (!key.startsWith(prefix)) continue;
      top.set(key, codecs.encode(pallet, entry, move(codecs.decode(pallet, entry, value), by)));
      moved += 1;
    }
  }
  return moved;
}
