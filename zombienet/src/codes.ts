// SPDX-License-Identifier: Apache-2.0

// Specs of the node's built-in chains, and runtimes as files, for upgrades.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, binaries } from "./network.ts";

/** The spec has the runtime in hexadecimal digits, at twice its size. */
const MOST_BYTES = 64 * 1024 * 1024;

const codeIn = (spec: string): Buffer => Buffer.from(JSON.parse(spec).genesis.runtimeGenesis.code.slice(2), "hex");

/** The spec of a built-in chain of the node, as a text: the amounts have more digits than numbers of JavaScript. */
export const specTextOf = (chain: string, ...options: string[]): string =>
  execFileSync(join(binaries(), "outrider"), ["export-chain-spec", "--chain", chain, ...options], {
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });

/** Writes the runtime that a built-in chain of the node starts with into a file. Answers with its path. */
export function writeCodeOf(chain: string, folder: string): string {
  const path = join(folder, `${chain}.wasm`);
  writeFileSync(path, codeIn(specTextOf(chain)));
  return path;
}

/** Writes the runtime of the local relay chain to a file. Returns the file's path. */
export function writeRelayCode(folder: string): string {
  const spec = readFileSync(join(REPOSITORY, "zombienet/relay-chain-specs/rococo-local.json"), "utf8");
  const path = join(folder, "relay.wasm");
  writeFileSync(path, codeIn(spec));
  return path;
}
