// SPDX-License-Identifier: Apache-2.0

// The chains of the network `throughput`, and their specs with funded accounts.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { binaries } from "../network.ts";
import type { Pace } from "../rates/decide.ts";

/** Senders, and as many receivers. */
export const ACCOUNTS = 6_000;
/** A chain spec has the runtime as hexadecimal digits. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface LoadedChain {
  /** The time between two blocks: the chain's name in files and tables. */
  name: "6s" | "12s";
  paraId: number;
  /** The chain of the node that the spec is made from. */
  spec: string;
  collator: string;
}

export const FAST: LoadedChain = { name: "6s", paraId: 2000, spec: "local", collator: "charlie" };
export const SLOW: LoadedChain = { name: "12s", paraId: 2001, spec: "local-sync-backing", collator: "dave" };
export const CHAINS = [FAST, SLOW];

const output = (binary: string, ...args: string[]): string =>
  execFileSync(join(binaries(), binary), args, { encoding: "utf8", maxBuffer: MOST_BYTES, stdio: ["ignore", "pipe", "ignore"] });

/**
 * Adds balances to a chain spec. Both are text, since a number of plank loses digits in JavaScript. The balances are part of the
 * total issuance, which the pallet adds up at genesis.
 */
export function withBalances(spec: string, balances: string): string {
  const place = /("balances":\s*\{\s*"balances":\s*\[)(?=\s*\[)/g;
  const found = spec.match(place)?.length ?? 0;
  if (found !== 1) throw new Error(`a chain spec has one list of balances, and ${found} were found`);
  const entries = balances.trim().slice(1, -1);
  return spec.replace(place, (start) => `${start}${entries},`);
}

/** Adds a pace to a chain spec, which has none of its own. */
export function withPace(spec: string, { rate, relayParentOffset }: Pace): string {
  if (spec.includes('"blockRate"')) throw new Error("the chain spec has a pace already");
  const place = /"patch":\s*\{/g;
  const found = spec.match(place)?.length ?? 0;
  if (found !== 1) throw new Error(`a chain spec has one genesis, and ${found} were found`);
  return spec.replace(place, (start) => `${start}"blockRate": ${JSON.stringify({ rate, relayParentOffset })},`);
}

/** Writes the specs of both chains into a folder. The pace is that of the 6-second chain. */
export function writeSpecs(folder: string, pace: Pace): void {
  const balances = output("outrider-throughput", "accounts", "--count", String(ACCOUNTS));
  for (const chain of CHAINS) {
    const spec = withBalances(output("outrider", "export-chain-spec", "--chain", chain.spec), balances);
    writeFileSync(join(folder, `${chain.name}.json`), chain === FAST ? withPace(spec, pace) : spec);
  }
}
