// SPDX-License-Identifier: Apache-2.0

// What staking costs a node with few and with many stakers and dApps.
//
// For each size: a development chain whose genesis holds that many stakers; a history of blocks with a claim each and
// blocks with none, through an era change; then the time of each block as `benchmark block` runs it again, the median of
// many runs, and the time of a thousand questions for what is pending. The runtime is the Wasm that a network would run.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ss58Address } from "@polkadot-labs/hdkd-helpers";
import { Binary } from "polkadot-api";
import { DevFolder, DevNode } from "../zombienet/src/dev-node.ts";
import { binaries } from "../zombienet/src/network.ts";
import { account } from "./client/account.ts";
import { type Outrider, connectOutrider } from "./client/chain.ts";
import { type Row, printTable } from "./client/table.ts";

const STAKERS = [1, 1_000, 100_000];
const DAPPS = [1, 64, 256];
/** Relay-chain blocks, and with one such block a block of ours also those, from the start to the era's end. */
const ERA = 10;
/** Blocks of a history: an era, and the longest settlement of the next, which is 33 blocks. */
const BLOCKS = ERA + 36;
const QUESTIONS = 1_000;
const REPEAT = 20;
const RIDE = 10n ** 18n;
const BLOCK_LIMIT_NS = 2e9;

interface Size {
  stakers: number;
  dapps: number;
}

interface Measured extends Size {
  pendingMs: { p50: number; p99: number };
  /** Nanoseconds. */
  idle: number;
  claim: number;
  heaviestEraChange: number;
}

/** An account that nobody has a key of. */
function stranger(name: string): string {
  return ss58Address(createHash("sha256").update(name).digest(), 42);
}

const dappOwner = (index: number) => stranger(`dapp ${index}`);
const staker = (index: number) => stranger(`staker ${index}`);

/** The development chain's spec with its staking replaced: each dApp's owner stakes on it, and so do `stakers` others. */
function writeSpec(folder: DevFolder, { stakers, dapps }: Size): string {
  const output = execFileSync(join(binaries(), "outrider"), ["export-chain-spec", "--chain", "dev"], {
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  const spec = JSON.parse(output);
  const patch = spec.genesis.runtimeGenesis.patch;
  const owners = Array.from({ length: dapps }, (_, index) => dappOwner(index));
  const others = Array.from({ length: stakers }, (_, index) => staker(index));
  // JSON numbers of this size lose digits: they are written as marks and replaced below.
  const plank = (ride: number) => `plank ${BigInt(ride) * RIDE}`;
  patch.balances.balances = [
    [account("//Alice").address, plank(1_000_000)],
    ...[...owners, ...others].map((address) => [address, plank(1_000)]),
  ];
  patch.dappStaking = {
    eraLength: ERA,
    tiers: [{ threshold: 0, slots: 256, share: `plank ${RIDE}` }],
    dapps: owners,
    stakes: [
      ...owners.map((address, index) => [address, index, plank(500)]),
      ...others.map((address, index) => [address, index % dapps, plank(500)]),
    ],
  };
  const path = join(folder.path, "spec.json");
  const text = JSON.stringify(spec).replace(/:(\d+\.?\d*e\+?\d+)/g, (_, number) => `:${BigInt(Number(number))}`);
  writeFileSync(path, text.replace(/"plank (\d+)"/g, "$1"));
  return path;
}

/** Makes the blocks, one for each transaction. Answers which of them hold a claim, and which belong to an era change. */
async function makeBlocks(chain: Outrider, stakers: number) {
  const alice = account("//Alice");
  const claims = new Set<number>();
  const eraChange = new Set<number>();
  for (let index = 0; index < BLOCKS; index++) {
    const withClaim = index % 2 === 1;
    const call = withClaim
      ? chain.api.tx.DappStaking.claim_for({ who: staker(index % stakers) })
      : chain.api.tx.System.remark({ remark: Binary.fromText("") });
    const settling = await chain.api.query.DappStaking.CurrentSettlement.getValue();
    const done = await call.signAndSubmit(alice.signer);
    if (!done.ok) throw new Error(`a transaction failed: ${JSON.stringify(done.dispatchError)}`);
    const after = await chain.api.query.DappStaking.CurrentSettlement.getValue();
    if (withClaim) claims.add(done.block.number);
    if (settling !== undefined || after !== undefined) eraChange.add(done.block.number);
  }
  return { claims, eraChange };
}

/** Milliseconds that questions for what a staker is owed take, one after the other. */
async function askPending(chain: Outrider, stakers: number): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let index = 0; index < QUESTIONS; index++) {
    const address = staker((index * 7919) % stakers);
    const started = performance.now();
    await chain.client._request("stakingRewards_pending", [address]);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: times[QUESTIONS / 2]!, p99: times[Math.floor(QUESTIONS * 0.99)]! };
}

