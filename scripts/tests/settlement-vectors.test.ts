// SPDX-License-Identifier: Apache-2.0

// The formats of pallets/settlement/core/README.md, written once more and held against its vectors: records, messages, signatures, roots.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { sr25519 } from "@polkadot-labs/hdkd-helpers";
import { expect, it } from "vitest";

type Clear = Record<string, string | number>;

interface Chunk {
  name: string;
  kind: "inbox" | "transfer" | "withdraw" | "cancel";
  fee_to: number;
  records: Clear[];
  bytes: string;
  pre: string;
  witness: string;
  codes: number[];
  post: string;
}

interface Vectors {
  format_version: number;
  domain: { genesis: string; instance: number };
  empty_root: string;
  chunks: Chunk[];
  proofs: { index: number; account: string | null; proof: string; root: string }[];
}

const REPOSITORY = new URL("../../", import.meta.url);
const file = new URL("pallets/settlement/core/vectors.json", REPOSITORY);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;

const ACCOUNTS = 2 ** 24;
const HEAD_BYTES = 45;
const ACCOUNT_BYTES = 109;
const NOBODY = new Uint8Array(32);

const unhex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "hex"));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "ascii"));

function number(value: string | number | undefined, bytes: number): Uint8Array {
  if (value === undefined) throw new Error("a field is missing");
  const rest = BigInt(value);
  return Uint8Array.from({ length: bytes }, (_, place) => Number((rest >> BigInt(8 * place)) & 255n));
}

const SIGNERS: Record<string, number> = { owner: 0, trader: 1 };
const key = (record: Clear): Uint8Array => number(SIGNERS[String(record["key"])] ?? record["key"], 1);
const terms = (record: Clear): Uint8Array =>
  join(number(record["fee"], 8), number(record["nonce"], 4), number(record["expiry"], 4));

/** By the name of an entry: `what`, `account`, `key`, `value`. */
const ENTRIES: Record<string, (record: Clear) => (string | number | undefined)[]> = {
  tick: (record) => [0, 0, "", record["clock"]],
  deposit: (record) => [1, record["account"], record["owner"], record["amount"]],
  trader: (record) => [2, record["account"], record["trader"], 0],
  forced_exit: (record) => [3, record["account"], "", record["amount"]],
};

function entry(record: Clear): Uint8Array {
  const known = ENTRIES[String(record["what"])]?.(record);
  const [what, account, bytes, value] = known ?? [record["what"], record["account"], record["key"], record["value"]];
  const owner = bytes === "" ? NOBODY : unhex(String(bytes));
  return join(number(what, 1), number(account, 4), owner, number(value, 16));
}

/** A record's fields up to the signature. */
const FIELDS: Record<Chunk["kind"], (record: Clear) => Uint8Array> = {
  inbox: entry,
  transfer: (record) =>
    join(number(record["from"], 4), number(record["to"], 4), number(record["amount"], 16), terms(record), key(record)),
  withdraw: (record) => join(number(record["account"], 4), number(record["amount"], 16), terms(record)),
  cancel: (record) => join(number(record["account"], 4), number(record["floor"], 4), terms(record), key(record)),
};

const KINDS = ["inbox", "transfer", "withdraw", "cancel"];

const message = (kind: Chunk["kind"], fields: Uint8Array): Uint8Array =>
  join(
    ascii("<Bytes>outrider-settlement"),
    unhex(vectors.domain.genesis),
    number(vectors.domain.instance, 4),
    number(vectors.format_version, 1),
    number(KINDS.indexOf(kind), 1),
    fields,
    ascii("</Bytes>"),
  );

const node = (left: Uint8Array, right: Uint8Array): Uint8Array => Blake2256(join(number(1, 1), left, right));
const leaf = (index: number, account: Uint8Array): Uint8Array =>
  Blake2256(join(number(0, 1), number(index, 4), account));
const root = (accounts: Uint8Array, globals: Uint8Array): Uint8Array => Blake2256(join(ascii("G"), accounts, globals));

