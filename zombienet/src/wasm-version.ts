// SPDX-License-Identifier: Apache-2.0

// Makes a runtime with the next spec version from a built one, for an upgrade, and with one fault if a test wants it.

import { compress, init } from "@bokuweb/zstd-wasm";
import { Twox128 } from "@polkadot-api/substrate-bindings";
import { COMPRESSED, Reader, type Section, moduleOf, sections, versionOf } from "../../client/upgrade/code.ts";

const IMPORT_SECTION = 2;
const EXPORT_SECTION = 7;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const VERSION_SECTION = "runtime_version";
/** The opcode `i32.const`. The number follows. */
const CONSTANT = 0x41;
/** The opcode `i64.const`. The number follows. */
const LONG_CONSTANT = 0x42;
/** `unreachable`, `nop` and `end`: an instruction that stops the execution, one that does nothing, the end of a function. */
const [UNREACHABLE, NOP, END] = [0x00, 0x01, 0x0b];
/** Kinds of imports and exports. */
const [FUNCTION, TABLE, MEMORY] = [0, 1, 2];
/** The opcodes after a constant that is the version: a store, or a comparison followed by a branch. */
const USES = [[0x36], [0x49, 0x0d], [0x4f, 0x0d], [0x46, 0x0d], [0x47, 0x0d]];
const HOST_FUNCTION = "ext_logging_log_version_1";
const FOREIGN_MODULE = "moo";
const ZSTD_LEVEL = 10;

