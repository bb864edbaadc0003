// SPDX-License-Identifier: Apache-2.0

// The records of settlement and what their signatures cover, as pallets/settlement/core/README.md lays them out.

import { Fields, ascii, join, number } from "./bytes.ts";

/** In the order of their numbers. */
export const KINDS = ["inbox", "transfer", "withdraw", "cancel"] as const;
export type Kind = (typeof KINDS)[number];
/** The kinds that somebody signs. */
export type SignedKind = Exclude<Kind, "inbox">;

export const kindNumber = (kind: Kind): number => KINDS.indexOf(kind);

/** The bytes of a record, with its signature. */
export const RECORD_BYTES: Record<Kind, number> = { inbox: 53, transfer: 105, withdraw: 100, cancel: 89 };
export const SIGNATURE_BYTES = 64;
/** The most records of a chunk. */
export const MAX_RECORDS = 32;
/** Indices are below this number. */
export const ACCOUNTS = 2 ** 24;
/** The market of a chunk that has none. */
export const NO_MARKET = 0xff;

export const FORMAT_VERSION = 1;

/** What an entry of the inbox does, in the order of their numbers. */
export const ENTRIES = ["tick", "deposit", "trader", "forced exit"] as const;

/** An entry of the inbox: it has no signature, since the chain makes it. Amounts are in plank. */
export interface Entry {
  what: number;
  account: number;
  key: Uint8Array;
  value: bigint;
}

/** What every signed record names. `fee` is in plank, `expiry` the last clock at which the record may have its effect. */
export interface Terms {
  fee: bigint;
  nonce: number;
  expiry: number;
}

/** Which key has signed: 0 the owner's, 1 the trader's. */
interface Keyed {
  key: number;
}

export interface Transfer extends Terms, Keyed {
  from: number;
  to: number;
  amount: bigint;
}

export interface Withdraw extends Terms {
  account: number;
  amount: bigint;
}

/** Makes a nonce used, and nonces below `floor` void. */
export interface Cancel extends Terms, Keyed {
  account: number;
  floor: number;
}

/** A record's fields, by its kind. */
export interface Records {
  inbox: Entry;
  transfer: Transfer;
  withdraw: Withdraw;
  cancel: Cancel;
}

const terms = ({ fee, nonce, expiry }: Terms): Uint8Array => join(number(fee, 8), number(nonce, 4), number(expiry, 4));
const readTerms = (fields: Fields): Terms => ({ fee: fields.big(8), nonce: fields.number(4), expiry: fields.number(4) });

const ENCODE: { [K in Kind]: (record: Records[K]) => Uint8Array } = {
  inbox: ({ what, account, key, value }) => join(number(what, 1), number(account, 4), key, number(value, 16)),
  transfer: (record) => join(number(record.from, 4), number(record.to, 4), number(record.amount, 16), terms(record), number(record.key, 1)),
  withdraw: (record) => join(number(record.account, 4), number(record.amount, 16), terms(record)),
  cancel: (record) => join(number(record.account, 4), number(record.floor, 4), terms(record), number(record.key, 1)),
};

const DECODE: { [K in Kind]: (fields: Fields) => Records[K] } = {
  inbox: (fields) => ({ what: fields.number(1), account: fields.number(4), key: fields.bytes(32), value: fields.big(16) }),
  transfer: (fields) => ({
    from: fields.number(4),
    to: fields.number(4),
    amount: fields.big(16),
    ...readTerms(fields),
    key: fields.number(1),
  }),
  withdraw: (fields) => ({ account: fields.number(4), amount: fields.big(16), ...readTerms(fields) }),
  cancel: (fields) => ({ account: fields.number(4), floor: fields.number(4), ...readTerms(fields), key: fields.number(1) }),
};

/** A record's fields as bytes: all of the record but its signature. */
export const encodeFields = <K extends Kind>(kind: K, record: Records[K]): Uint8Array => ENCODE[kind](record);

/** A record's fields from its bytes, with or without a signature behind them. */
export const decodeFields = <K extends Kind>(kind: K, bytes: Uint8Array): Records[K] => DECODE[kind](new Fields(bytes));

/** The fields and the signature of a signed record. */
export function split(bytes: Uint8Array): { fields: Uint8Array; signature: Uint8Array } {
  const end = bytes.length - SIGNATURE_BYTES;
  return { fields: bytes.slice(0, end), signature: bytes.slice(end) };
}

/** Where signatures are good: one chain, one instance. */
export interface Domain {
  genesis: Uint8Array;
  instance: number;
}

/** What a signature covers. */
export const message = (domain: Domain, kind: Kind, fields: Uint8Array): Uint8Array =>
  join(
    ascii("<Bytes>outrider-settlement"),
    domain.genesis,
    number(domain.instance, 4),
    number(FORMAT_VERSION, 1),
    number(kindNumber(kind), 1),
    fields,
    ascii("</Bytes>"),
  );

/** A signed record, as a sequencer takes it. */
export async function signRecord<K extends SignedKind>(
  domain: Domain,
  kind: K,
  record: Records[K],
  sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const fields = encodeFields(kind, record);
  return join(fields, await sign(message(domain, kind, fields)));
}

/** Cuts bytes of one kind into records. Fails if they are not whole ones. */
export function cut(kind: Kind, bytes: Uint8Array): Uint8Array[] {
  const width = RECORD_BYTES[kind];
  if (bytes.length % width !== 0) throw new Error(`${bytes.length} bytes are no records of the kind ${kind}: one has ${width}`);
  return Array.from({ length: bytes.length / width }, (_, place) => bytes.slice(place * width, (place + 1) * width));
}

const NAMED: { [K in Kind]: (record: Records[K]) => number[] } = {
  inbox: ({ what, account }) => (what >= 1 && what < ENTRIES.length ? [account] : []),
  transfer: ({ from, to }) => [from, to],
  withdraw: ({ account }) => [account],
  cancel: ({ account }) => [account],
};

/** The indices that a chunk names, in ascending order. They follow from the bytes alone. */
export function namedBy(kind: Kind, bytes: Uint8Array, feeTo: number): number[] {
  const places = cut(kind, bytes).flatMap((record) => (NAMED[kind] as (fields: Records[Kind]) => number[])(decodeFields(kind, record)));
  if (kind !== "inbox") places.push(feeTo);
  return [...new Set(places.filter((index) => index < ACCOUNTS))].sort((a, b) => a - b);
}
