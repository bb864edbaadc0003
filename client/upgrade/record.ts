// SPDX-License-Identifier: Apache-2.0

// Where a code has been in place: a file with a line of JSON for each chain that was upgraded to it. On a later step of its way
// the tool asks for the earlier ones.

import { appendFile, readFile } from "node:fs/promises";
import type { Outrider } from "../chain.ts";
import { ask } from "../rpc.ts";
import { Runtime } from "../runtime.ts";
import type { Check } from "./checks.ts";
import type { Code } from "./code.ts";
import type { Block } from "./state.ts";

/** The steps of a code's way, each with the steps that come before it. Staging is there to try things, at any time. */
const NEEDS = { local: [], staging: [], canary: ["local"], main: ["local", "canary"] } as const;
export type Step = keyof typeof NEEDS;
export const STEPS = Object.keys(NEEDS) as Step[];

/** Which step a chain is, by the name in its spec. */
const NAMES: { [chain: string]: Step } = {
  "Outrider Local": "local",
  "Outrider Local before asynchronous backing": "local",
  "Outrider Staging": "staging",
  "Outrider Canary": "canary",
  Outrider: "main",
};

export const stepOf = (name: string): Step | undefined => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined);

/** A chain as it is named and known for good. */
export interface Network {
  chain: string;
  genesis: string;
}

/** A chain that was upgraded to a code. */
export interface Entry extends Network {
  step: Step;
  codeHash: string;
  specName: string;
  specVersion: number;
  /** The version before, if it was seen. */
  from: number | null;
  /** The first block that the code made, final. */
  block: Block;
  /** Its relay block. */
  relay: number;
  /** Its time, by the chain's own clock. */
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

/** Reads a record. There is nothing in one that does not exist yet. Fails with the first line that is none of a record. */
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

/** Adds lines to a record; with none it shows that it can. */
export async function addTo(path: string, ...entries: Entry[]): Promise<void> {
  try {
    await appendFile(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  } catch (error) {
    throw new Error(`can't write to \`${path}\`: ${(error as Error).message}`);
  }
}

/** The steps before this one that a code has not taken. */
export const missing = (entries: Entry[], codeHash: string, step: Step): Step[] =>
  NEEDS[step].filter((before) => !entries.some((entry) => entry.codeHash === codeHash && entry.step === before));

/** Each step with the chains that took it with this code, and whether it can be taken now. */
export interface StepTaken {
  step: Step;
  entries: Entry[];
  /** The steps before it that are to be taken first. */
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

/** A record as it was read. */
export interface Record {
  path: string;
  entries: Entry[];
}

/** What a record, or none, says of a code before it goes to a chain. */
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

/** The line of a chain that a code's first block is final on. */
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
