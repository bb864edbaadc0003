// SPDX-License-Identifier: Apache-2.0

// Measures the cost of staking for a node, with few and with many stakers and dApps.
//
// For each size there is a development chain whose genesis has that many stakers. A history of blocks follows, half of
// them with a claim each, through three era changes; the node's metrics give the time of building each block. Then
// comes the time of a thousand questions for pending rewards. The runtime is the Wasm of a real network, and the
// database is a real one.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ss58Address } from "@polkadot-labs/hdkd-helpers";
import { Binary, type TxEvent, type TxFinalized } from "polkadot-api";
import type { Observable } from "rxjs";
import { DevFolder, DevNode } from "../zombienet/src/dev-node.ts";
import { binaries } from "../zombienet/src/network.ts";
import { account } from "../client/account.ts";
import { type Outrider, connectOutrider, firstWhere } from "../client/chain.ts";
import { run } from "../client/command-line.ts";
import { onSignals } from "../client/signals.ts";
import { type Row, printTable } from "../client/table.ts";

const STAKERS = [1, 1_000, 100_000];
/** Relay blocks of an era. On these chains each relay block has one block of ours. */
const ERA = 10;
/** Blocks of a history: three eras. With the most dApps, an era is settled in 33 blocks. */
const BLOCKS = 100;
const QUESTIONS = 1_000;
/** The longest time until a block is final, in seconds, also for an era change with 100,000 stakers. */
const FINAL_SECONDS = 120;
const RIDE = 10n ** 18n;
/** The maximum execution time of a block, in seconds. */
const BLOCK_LIMIT = 2;

/** The folder of the chain that is being measured. */
let measuring: DevFolder | undefined;
const isEnding = onSignals(async () => measuring?.close(false));

/** The numbers of dApps to measure: 1, 64 and 256 by default. */
function readDapps(given: string[]): number[] {
  if (given.length === 0) return [1, 64, 256];
  const bad = given.find((text) => !/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 256);
  if (bad !== undefined) throw new Error(`bad number of dApps \`${bad}\`; a chain has 1 to 256 of them`);
  return given.map(Number);
}

interface Size {
  stakers: number;
  dapps: number;
}

interface Measured extends Size {
  pending: Times;
  account: Times;
  /** Seconds. */
  idle: number;
  claim: number;
  heaviestEraChange: number;
}

/** An account without a key. */
function stranger(name: string): string {
  return ss58Address(createHash("sha256").update(name).digest(), 42);
}

const dappOwner = (index: number) => stranger(`dapp ${index}`);
const staker = (index: number) => stranger(`staker ${index}`);