/** The indices that a chunk names, in ascending order. */
function named(chunk: Chunk): number[] {
  const numbers = chunk.records.flatMap((record): number[] => {
    if (chunk.kind === "transfer") return [Number(record["from"]), Number(record["to"])];
    const names = chunk.kind !== "inbox" || ["deposit", "trader", "forced_exit"].includes(String(record["what"]));
    return names ? [Number(record["account"])] : [];
  });
  if (chunk.kind !== "inbox") numbers.push(chunk.fee_to);
  return [...new Set(numbers.filter((index) => index < ACCOUNTS))].sort((a, b) => a - b);
}

/** What a witness opens: the accounts, and the root. */
function open(chunk: Chunk): { accounts: Map<number, Uint8Array>; root: Uint8Array } {
  let rest = unhex(chunk.witness);
  const take = (bytes: number): Uint8Array => {
    if (rest.length < bytes) throw new Error("the witness is too short");
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(bytes);
    return taken;
  };
  const globals = Blake2256(join(number(0x12, 1), take(HEAD_BYTES + 8 * 32)));
  const accounts = new Map<number, Uint8Array>();
  let nodes = named(chunk).map((index): [number, Uint8Array] => {
    if (rest[0] === 0) {
      take(1);
      return [index, NOBODY];
    }
    const account = take(ACCOUNT_BYTES);
    accounts.set(index, account);
    return [index, leaf(index, account)];
  });
  for (let level = 0; level < 24; level += 1) {
    const known = new Map(nodes);
    const parents = new Map<number, Uint8Array>();
    for (const [at, hash] of nodes) {
      const parent = Math.floor(at / 2);
      if (parents.has(parent)) continue;
      const sibling = known.get(at % 2 === 0 ? at + 1 : at - 1) ?? take(32);
      parents.set(parent, at % 2 === 0 ? node(hash, sibling) : node(sibling, hash));
    }
    nodes = [...parents];
  }
  const top = nodes[0]?.[1] ?? take(32);
  expect(rest.length, `bytes after the witness of ${chunk.name}`).toBe(0);
  return { accounts, root: root(top, globals) };
}

it("records and messages have the bytes of the vectors", () => {
  for (const chunk of vectors.chunks) {
    const records = chunk.records.map((record) => {
      const fields = FIELDS[chunk.kind](record);
      if (chunk.kind === "inbox") return fields;
      expect(hex(message(chunk.kind, fields)), chunk.name).toBe(record["message"]);
      return join(fields, unhex(String(record["signature"])));
    });
    expect(hex(join(...records)), chunk.name).toBe(chunk.bytes);
  }
});

it("a witness opens the root before its chunk", () => {
  for (const chunk of vectors.chunks) expect(hex(open(chunk).root), chunk.name).toBe(chunk.pre);
});

it("each chunk begins where the one before has ended", () => {
  let before = vectors.empty_root;
  for (const chunk of vectors.chunks) {
    expect(chunk.pre, chunk.name).toBe(before);
    before = chunk.post;
  }
});

it("the keys of the accounts have signed the records that had an effect", () => {
  let checked = 0;
  for (const chunk of vectors.chunks.filter(({ kind }) => kind !== "inbox")) {
    const { accounts } = open(chunk);
    chunk.records.forEach((record, place) => {
      if (chunk.codes[place] !== 0) return;
      const account = accounts.get(Number(record["from"] ?? record["account"]))!;
      const signer = record["key"] === "trader" ? account.subarray(33, 65) : account.subarray(1, 33);
      const signature = unhex(String(record["signature"]));
      expect(sr25519.verify(signature, unhex(String(record["message"])), signer), chunk.name).toBe(true);
      checked += 1;
    });
  }
  expect(checked).toBeGreaterThan(40);
});

it("the empty state has the root of the vectors", () => {
  let top: Uint8Array = NOBODY;
  for (let level = 0; level < 24; level += 1) top = node(top, top);
  const head = join(number(1, 1), new Uint8Array(HEAD_BYTES - 1));
  const markets = Array.from({ length: 8 }, () => Blake2256(number(0x13, 1)));
  const globals = Blake2256(join(number(0x12, 1), head, ...markets));
  expect(hex(root(top, globals))).toBe(vectors.empty_root);
});

