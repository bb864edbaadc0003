// SPDX-License-Identifier: Apache-2.0

// The record of the chains that were upgraded to a code: a file with a line of JSON for each. Before a later network
// the tool asks for the earlier ones.

import { appendFile, readFile } from "node:fs/promises";
import type { Outrider } from "../chain.ts";
import { ask } from "../rpc.ts";
import { Runtime } from "../runtime.ts";
import type { Check } from "./checks.ts";
import type { Code } from "./code.ts";
import type { Block } from "./state.ts";

/** The networks on a code's way, each with those that come before it. Staging is for experiments at any time. */
const NEEDS = { local: [], staging: [], canary: ["local"], main: ["local", "canary"] } as const;
export type Step = keyof typeof NEEDS;
export const STEPS = Object.keys(NEEDS) as Step[];

/** The network of a chain, by the name in its spec. */
const NAMES: { [chain: string]: Step } = {
  "Outrider Local": "local",
  "Outrider Local before asynchronous backing": "local",
  "Outrider Staging": "staging",
  "Outrider Canary": "canary",
  Outrider: "main",
};

export const stepOf = (name: string): Step | undefined => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined);

/** A chain, by its name and its genesis. */
export interface Network {
  chain: string;
  genesis: string;
}

/** An upgrade of a chain to a code. */
export interface Entry extends Network {
  step: Step;
  codeHash: string;
  specName: string;
  specVersion: number;
  /** The version before the upgrade, if it is known. */
  from: number | null;
  /** The first final block of the code. */
  block: Block;
  /** The relay block number of that block. */
  relay: number;
  /** The time of that block, by the chain's own clock. */
  date: string;
}

const isHash = (value: unknown) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value);

function isEntry(value: any): value is Entry {
  return (
    STEPS.includes(value?.step) &&
    stepOf(value.chain) === value.step &&
    [value.genesis, value.codeHash, value.block?.hash].every(isHash) &&
    [value.specVersion, value.block.number, value.relay].every(Number.isInteger) &&
    !Number.isNaN(Date.parse(value.date))
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Reads a record. A missing file is an empty record. Fails at the first line that is not an entry. */
export async function readRecord(path: string): Promise<Entry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw new Error(`can't read \`${path}\`: ${(error as Error).message}`);
  }
  return text.split("\n").flatMap((line, i) => {
    if (line === "") return [];
    const entry = parsed(line);
    if (isEntry(entry)) return [entry];
    throw new Error(`line ${i + 1} of \`${path}\` is no step of a record, which scripts/upgrade --record writes: correct it from a copy, or take another file`);
  });
}

/** Adds entries to a record. Without entries it checks that the file can be written. */
export async function addTo(path: string, ...entries: Entry[]): Promise<void> {
  try {
    await appendFile(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  } catch (error) {
    throw new Error(`can't write to \`${path}\`: ${(error as Error).message}`);
  }
}

/** The earlier networks that a code has not been on. */
export const missing = (entries: Entry[], codeHash: string, step: Step): Step[] =>
  NEEDS[step].filter((before) => !entries.some((entry) => entry.codeHash === codeHash && entry.step === before));

/** Each network with the chains that were upgraded to this code, and the networks that must come first. */
export interface StepTaken {
  step: Step;
  entries: Entry[];
  /** The earlier networks that are still to come. */
  missing: Step[];
}

export const stepsOf = (entries: Entry[], codeHash: string): StepTaken[] =>
  STEPS.map((step) => ({
    step,
    entries: entries.filter((entry) => entry.codeHash === codeHash && entry.step === step),
    missing: missing(entries, codeHash, step),
  }));

export async function networkOf(chain: Outrider): Promise<Network> {
  return { chain: await ask(chain, "system_chain"), genesis: await ask(chain, "chain_getBlockHash", 0) };
}

/** A record and the path of its file. */
export interface Record {
  path: string;
  entries: Entry[];
}

/** Checks a code's record, or the lack of one, before the code goes to a chain. */
export function wayCheck(network: Network, codeHash: string, record: Record | null, isWaived: boolean): Check {
  const what = "steps of this code before";
  const step = stepOf(network.chain);
  if (step === undefined) {
    const found = `\`${network.chain}\` is none of the networks ${STEPS.join(", ")}`;
    return { what, found, problem: record ? `${found}: leave --record out` : null, isOpen: true };
  }
  const needed = NEEDS[step];
  if (needed.length === 0) return { what, found: `none needed on ${step}`, problem: null, isOpen: false };
  const left = missing(record?.entries ?? [], codeHash, step);
  if (left.length === 0) return { what, found: needed.join(", "), problem: null, isOpen: false };
  const remedy = record
    ? `by \`${record.path}\` the code ${codeHash} has not been on ${left.join(", ")}: upgrade there first, with --record`
    : `on ${step} a code comes after ${needed.join(", ")}: give --record FILE, to which those upgrades have written`;
  return {
    what,
    found: `not on ${left.join(", ")}`,
    problem: isWaived ? null : `${remedy}; --unrehearsed goes on without`,
    isOpen: isWaived,
  };
}

/** The entry for a chain on which the code's first block is final. */
export async function entryOf(chain: Outrider, network: Network, code: Code, from: number | null, first: Block & { relay: number }): Promise<Entry> {
  const step = stepOf(network.chain);
  if (step === undefined) throw new Error(`\`${network.chain}\` is none of the networks ${STEPS.join(", ")}`);
  const timestamp = await (await Runtime.of(chain)).read(first.hash, "Timestamp", "Now");
  return {
    step,
    chain: network.chain,
    genesis: network.genesis,
    codeHash: code.hash,
    specName: code.specName,
    specVersion: code.specVersion,
    from,
    block: { number: first.number, hash: first.hash },
    relay: first.relay,
    date: new Date(Number(timestamp ?? 0n)).toISOString(),
  };
}
