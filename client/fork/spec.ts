// SPDX-License-Identifier: Apache-2.0

// The raw chain spec of a fork.

import { closeSync, openSync, writeSync } from "node:fs";
import type { Pairs, Storage } from "./storage.ts";

export interface Fork {
  /** The name of the chain that was forked. */
  of: string;
  block: { number: number; hash: string };
  properties: unknown;
  paraId: number;
  storage: Storage;
}

/** The id by which a node separates the databases of chains. No other chain and no other fork has this id. */
export const idOf = ({ block }: Fork): string => `outrider_fork_${block.number}_${block.hash.slice(2, 10)}`;

/** The spec without the genesis. It has no address of the forked chain's peers. */
const headOf = (fork: Fork) => ({
  name: `Fork of ${fork.of} at block ${fork.block.number}`,
  id: idOf(fork),
  chainType: "Development",
  bootNodes: [],
  telemetryEndpoints: null,
  protocolId: idOf(fork),
  properties: fork.properties,
  relay_chain: "none",
  para_id: fork.paraId,
  codeSubstitutes: {},
});

/** Writes pairs as fields of a JSON object, one by one: a string of a large state would be too long. */
function writePairs(write: (text: string) => void, pairs: Pairs): void {
  let separator = "";
  for (const [key, value] of pairs) {
    write(`${separator}\n"${key}":"${value}"`);
    separator = ",";
  }
}

/** Writes the spec to a file. */
export function writeSpec(path: string, fork: Fork): void {
  const file = openSync(path, "w");
  try {
    const write = (text: string) => void writeSync(file, text);
    write(`${JSON.stringify(headOf(fork), null, 2).slice(0, -2)},\n  "genesis": {"raw": {"top": {`);
    writePairs(write, fork.storage.top);
    write(`},\n"childrenDefault": {`);
    let separator = "";
    for (const [root, pairs] of fork.storage.children) {
      write(`${separator}\n"${root}": {`);
      writePairs(write, pairs);
      write("}");
      separator = ",";
    }
    write("}}}\n}\n");
  } finally {
    closeSync(file);
  }
}