/** A signed number in LEB128. */
function leb(value: bigint): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    const byte = Number(left & 0x7fn);
    const isLast = (left >> 7n === 0n && (byte & 0x40) === 0) || (left >> 7n === -1n && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const u32 = (value: number): number[] => [...Buffer.from(new Uint32Array([value]).buffer)];

/** Replaces `from` by `to`, between `start` and `end` and where `isRight` agrees. Both have the same length. */
function replace(
  module: Buffer,
  [start, end]: [number, number],
  from: number[],
  to: number[],
  isRight: (after: number) => boolean,
): number {
  if (from.length !== to.length) throw new Error("the new value takes more bytes than the old one, or fewer");
  let count = 0;
  for (
    let at = module.indexOf(Buffer.from(from), start);
    at >= 0 && at < end;
    at = module.indexOf(Buffer.from(from), at + 1)
  ) {
    if (!isRight(at + from.length)) continue;
    module.set(to, at);
    count += 1;
  }
  return count;
}

/** A changed module, and how often its version was replaced. */
export interface Replaced {
  module: Uint8Array;
  /** Instructions in the code, and structs in the data. */
  inCode: number;
  inData: number;
}

/** Raises the spec version of a Wasm module, in its version section and in the code. */
export function withVersion(original: Uint8Array, version: number): Replaced {
  const module = Buffer.from(original);
  const { specVersion } = versionOf(module);
  let [inCode, inData] = [0, 0];
  for (const { id, name, start, end } of sections(original)) {
    const range: [number, number] = [start, end];
    if (name === VERSION_SECTION) {
      // In the bytes: the authoring version, then the spec version, then the impl version, which is 0.
      if (replace(module, range, [...u32(specVersion), ...u32(0)], [...u32(version), ...u32(0)], () => true) !== 1) {
        throw new Error(`the section ${VERSION_SECTION} does not have ${specVersion} once`);
      }
    }
    if (id === CODE_SECTION) {
      const isUse = (after: number) => USES.some((use) => use.every((byte, i) => module[after + i] === byte));
      inCode += replace(module, range, [CONSTANT, ...leb(BigInt(specVersion))], [CONSTANT, ...leb(BigInt(version))], isUse);
      // What signatures are checked for: the spec version, and in the higher half transaction version 1.
      const signed = (spec: number) => [LONG_CONSTANT, ...leb(BigInt(spec) | (1n << 32n))];
      inCode += replace(module, range, signed(specVersion), signed(version), () => true);
    }
    if (id === DATA_SECTION) {
      // The struct: authoring version 1, spec version, impl version 0, transaction version 1.
      const struct = (spec: number) => [...u32(1), ...u32(spec), ...u32(0), ...u32(1)];
      inData += replace(module, range, struct(specVersion), struct(version), () => true);
    }
  }
  if (inCode === 0 || inData === 0) {
    throw new Error(
      `the version ${specVersion} stands ${inCode} times in the code and ${inData} times in the data: expected it in both`,
    );
  }
  return { module, inCode, inData };
}

/** A runtime's module, compressed or not, with the next spec version. */
function nextOf(runtime: Uint8Array): Uint8Array {
  const module = moduleOf(runtime);
  return withVersion(module, versionOf(module).specVersion + 1).module;
}

/** The compressor, loaded once: the package fails after a third `init`. */
let compressor: Promise<void> | undefined;

async function pack(module: Uint8Array): Promise<Uint8Array> {
  await (compressor ??= init());
  return Buffer.concat([COMPRESSED, compress(Buffer.from(module), ZSTD_LEVEL)]);
}

/** A runtime, compressed or not, with the next spec version. The result is compressed. */
export const withNextVersion = (runtime: Uint8Array): Promise<Uint8Array> => pack(nextOf(runtime));

/**
 * The same, and one host function is imported from a module that no host has: every node can read the version, and none
 * can run the code.
 */
export function withNextVersionAndForeignImport(runtime: Uint8Array): Promise<Uint8Array> {
  const module = Buffer.from(nextOf(runtime));
  const imports = sections(module).find(({ id }) => id === IMPORT_SECTION)!;
  // A length stands before each name.
  const at = module.indexOf(`\u0003env${String.fromCharCode(HOST_FUNCTION.length)}${HOST_FUNCTION}`, imports.start);
  if (at < 0 || at >= imports.end) throw new Error(`the module does not import ${HOST_FUNCTION}`);
  module.write(FOREIGN_MODULE, at + 1);
  return pack(module);
}

/** The part of a module with this id. */
function sectionOf(module: Uint8Array, wanted: number): Section {
  const found = sections(module).find(({ id }) => id === wanted);
  if (!found) throw new Error(`the module has no section ${wanted}`);
  return found;
}

const readerOf = (module: Uint8Array, { start, end }: Section) => new Reader(module, start, end);

/** How many functions a module imports: their indices come before those of its own. */
function importedFunctions(module: Uint8Array): number {
  const reader = readerOf(module, sectionOf(module, IMPORT_SECTION));
  let functions = 0;
  for (let left = reader.leb(); left > 0; left -= 1) {
    for (const _ of ["module", "name"]) reader.text(reader.leb());
    const kind = reader.byte();
    if (kind === FUNCTION) {
      reader.leb();
      functions += 1;
    } else if (kind === TABLE || kind === MEMORY) {
      if (kind === TABLE) reader.byte();
      const hasMost = reader.byte() === 1;
      reader.leb();
      if (hasMost) reader.leb();
    } else {
      // A global: its type, and whether it can change.
      reader.take(2);
    }
  }
  return functions;
}

/** The index of a function that a module exports. */
function exportedFunction(module: Uint8Array, wanted: string): number {
  const reader = readerOf(module, sectionOf(module, EXPORT_SECTION));
  for (let left = reader.leb(); left > 0; left -= 1) {
    const name = reader.text(reader.leb());
    const kind = reader.byte();
    const index = reader.leb();
    if (kind === FUNCTION && name === wanted) return index;
  }
  throw new Error(`the module exports no function ${wanted}`);
}

/** A runtime with its spec version raised by one, compressed, in which an exported function does nothing but trap. */
export function withNextVersionAndTrap(runtime: Uint8Array, name: string): Promise<Uint8Array> {
  const module = Buffer.from(nextOf(runtime));
  const index = exportedFunction(module, name) - importedFunctions(module);
  const reader = readerOf(module, sectionOf(module, CODE_SECTION));
  reader.leb();
  for (let before = index; before > 0; before -= 1) reader.take(reader.leb());
  const length = reader.leb();
  // No locals in front of the instructions. The length stays what it was.
  module.fill(NOP, reader.at, reader.at + length);
  module.set([0, UNREACHABLE], reader.at);
  module[reader.at + length - 1] = END;
  return pack(module);
}

/**
 * A runtime of the same version, compressed, that keeps a storage item under another key. What the state has under the old key
 * does not exist for this code.
 */
export function withItemMoved(runtime: Uint8Array, item: string): Promise<Uint8Array> {
  const module = Buffer.from(moduleOf(runtime));
  const { start, end } = sectionOf(module, CODE_SECTION);
  // The code has the hash of the name as two numbers.
  const half = Buffer.from(Twox128(Buffer.from(item))).readBigInt64LE(0);
  const constant = (value: bigint) => [LONG_CONSTANT, ...leb(value)];
  if (replace(module, [start, end], constant(half), constant(half ^ 1n), () => true) === 0) {
    throw new Error(`the code does not have the key of ${item}`);
  }
  return pack(module);
}