it("proofs lead from an account, or an unused index, to the root", () => {
  for (const { index, account, proof, root: expected } of vectors.proofs) {
    const bytes = unhex(proof);
    expect(bytes.length).toBe(800);
    let hash = account === null ? NOBODY : leaf(index, unhex(account));
    for (let level = 0; level < 24; level += 1) {
      const sibling = bytes.subarray(32 * level, 32 * level + 32);
      hash = Math.floor(index / 2 ** level) % 2 === 0 ? node(hash, sibling) : node(sibling, hash);
    }
    expect(hex(root(hash, bytes.subarray(768)))).toBe(expected);
  }
});

interface Core {
  memory: { buffer: ArrayBuffer };
  input: () => number;
  apply: (length: number) => number;
}

// Of the types of a browser, which `tsconfig.json` leaves out.
declare namespace WebAssembly {
  function instantiate(module: Uint8Array, imports: object): Promise<{ instance: { exports: unknown } }>;
}

/** Runs cargo with the toolchain that compiles the runtime's Wasm. */
const CARGO_FOR_WASM = `
  . scripts/lib.sh
  require_wasm_toolchain
  own_target
  \${WASM_BUILD_TOOLCHAIN:+rustup run "$WASM_BUILD_TOOLCHAIN"} cargo "$@"
`;

/** The core, compiled to Wasm. Hashes and signatures are the host's. */
async function compiled(): Promise<Core> {
  const what = ["-p", "settlement-core", "--example", "wasm", "--target", "wasm32v1-none"];
  const build = ["build", ...what, "--locked", "--profile", "fast", "--message-format", "json"];
  const output = execFileSync("bash", ["-c", CARGO_FOR_WASM, "bash", ...build], { cwd: REPOSITORY, encoding: "utf8" });
  const lines = output.trim().split("\n");
  const artefacts = lines.map((line) => JSON.parse(line) as { filenames?: string[] });
  const wasm = artefacts.flatMap(({ filenames = [] }) => filenames).find((name) => name.endsWith("/wasm.wasm"))!;
  const at = (place: number, length: number): Uint8Array => new Uint8Array(core.memory.buffer, place, length);
  const env = {
    blake2_256: (bytes: number, length: number, hash: number) => at(hash, 32).set(Blake2256(at(bytes, length))),
    sr25519_verify: (signature: number, bytes: number, length: number, key: number) =>
      Number(sr25519.verify(at(signature, 64).slice(), at(bytes, length).slice(), at(key, 32).slice())),
  };
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { env });
  const core = instance.exports as Core;
  return core;
}

it("Wasm comes to the roots and codes of the vectors", async () => {
  const { memory, input, apply } = await compiled();
  const run = (chunk: Chunk, witness: Uint8Array): { codes: number[]; root: string } => {
    const bytes = unhex(chunk.bytes);
    const written = join(
      unhex(chunk.pre),
      unhex(vectors.domain.genesis),
      number(vectors.domain.instance, 4),
      number(chunk.fee_to, 4),
      number(KINDS.indexOf(chunk.kind), 1),
      number(bytes.length, 4),
      bytes,
      witness,
    );
    new Uint8Array(memory.buffer, input(), written.length).set(written);
    const codes = apply(written.length);
    const answer = new Uint8Array(memory.buffer, input(), 32 + codes);
    return { root: hex(answer.slice(0, 32)), codes: Array.from(answer.slice(32)) };
  };
  for (const chunk of vectors.chunks) {
    const { root, codes } = run(chunk, unhex(chunk.witness));
    expect(codes, chunk.name).toEqual(chunk.codes);
    expect(root, chunk.name).toBe(chunk.post);
    const padded = join(unhex(chunk.witness), NOBODY);
    expect(run(chunk, padded).codes, chunk.name).toEqual([]);
  }
});