/** Writes the development chain's spec with other staking: each dApp's owner and `stakers` others stake on it. */
function writeSpec(folder: DevFolder, { stakers, dapps }: Size): string {
  const output = execFileSync(join(binaries(), "outrider"), ["export-chain-spec", "--chain", "dev"], {
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  const spec = JSON.parse(output);
  const patch = spec.genesis.runtimeGenesis.patch;
  const owners = Array.from({ length: dapps }, (_, index) => dappOwner(index));
  const others = Array.from({ length: stakers }, (_, index) => staker(index));
  // JSON numbers of this size lose digits, so they are written as marks and replaced below.
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

interface Built {
  seconds: number;
  claims: boolean;
  /** Whether an era closed in this block, or was being settled. */
  eraChange: boolean;
}

/** Seconds that the node has spent on building blocks since its start. */
async function secondsOfBuilding(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const [, sum] = /^substrate_proposer_block_constructed_sum(?:\{.*\})? (\S+)$/m.exec(text) ?? [];
  return Number(sum ?? 0);
}

/** Makes the blocks, one for each transaction. Every second block has a claim. */
async function makeBlocks(chain: Outrider, metrics: string, stakers: number): Promise<Built[]> {
  const alice = account("//Alice");
  const settlement = () => chain.api.query.DappStaking.CurrentSettlement.getValue();
  const blocks: Built[] = [];
  for (let index = 0; index < BLOCKS; index++) {
    const claims = index % 2 === 1;
    const call = claims
      ? chain.api.tx.DappStaking.claim_for({ who: staker(index % stakers) })
      : chain.api.tx.System.remark({ remark: Binary.fromText("") });
    const [before, spent] = [await settlement(), await secondsOfBuilding(metrics)];
    const events: Observable<TxEvent> = call.signSubmitAndWatch(alice.signer);
    const isFinal = (event: TxEvent) => event.type === "finalized";
    const done = (await firstWhere(events, isFinal, FINAL_SECONDS, `block ${index} of a history is final`)) as TxFinalized;
    if (!done.ok) throw new Error(`a transaction failed: ${JSON.stringify(done.dispatchError)}`);
    const seconds = (await secondsOfBuilding(metrics)) - spent;
    if (!(seconds > 0)) throw new Error(`no time of building a block at ${metrics}`);
    blocks.push({ seconds, claims, eraChange: before !== undefined || (await settlement()) !== undefined });
  }
  return blocks;
}

interface Times {
  p50: number;
  p99: number;
}

/** The milliseconds of questions about stakers, one after the other. */
async function timesOf(stakers: number, ask: (address: string) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (let index = 0; index < QUESTIONS; index++) {
    const address = staker((index * 7919) % stakers);
    const started = performance.now();
    await ask(address);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: times[QUESTIONS / 2]!, p99: times[Math.floor(QUESTIONS * 0.99)]! };
}

/**
 * The time of reading a pending reward, and of reading a plain account for comparison: that is the cost of the trie.
 */
async function askStakers(chain: Outrider, stakers: number): Promise<{ pending: Times; account: Times }> {
  const pending = await timesOf(stakers, (address) => chain.client._request("stakingRewards_pending", [address]));
  const keys = new Map<string, string>();
  for (let index = 0; index < Math.min(stakers, QUESTIONS); index++) {
    const address = staker((index * 7919) % stakers);
    keys.set(address, await chain.api.query.System.Account.getKey(address));
  }
  const account = await timesOf(stakers, (address) => chain.client._request("state_getStorage", [keys.get(address)]));
  return { pending, account };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(size: Size): Promise<Measured> {
  const folder = new DevFolder();
  measuring = folder;
  let failed = true;
  try {
    const spec = writeSpec(folder, size);
    const node = await DevNode.start(folder, "--chain", spec, "--instant-seal", "--prometheus-port", "0");
    const chain = connectOutrider(node.rpc);
    const blocks = await makeBlocks(chain, node.metrics, size.stakers);
    const asked = await askStakers(chain, size.stakers);
    chain.client.destroy();
    await node.stop("SIGTERM");
    const times = (claims: boolean, eraChange: boolean) =>
      blocks.filter((block) => block.claims === claims && block.eraChange === eraChange).map(({ seconds }) => seconds);
    const idle = median(times(false, false));
    failed = false;
    return {
      ...size,
      ...asked,
      idle,
      claim: median(times(true, false)) - idle,
      heaviestEraChange: Math.max(...times(false, true)),
    };
  } finally {
    // Errors after a signal are not reported: the signal ends the node.
    if (isEnding()) await new Promise(() => {});
    await folder.close(failed);
  }
}

const milliseconds = (seconds: number) => `${(seconds * 1_000).toFixed(2)} ms`;

async function main(): Promise<void> {
  const rows: Row[] = [
    ["stakers", "dApps", "pending p50", "p99", "account p50", "block without a claim", "a claim more", "heaviest block of an era change", "of 2 s"],
  ];
  for (const dapps of readDapps(process.argv.slice(2))) {
    for (const stakers of STAKERS) {
      const found = await measure({ stakers, dapps });
      rows.push([
        stakers,
        dapps,
        `${found.pending.p50.toFixed(2)} ms`,
        `${found.pending.p99.toFixed(2)} ms`,
        `${found.account.p50.toFixed(2)} ms`,
        milliseconds(found.idle),
        milliseconds(found.claim),
        milliseconds(found.heaviestEraChange),
        `${((found.heaviestEraChange / BLOCK_LIMIT) * 100).toFixed(2)} %`,
      ]);
      console.error(rows.at(-1)!.join("  "));
    }
  }
  printTable("Cost of staking by stakers and dApps", rows);
}

run(main);
