// SPDX-License-Identifier: Apache-2.0

// The formats of pallets/settlement/core/README.md, as clients implement them, and the core's Wasm, held against the core's vectors.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { sr25519, sr25519Derive } from "@polkadot-labs/hdkd-helpers";
import { expect, it } from "vitest";
import { join, number } from "../../client/settlement/bytes.ts";
import { CODES, execute } from "../../client/settlement/execute.ts";
import { type Kind, type Records, decodeFields, encodeFields, kindNumber, message, signRecord } from "../../client/settlement/records.ts";
import { NOBODY, State, encodeAccount, newAccount } from "../../client/settlement/state.ts";

type Clear = Record<string, string | number>;

interface Chunk {
  name: string;
  kind: Kind;
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

const unhex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "hex"));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const domain = { genesis: unhex(vectors.domain.genesis), instance: vectors.domain.instance };

const SIGNERS: Record<string, number> = { owner: 0, trader: 1 };
const key = (clear: Clear): number => SIGNERS[String(clear["key"])] ?? Number(clear["key"]);
const terms = (clear: Clear) => ({ fee: BigInt(clear["fee"]!), nonce: Number(clear["nonce"]), expiry: Number(clear["expiry"]) });

/** By the name of an entry: `what`, `account`, `key`, `value`. */
const ENTRIES: Record<string, (clear: Clear) => (string | number | undefined)[]> = {
  tick: (clear) => [0, 0, "", clear["clock"]],
  deposit: (clear) => [1, clear["account"], clear["owner"], clear["amount"]],
  trader: (clear) => [2, clear["account"], clear["trader"], 0],
  forced_exit: (clear) => [3, clear["account"], "", clear["amount"]],
};

/** The fields of a record that the vectors have in clear. */
const FIELDS: { [K in Kind]: (clear: Clear) => Records[K] } = {
  inbox: (clear) => {
    const known = ENTRIES[String(clear["what"])]?.(clear);
    const [what, account, bytes, value] = known ?? [clear["what"], clear["account"], clear["key"], clear["value"]];
    const owner = bytes === "" ? NOBODY : unhex(String(bytes));
    return { what: Number(what), account: Number(account), key: owner, value: BigInt(value!) };
  },
  transfer: (clear) => {
    const [from, to, amount] = [Number(clear["from"]), Number(clear["to"]), BigInt(clear["amount"]!)];
    return { from, to, amount, ...terms(clear), key: key(clear) };
  },
  withdraw: (clear) => ({ account: Number(clear["account"]), amount: BigInt(clear["amount"]!), ...terms(clear) }),
  cancel: (clear) => ({ account: Number(clear["account"]), floor: Number(clear["floor"]), ...terms(clear), key: key(clear) }),
};

it("records and messages have the bytes of the vectors", () => {
  for (const { kind, records, bytes, name } of vectors.chunks) {
    const encoded = records.map((clear) => {
      const record = FIELDS[kind](clear);
      const fields = encodeFields(kind, record);
      expect(decodeFields(kind, fields), name).toEqual(record);
      if (kind === "inbox") return fields;
      expect(hex(message(domain, kind, fields)), name).toBe(clear["message"]);
      return join(fields, unhex(String(clear["signature"])));
    });
    expect(hex(join(...encoded)), name).toBe(bytes);
  }
});

it("the empty state has the root of the vectors", () => {
  expect(hex(State.empty().root())).toBe(vectors.empty_root);
});

it("a client comes to the roots, codes and witnesses of the vectors", () => {
  const state = State.empty();
  const roots = [vectors.empty_root];
  for (const { kind, fee_to, bytes, pre, witness, codes, post, name } of vectors.chunks) {
    expect(hex(state.root()), name).toBe(pre);
    expect(hex(state.witness(kind, unhex(bytes), fee_to)), name).toBe(witness);
    const found = execute(state, { domain, feeTo: fee_to }, kind, unhex(bytes));
    expect(found, name).toEqual(codes.map((code) => CODES[code]));
    expect(hex(state.root()), name).toBe(post);
    roots.push(post);
  }
  expect(new Set(vectors.chunks.flatMap(({ codes }) => codes)).size).toBe(CODES.length);
  for (const { index, account, proof, root } of vectors.proofs.filter((one) => one.root === roots.at(-1))) {
    const known = state.account(index);
    expect(known && hex(encodeAccount(known))).toBe(account ?? undefined);
    expect(hex(state.proof(index))).toBe(proof);
    expect(root).toBe(hex(state.root()));
  }
});

it("a copy of a state goes its own way", () => {
  const place = vectors.chunks.findIndex(({ kind }) => kind === "transfer");
  const next = vectors.chunks[place]!;
  const run = (of: State, { kind, fee_to, bytes }: Chunk) => execute(of, { domain, feeTo: fee_to }, kind, unhex(bytes));
  const state = State.empty();
  for (const chunk of vectors.chunks.slice(0, place)) run(state, chunk);
  expect(hex(state.root())).toBe(next.pre);
  const copy = state.copy();
  run(copy, next);
  expect(hex(copy.root())).toBe(next.post);
  expect(hex(state.root())).toBe(next.pre);
});

it("a cancellation may void 64 nonces at once, and not 65", async () => {
  const pair = sr25519Derive(new Uint8Array(32), sr25519, []);
  for (const [floor, code] of [
    [64, "Done"],
    [65, "FloorAhead"],
  ] as const) {
    const state = State.empty();
    // The nonce 63 is used and moves nothing.
    state.setAccount(0, { ...newAccount(pair.publicKey), free: 1n });
    const record = { account: 0, floor, fee: 0n, nonce: 63, expiry: 0, key: 0 };
    const bytes = await signRecord(domain, "cancel", record, pair.sign);
    expect(execute(state, { domain, feeTo: 0 }, "cancel", bytes)).toEqual([code]);
    expect(state.account(0)!.nonceBase).toBe(code === "Done" ? 64 : 0);
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
      number(kindNumber(chunk.kind), 1),
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
