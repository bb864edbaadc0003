// SPDX-License-Identifier: Apache-2.0

// The receipts of sequencers, as pallets/settlement/README.md lays them out.

import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { ascii, hex, join, number, unhex } from "./bytes.ts";
import { isSigned } from "./execute.ts";
import { type Domain, FORMAT_VERSION, type SignedKind, kindNumber } from "./records.ts";

/**
 * A sequencer's promise: in the batch `batch`, if it is built on `parent`, the record stands in this chunk, counted from 0 after those
 * of the inbox, at this position. Hashes, the key and the signature are 0x and hexadecimal digits.
 */
export interface RecordReceipt {
  /** The record's hash. */
  record: string;
  kind: string;
  batch: number;
  parent: string;
  chunk: number;
  position: number;
  /** The sequencer's bonded account. */
  sequencer: string;
  key: string;
  signature: string;
}

/** The hash by which receipts name a record. The bytes are the whole record's, with its signature. */
export const recordHash = (kind: SignedKind, bytes: Uint8Array): string => hex(Blake2256(join(number(kindNumber(kind), 1), bytes)));

/** What the signature of a receipt covers. */
export const receiptMessage = (
  domain: Domain,
  { batch, parent, chunk, position, record }: Pick<RecordReceipt, "batch" | "parent" | "chunk" | "position" | "record">,
): Uint8Array =>
  join(
    ascii("outrider-settlement-receipt"),
    domain.genesis,
    number(domain.instance, 4),
    number(FORMAT_VERSION, 1),
    number(batch, 8),
    unhex(parent),
    number(chunk, 4),
    number(position, 1),
    unhex(record),
  );

const isHex = (digits: string, bytes: number): boolean => /^0x[0-9a-f]*$/.test(digits) && digits.length === 2 + 2 * bytes;
const isBelow = (value: number, limit: number): boolean => Number.isSafeInteger(value) && value >= 0 && value < limit;

/** Whether every field has its width. With another width, other fields could have the same message: the chain would not take it. */
const isWellFormed = ({ batch, parent, chunk, position, signature }: RecordReceipt): boolean =>
  isBelow(batch, Infinity) && isHex(parent, 32) && isBelow(chunk, 2 ** 32) && isBelow(position, 2 ** 8) && isHex(signature, 64);

/** What a receipt has to be for. */
export interface Expected {
  domain: Domain;
  kind: SignedKind;
  /** The hash of the record that was sent. */
  record: string;
  /** The key of the receipt's sequencer, by the chain. None if nobody is bonded under this account. */
  key: string | undefined;
}

/** Why a receipt binds nobody to this record. `undefined` if it does bind the sequencer. */
export function receiptFault(receipt: RecordReceipt, { domain, kind, record, key }: Expected): string | undefined {
  const { sequencer } = receipt;
  if (receipt.record !== record || receipt.kind !== kind) return `it is for another record, the ${receipt.kind} ${receipt.record}`;
  if (key === undefined) return `${sequencer} is no sequencer on the chain`;
  if (receipt.key !== key) return `it names the key ${receipt.key}, and on the chain ${sequencer} has the key ${key}`;
  if (!isWellFormed(receipt)) return "it is malformed";
  if (!isSigned(unhex(receipt.signature), receiptMessage(domain, receipt), unhex(key))) return "its signature is not the sequencer's";
  return undefined;
}
