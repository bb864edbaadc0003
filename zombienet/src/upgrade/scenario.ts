// SPDX-License-Identifier: Apache-2.0

// A running 12-second chain becomes a 6-second chain by referendum, while it is in use. The rehearsal and the network
// test share this scenario.

import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { rates } from "../../../client/rpc.ts";
import type { Outrider } from "../../../client/chain.ts";
import type { Outcome } from "../../../client/upgrade/run.ts";
import { RunningUpgrade, type Secrets } from "../../../client/run-tool.ts";
import { firstIncluded, validatorsAreReady } from "../cadence.ts";
import type { Network } from "../network.ts";
import { until } from "../until.ts";
import { Claims, type Promises, VOTERS, alice, begin, beginLast, bob, clock, early, signNow } from "./activity.ts";
import { type Past, readHistory } from "./history.ts";
import { type Kept, watchCalls } from "./kept.ts";
import { type Recorder, record } from "./recorder.ts";
import { Load, reasonOf } from "./transactions.ts";

export const PARA_ID = 2000;
export const COLLATOR = "charlie";
/** The number of blocks of the old and of the new chain that are read. */
const BLOCKS_BEFORE = 12;
const BLOCKS_AFTER = 24;
/** Relay blocks over which the old chain is measured before the upgrade starts. */
const RELAY_BLOCKS_BEFORE = 10;

/** The keys that decide on a local network. Dave pays. */
export const SECRETS: Secrets = {
  OUTRIDER_SURI: "//Dave",
  OUTRIDER_COMMITTEE: "//Alice,//Bob",
  OUTRIDER_VOTERS: VOTERS.join(","),
};

/** The tool's JSON answer. Amounts are strings. */
export type ToolOutcome = Pick<Outcome, "firstBlock" | "referendum" | "from"> & {
  upgraded: boolean;
  specVersion: number;
  codeHash: string;
};

export interface Findings {
  recorder: Recorder;
  load: Load;
  promises: Promises;
  /** The promises that a dry run can check, watched from before the upgrade on. */
  calls: Promise<Kept[]>;
  outcome: ToolOutcome;
  /** When the tool had seen a final block of the new runtime, in milliseconds of the wall clock. */
  upgradedAt: number;
  /** Blocks around the change, the oldest first. */
  history: Past[];
  /** The metadata's transaction extensions, before and after. */
  extensions: { before: string[]; after: string[] };
  /** The results of two transactions that were signed before the upgrade: one sent before, one sent after. */
  signedBefore: { sentBefore: string; sentAfter: string };
}

export type Tell = (line: string) => void;

/** The runtime's transaction extensions, which wallets sign. */
export async function extensions(chain: Outrider): Promise<string[]> {
  const { hash } = await chain.client.getFinalizedBlock();
  const metadata = unifyMetadata(decAnyMetadata(await chain.client.getMetadata(hash)));
  return Object.values(metadata.extrinsic.signedExtensions)
    .flat()
    .map(({ identifier }) => identifier);
}

/** Starts the tool, and passes on its progress. */
export function startTool(network: Network, wasm: string, tell: Tell, ...args: string[]): RunningUpgrade {
  const { rpc } = network.node(COLLATOR);
  const relay = network.node("alice").rpc;
  const tool = new RunningUpgrade([wasm, "--url", rpc, "--relay-url", relay, "--json", ...args], SECRETS);
  tool.onLine((line) => tell(`  ${line}`));
  return tool;
}

/** Waits for the tool's end. Fails with its progress if the tool has failed. */
export async function toolEnd(tool: RunningUpgrade): Promise<ToolOutcome> {
  const code = await tool.ended;
  if (code !== 0) throw new Error(`scripts/upgrade ended with ${code}:\n${tool.progress}`);
  return JSON.parse(tool.answer);
}

async function send(chain: Outrider, transaction: string): Promise<string> {
  try {
    await chain.client._request("author_submitExtrinsic", [transaction]);
    return "taken";
  } catch (error: any) {
    return `refused: ${error.data ?? reasonOf(error)}`;
  }
}

/** Waits until the parachain has a final block of this number. */
export const finalBlock = (chain: Outrider, number: number, seconds: number) =>
  until(`block ${number} is final`, seconds, async () => (await chain.client.getFinalizedBlock()).number >= number);

/** Waits until a final block of the parachain has this relay block number. */
export const finalRelay = (chain: Outrider, relay: number, seconds: number) =>
  until(`relay block ${relay} is reached`, seconds, async () => {
    const { hash } = await chain.client.getFinalizedBlock();
    return (await rates(chain, hash)).era.now >= relay;
  });

/** Upgrades the network with the tool, under load. The recorder and the load keep running. `args` go to the tool. */
export async function upgradeUnderLoad(network: Network, wasm: string, tell: Tell, ...args: string[]): Promise<Findings> {
  await validatorsAreReady(network, 1);
  const recorder = record(network, COLLATOR);
  const { chain, relay } = recorder;
  await firstIncluded(relay, [PARA_ID]);
  tell("the first block is included; putting activity on the chain");
  const load = new Load(network.node(COLLATOR).rpc);
  const before = await extensions(chain);
  const [promised, old] = await Promise.all([begin(chain), clock(chain)]);
  await finalRelay(chain, old + RELAY_BLOCKS_BEFORE, 180);

  tell("upgrading");
  const tool = startTool(network, wasm, tell, ...args);
  const failed = toolEnd(tool);
  failed.catch(() => {});
  await tool.says("is authorized", 420);
  const claims = new Claims(chain, bob.address);
  const signed = await signNow(chain);
  const taken = await send(chain, signed.first);
  const promises = { ...promised, ...(await beginLast(chain)) };
  const calls = watchCalls(chain, promises);
  calls.catch(() => {});
  const outcome = await failed;
  const upgradedAt = Date.now();
  const { nonce } = await chain.api.query.System.Account.getValue(early.address);
  const sentBefore = taken === "taken" && nonce > signed.nonce ? "landed" : taken;
  const sentAfter = await send(chain, signed.second);
  const after = await extensions(chain);
  const { number } = outcome.firstBlock;
  tell(`block ${number} is the first of the new chain; watching the next ${BLOCKS_AFTER}`);
  await finalBlock(chain, number + BLOCKS_AFTER, 420);
  await claims.stop();
  const history = await readHistory(chain, [alice.address, bob.address], number - BLOCKS_BEFORE, number + BLOCKS_AFTER);
  await recorder.relayRecord.reaches(history.at(-1)!.relay, 120);
  return {
    recorder,
    load,
    promises,
    calls,
    outcome,
    upgradedAt,
    history,
    extensions: { before, after },
    signedBefore: { sentBefore, sentAfter },
  };
}