/** Nanoseconds that each block takes, by its number. */
function timeBlocks(folder: DevFolder, spec: string, last: number): Map<number, number> {
  const output = execFileSync(
    join(binaries(), "outrider"),
    ["benchmark", "block", "--chain", spec, "--base-path", folder.base, "--from", "2", "--to", `${last}`, "--repeat", `${REPEAT}`],
    { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 28 },
  );
  const times = new Map<number, number>();
  for (const [, number, nanoseconds] of output.matchAll(/Block (\d+) with .*\(\s*([\d,]+) of/g)) {
    times.set(Number(number), Number(nanoseconds!.replaceAll(",", "")));
  }
  if (times.size !== last - 1) throw new Error(`benchmark block timed ${times.size} of ${last - 1} blocks:\n${output}`);
  return times;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(size: Size): Promise<Measured> {
  const folder = new DevFolder();
  let failed = true;
  try {
    const spec = writeSpec(folder, size);
    const node = await DevNode.start(folder, "--chain", spec, "--instant-seal", "--state-pruning", "archive");
    const chain = connectOutrider(node.rpc);
    const { claims, eraChange } = await makeBlocks(chain, size.stakers);
    const pendingMs = await askPending(chain, size.stakers);
    const last = (await chain.client.getFinalizedBlock()).number;
    chain.client.destroy();
    await node.stop("SIGTERM");
    const times = [...timeBlocks(folder, spec, last)];
    const of = (accept: (number: number) => boolean) => times.filter(([number]) => accept(number)).map(([, time]) => time);
    const idle = median(of((number) => !claims.has(number) && !eraChange.has(number)));
    const claiming = median(of((number) => claims.has(number) && !eraChange.has(number)));
    failed = false;
    return {
      ...size,
      pendingMs,
      idle,
      claim: claiming - idle,
      heaviestEraChange: Math.max(...of((number) => eraChange.has(number) && !claims.has(number))),
    };
  } finally {
    folder.close(failed);
  }
}

const microseconds = (nanoseconds: number) => (nanoseconds / 1_000).toFixed(0);

const rows: Row[] = [
  ["stakers", "dApps", "pending p50", "p99", "block without a claim", "a claim more", "heaviest block of an era change", "of 2 s"],
];
for (const dapps of DAPPS) {
  for (const stakers of STAKERS) {
    const found = await measure({ stakers, dapps });
    rows.push([
      stakers,
      dapps,
      `${found.pendingMs.p50.toFixed(2)} ms`,
      `${found.pendingMs.p99.toFixed(2)} ms`,
      `${microseconds(found.idle)} µs`,
      `${microseconds(found.claim)} µs`,
      `${microseconds(found.heaviestEraChange)} µs`,
      `${((found.heaviestEraChange / BLOCK_LIMIT_NS) * 100).toFixed(2)} %`,
    ]);
    console.error(rows.at(-1)!.join("  "));
  }
}
printTable("Cost of staking by stakers and dApps", rows);
