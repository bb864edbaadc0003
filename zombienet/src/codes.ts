// SPDX-License-Identifier: Apache-2.0

// Writes runtimes to files, for upgrades.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, binaries } from "./network.ts";

/** The spec has the runtime in hexadecimal digits, at twice its size. */
const MOST_BYTES = 64 * 1024 * 1024;

const codeIn = (spec: string): Buffer => Buffer.from(JSON.parse(spec).genesis.runtimeGenesis.code.slice(2), "hex");

/** Writes the runtime of a built-in chain of the node to a file. Returns the file's path. */
export function writeCodeOf(chain: string, folder: string): string {
  const args = ["export-chain-spec", "--chain", chain];
  const spec = execFileSync(join(binaries(), "outrider"), args, {
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const path = join(folder, `${chain}.wasm`);
  writeFileSync(path, codeIn(spec.toString()));
  return path;
}

/** Writes the runtime of the local relay chain to a file. Returns the file's path. */
export function writeRelayCode(folder: string): string {
  const spec = readFileSync(join(REPOSITORY, "zombienet/relay-chain-specs/rococo-local.json"), "utf8");
  const path = join(folder, "relay.wasm");
  writeFileSync(path, codeIn(spec));
  return path;
}
