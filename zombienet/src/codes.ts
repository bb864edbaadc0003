// SPDX-License-Identifier: Apache-2.0

// Writes runtimes to files, for upgrades.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, binaries } from "./network.ts";

/** The spec has the runtime in hexadecimal digits, at twice its size. */
const MOST_BYTES = 64 * 1024 * 1024;

const codeIn = (spec: string): Buffer => Buffer.from(JSON.parse(spec).genesis.runtimeGenesis.code.slice(2), "hex");

/** The spec of a built-in chain of the node, as a text: its amounts have more digits than numbers of JavaScript. */
export function specText(chain: string): string {
  const args = ["export-chain-spec", "--chain", chain];
  return execFileSync(join(binaries(), "outrider"), args, {
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Writes the runtime that a built-in chain of the node starts with into a file. Answers with its path. */
export function writeCodeOf(chain: string, folder: string): string {
  const path = join(folder, `${chain}.wasm`);
  writeFileSync(path, codeIn(specText(chain)));
  return path;
}

/** Writes the runtime of the local relay chain to a file. Returns the file's path. */
export function writeRelayCode(folder: string): string {
  const spec = readFileSync(join(REPOSITORY, "zombienet/relay-chain-specs/rococo-local.json"), "utf8");
  const path = join(folder, "relay.wasm");
  writeFileSync(path, codeIn(spec));
  return path;
}
