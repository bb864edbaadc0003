// SPDX-License-Identifier: Apache-2.0

// Loads both chains of the network `throughput`, and measures what they make of the load.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Chain, connect } from "../../../client/chain.ts";
import { firstIncluded, metric, validatorsAreReady } from "../cadence.ts";
import type { Network, Node } from "../network.ts";
import { type RelayBlock, followRelay, relayTime } from "../relay.ts";
import type { Pace } from "../rates/decide.ts";
import { CHAINS, FAST, type LoadedChain, SLOW } from "./chains.ts";
import { type FeedReport, Feeder, type Order } from "./feeder.ts";
import { type Figures, type Found, figuresOf, timeOf } from "./figures.ts";
import { type Built, builtBlocks } from "./log.ts";
import { loadOf, windowOf, withWholeBundles } from "./window.ts";

/** Seconds within which the session changes: on the local relay chain it does so each minute. */
const SESSION_SECONDS = 240;
/** Seconds that the following of the relay chain may last beside the load: the last transactions become final. */
const AFTER_LOAD_SECONDS = 900;

/** A load on one chain or on both, and why the load has stopped. */
interface LoadEnd {
  chains: string[];
  stop: FeedReport["stop"];
}

export interface Measurement {
  pace: Pace;
  inTurn: boolean;
  loads: LoadEnd[];
  transfersPerTransaction: number;
  chains: Figures[];
}

/** A measurement, and of each chain all blocks that its collator has built. */
export interface Findings {
  measurement: Measurement;
  built: { name: string; blocks: Built[] }[];
}

/** Transactions that a node's pool has given up, as its metrics say. */
async function givenUp({ metrics }: Node): Promise<number> {
  const events = ["dropped", "invalid", "usurped"].map((event) => `substrate_sub_txpool_timing_event_${event}_count`);
  const counts = await Promise.all(events.map((name) => metric(metrics, name)));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

async function findings(network: Network, loaded: LoadedChain[], report: FeedReport): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name, paraId, collator } of loaded) {
    const fed = report.chains.find((chain) => chain.name === name);
    if (!fed) throw new Error(`the feeder's report has no chain ${name}`);
    const built = builtBlocks(readFileSync(join(network.folder, `${collator}.log`), "utf8"));
    found.push({ paraId, fed, built, dropped: await givenUp(network.node(collator)) });
  }
  return found;
}

/** Feeds the feeder's chains from a change of session on. Answers with the relay blocks of the time. */
async function load(relay: Chain, feeder: Feeder, { seconds }: Order): Promise<[RelayBlock[], FeedReport]> {
  await followRelay(relay, SESSION_SECONDS, "a change of session", (seen) => seen.at(-1)!.changesSession);
  let isOver = false;
  const following = followRelay(relay, seconds + AFTER_LOAD_SECONDS, "the end of the load", () => isOver);
  const feeding = feeder.feed().finally(() => (isOver = true));
  return Promise.all([following, feeding]);
}

/** What a load has shown of its chains. */
interface Loaded {
  report: FeedReport;
  chains: [Found, Figures][];
}

/** Loads chains at the same time, and measures them over the same relay blocks. */
async function measureLoaded(network: Network, relay: Chain, feeder: Feeder, order: Order): Promise<Loaded> {
  const [relayBlocks, report] = await load(relay, feeder, order);
  const found = await findings(network, feeder.loaded, report);
  const whole = found.reduce((blocks, { paraId, fed }) => withWholeBundles(blocks, paraId, fed.finalized), relayBlocks);
  const slowest = feeder.loaded.includes(SLOW) ? SLOW : FAST;
  const window = windowOf(whole, found.map(loadOf), slowest.paraId);
  const before = whole[whole.indexOf(window[0]!) - 1]!;
  const ms = (await relayTime(relay, window.at(-1)!.hash)) - (await relayTime(relay, before.hash));
  const time = timeOf(window, ms / 1_000);
  return { report, chains: found.map((chain) => [chain, figuresOf(window, time, chain)]) };
}

export async function measure(network: Network, order: Order, tell: (line: string) => void): Promise<Findings> {
  const relay = connect(network.node("alice").rpc);
  try {
    tell("waiting for the first parablocks: validators compile both runtimes first");
    await validatorsAreReady(network, CHAINS.length);
    await firstIncluded(relay, CHAINS.map(({ paraId }) => paraId));
    tell("signing");
    const groups = order.inTurn ? [[SLOW], [FAST]] : [CHAINS];
    const feeders = groups.map((loaded) => new Feeder(network, loaded, order));
    await Promise.all(feeders.map((feeder) => feeder.signed()));
    const measured: Loaded[] = [];
    for (const feeder of feeders) {
      tell(`the load of ${feeder.loaded.map(({ name }) => name).join(" and ")} begins with the next session`);
      measured.push(await measureLoaded(network, relay, feeder, order));
    }
    const chains = measured.flatMap((loaded) => loaded.chains);
    return {
      measurement: {
        pace: order.pace,
        inTurn: order.inTurn,
        loads: measured.map(({ report }) => ({ chains: report.chains.map(({ name }) => name), stop: report.stop })),
        transfersPerTransaction: measured[0]!.report.transfersPerTransaction,
        chains: chains.map(([, figures]) => figures),
      },
      built: chains.map(([{ fed, built }]) => ({ name: fed.name, blocks: built })),
    };
  } finally {
    relay.client.destroy();
  }
}
