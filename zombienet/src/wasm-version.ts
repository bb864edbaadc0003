// SPDX-License-Identifier: Apache-2.0

// A runtime with another spec version, made of one that is built: to upgrade to code that differs in nothing else.

import { compress, init } from "@bokuweb/zstd-wasm";
import { COMPRESSED, moduleOf, sections, versionOf } from "../../client/upgrade/code.ts";

const IMPORT_SECTION = 2;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const VERSION_SECTION = "runtime_version";
/** `i32.const`, with the number after it. */
const CONSTANT = 0x41;
/** What tells that a constant is the version: it is stored, or compared in order to branch. */
const USES = [[0x36], [0x49, 0x0d], [0x4f, 0x0d], [0x46, 0x0d], [0x47, 0x0d]];
const HOST_FUNCTION = "ext_logging_log_version_1";
const FOREIGN_MODULE = "moo";
const ZSTD_LEVEL = 10;

/** A signed number as Wasm writes it. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7) {
    const byte = left & 0x7f;
    const isLast = (left >> 7 === 0 && (byte & 0x40) === 0) || (left >> 7 === -1 && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const u32 = (value: number): number[] => [...Buffer.from(new Uint32Array([value]).buffer)];

/** Puts `to` where `from` is, between `start` and `end` and where `isRight`. Both are of one length. */
function replace(
  module: Buffer,
  [start, end]: [number, number],
  from: number[],
  to: number[],
  isRight: (after: number) => boolean,
): number {
  if (from.length !== to.length) throw new Error("the new version takes more bytes than the old one");
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

/** Where a version was replaced. */
export interface Replaced {
  module: Uint8Array;
  /** Instructions and structs that hold it, and the section that tells it to the node. */
  inCode: number;
  inData: number;
}

/** Raises the spec version of a Wasm module, in the section that tells it and where the code has it. */
export function withVersion(original: Uint8Array, version: number): Replaced {
  const module = Buffer.from(original);
  const { specVersion } = versionOf(module);
  let [inCode, inData] = [0, 0];
  for (const { id, name, start, end } of sections(original)) {
    const range: [number, number] = [start, end];
    if (name === VERSION_SECTION) {
      // Spec and impl version: the authoring version is in front, and impl version is 0.
      if (replace(module, range, [...u32(specVersion), ...u32(0)], [...u32(version), ...u32(0)], () => true) !== 1) {
        throw new Error(`the section ${VERSION_SECTION} does not have ${specVersion} once`);
      }
    }
    if (id === CODE_SECTION) {
      const isUse = (after: number) => USES.some((use) => use.every((byte, i) => module[after + i] === byte));
      inCode += replace(module, range, [CONSTANT, ...leb(specVersion)], [CONSTANT, ...leb(version)], isUse);
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

/** The module of a runtime, compressed or not, with its spec version raised by one. */
function nextOf(runtime: Uint8Array): Uint8Array {
  const module = moduleOf(runtime);
  return withVersion(module, versionOf(module).specVersion + 1).module;
}

async function pack(module: Uint8Array): Promise<Uint8Array> {
  await init();
  return Buffer.concat([COMPRESSED, compress(Buffer.from(module), ZSTD_LEVEL)]);
}

/** A runtime, compressed or not, with its spec version raised by one, compressed. */
export const withNextVersion = (runtime: Uint8Array): Promise<Uint8Array> => pack(nextOf(runtime));

/** The same, but one host function is to come from a module that no host has: every node can read its version, none can run it. */
export function withNextVersionAndForeignImport(runtime: Uint8Array): Promise<Uint8Array> {
  const module = Buffer.from(nextOf(runtime));
  const imports = sections(module).find(({ id }) => id === IMPORT_SECTION)!;
  // The names have their lengths in front.
  const at = module.indexOf(`\u0003env${String.fromCharCode(HOST_FUNCTION.length)}${HOST_FUNCTION}`, imports.start);
  if (at < 0 || at >= imports.end) throw new Error(`the module does not import ${HOST_FUNCTION}`);
  module.write(FOREIGN_MODULE, at + 1);
  return pack(module);
}
