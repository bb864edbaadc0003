// SPDX-License-Identifier: Apache-2.0

// Reads a runtime's file without running the runtime.

import { readFile } from "node:fs/promises";
import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { Decompress } from "fzstd";

/** Node.js has this API, and its types leave the API out. */
declare namespace WebAssembly {
  interface Module {}
  const Module: { imports(compiled: Module): { module: string; name: string }[] };
  function compile(module: Uint8Array): Promise<Module>;
}

/** A runtime in the form that goes on chain: its file, byte for byte. */
export interface Code {
  bytes: Uint8Array;
  /** The hash that authorizes the upgrade. */
  hash: string;
  specName: string;
  specVersion: number;
  /** Imported host functions, such as `env.ext_logging_log_version_1`. */
  imports: string[];
}

/** The first bytes of a compressed runtime. The rest is zstd. */
export const COMPRESSED = Uint8Array.of(0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05);
/** The first bytes of a Wasm module of version 1. */
const WASM = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
/** The most bytes that the node unpacks. */
const MOST_UNPACKED = 50 * 1024 * 1024;
const CUSTOM_SECTION = 0;
const VERSION_SECTION = "runtime_version";

/** A section of a Wasm module. */
export interface Section {
  id: number;
  /** Only custom sections have a name. */
  name?: string;
  /** The start and the end of the section's content. The content of a custom section begins after its name. */
  start: number;
  end: number;
}

const startsWith = (bytes: Uint8Array, magic: Uint8Array) => magic.every((byte, i) => bytes[i] === byte);

/** Reads numbers and names from bytes, and fails at the end of the bytes. */
export class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly end: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  take(length: number): Uint8Array {
    if (length > this.end - this.at) throw new Error("it ends in the middle of a part");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  /** A number of 32 bits in LEB128, as Wasm writes lengths: seven bits in each byte, the lowest first. */
  leb(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80 && value < 2 ** 32) return value;
      if (byte < 0x80) break;
    }
    throw new Error("a length in it is no number of 32 bits");
  }

  u32(): number {
    return Buffer.from(this.take(4)).readUInt32LE(0);
  }

  text(length: number): string {
    return new TextDecoder("utf-8", { fatal: true }).decode(this.take(length));
  }

  /** A text whose length is a SCALE compact number of up to 14 bits: names are short. */
  shortText(): string {
    const first = this.byte();
    if ((first & 3) === 0) return this.text(first >> 2);
    if ((first & 3) === 1) return this.text((first + this.byte() * 256) >> 2);
    throw new Error("a name in its version is too long");
  }
}

/** The sections of a Wasm module. */
export function sections(module: Uint8Array): Section[] {
  const reader = new Reader(module, WASM.length, module.length);
  const found: Section[] = [];
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const length = reader.leb();
    const start = reader.at;
    reader.take(length);
    if (id !== CUSTOM_SECTION) {
      found.push({ id, start, end: reader.at });
      continue;
    }
    const inside = new Reader(module, start, reader.at);
    const name = inside.text(inside.leb());
    found.push({ id, name, start: inside.at, end: reader.at });
  }
  return found;
}

/** Unpacks zstd. Fails if the bytes are not zstd, are incomplete, or unpack to too much. */
function unpack(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Decompress((part, isLast) => {
    length += part.length;
    if (length > MOST_UNPACKED) throw new Error("too much");
    parts.push(part);
    isWhole ||= isLast === true;
  });
  try {
    stream.push(packed, true);
    if (!isWhole) throw new Error("too early an end");
  } catch {
    throw new Error(`it can't be unpacked as zstd to at most ${MOST_UNPACKED} bytes`);
  }
  return Buffer.concat(parts);
}

/** The Wasm module of a runtime. A compressed one is unpacked. */
export function moduleOf(bytes: Uint8Array): Uint8Array {
  if (startsWith(bytes, WASM)) return bytes;
  if (!startsWith(bytes, COMPRESSED)) throw new Error("it begins neither like Wasm nor like a compressed runtime");
  const module = unpack(bytes.subarray(COMPRESSED.length));
  if (!startsWith(module, WASM)) throw new Error("what it unpacks to does not begin like Wasm");
  return module;
}

/** The spec name and version in a Wasm module. */
export function versionOf(module: Uint8Array): { specName: string; specVersion: number } {
  const found = sections(module).filter(({ name }) => name === VERSION_SECTION);
  const [section] = found;
  if (!section || found.length > 1) {
    throw new Error(`it has ${found.length} sections \`${VERSION_SECTION}\`, where a runtime has one`);
  }
  // The order is: spec name, impl name, authoring version, spec version. The node compares only the first and the last.
  const reader = new Reader(module, section.start, section.end);
  const specName = reader.shortText();
  reader.shortText();
  reader.u32();
  return { specName, specVersion: reader.u32() };
}

/** The imports of a Wasm module. Fails if the module is not valid. */
export async function importsOf(module: Uint8Array): Promise<string[]> {
  let compiled: WebAssembly.Module;
  try {
    compiled = await WebAssembly.compile(module);
  } catch (error) {
    throw new Error(`it is not valid WebAssembly (${(error as Error).message})`);
  }
  return WebAssembly.Module.imports(compiled).map(({ module, name }) => `${module}.${name}`);
}

/** The chain's hash of bytes. */
export const hashOf = (bytes: Uint8Array): string => `0x${Buffer.from(Blake2256(bytes)).toString("hex")}`;

/** Reads a runtime. Fails if the file is not a runtime, and says why. */
export async function readCode(path: string): Promise<Code> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Error(`can't read \`${path}\`: ${(error as Error).message}`);
  }
  try {
    const module = moduleOf(bytes);
    return { bytes, hash: hashOf(bytes), ...versionOf(module), imports: await importsOf(module) };
  } catch (error) {
    throw new Error(
      `\`${path}\` is not a runtime: ${(error as Error).message}. Accepted is a Wasm file of a runtime, compressed or not, ` +
        "such as outrider_runtime.compact.compressed.wasm",
    );
  }
}
