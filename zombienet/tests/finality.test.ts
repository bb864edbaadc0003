// SPDX-License-Identifier: Apache-2.0

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Chain, connect, connectOutrider, type Outrider } from "../../client/chain.ts";
import {
  type BlockStatus,
  FinalityStream,
  STAGES,
  blockStatus,
  estimate,
  latency,
  segment,
} from "../../client/finality.ts";
import { serveFolder } from "../../client/static-server.ts";
import { printTable } from "../../client/table.ts";
import { runTool } from "../../client/run-tool.ts";
import { startBrowser } from "../src/browser.ts";
import { firstIncluded, validatorsAreReady } from "../src/cadence.ts";
import { expressions, isOfSettlement, isThere, jobsOf, selectorsOf } from "../src/monitoring.ts";
import { REPOSITORY, relayMetrics } from "../src/network.ts";
import { type RelayRecord, recordRelay } from "../src/relay.ts";
import { StageRecord, compare, inWords, secondsBetween } from "../src/stages.ts";
import { until } from "../src/until.ts";
import { useNetwork } from "./use-network.ts";

const PARA_ID = 2000;
const PARABLOCKS = 100;
const REASONS = ["timedOut", "siblingIncluded", "relayReorg", "sessionChange", "relayParentTooOld", "unknown"];
/** The longest time from a fault until a new block is final. */
const RECOVERY_SECONDS = 150;
/** How long each fault stops a validator, in seconds. */
const STOPS = [18, 24, 30];
/** The folder for screenshots. */
const ARTEFACTS = join(REPOSITORY, "artefacts");
/** Metrics of the machine's exporter and of Prometheus itself. No node has them. */
const NOT_OF_A_NODE = ["node_filesystem_avail_bytes", "node_filesystem_size_bytes", "up"];

const network = useNetwork("local");

let relay: Chain;
let charlie: Outrider;
/** Records from before the first included parablock until the end of the last test. */
let record: StageRecord;
let relayRecord: RelayRecord;

beforeAll(async () => {
  relay = connect(network().node("alice").rpc);
  charlie = connectOutrider(network().node("charlie").rpc);
  relayRecord = recordRelay(relay);
  // The tracker starts once the relay chain node inside has a finalized block.
  await until("charlie follows stages", 120, () => segment(charlie));
  record = new StageRecord(network().node("charlie").rpc);
  await validatorsAreReady(network(), 1);
  await firstIncluded(relay, [PARA_ID]);
});
afterAll(async () => {
  record?.close();
  try {
    await relayRecord?.stop();
  } finally {
    relay?.client.destroy();
    charlie?.client.destroy();
  }
});

/** Waits until the separate client has read the relay chain as far as the record goes. */
const relayIsRead = () =>
  relayRecord.reaches(Math.max(...record.of("finalized").map(({ included }) => included?.relayBlock.number ?? 0)), 120);

it("page: a block is seen to go through all stages", async () => {
  const server = await serveFolder(join(REPOSITORY, "console"), 0);
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.address}?rpc=${encodeURIComponent(network().node("charlie").rpc)}`);
    await page.waitForSelector("#lanes .card", { timeout: 60_000 });
    // The lanes in which a card was seen, in order.
    await page.evaluate(`{
      window.ways = new Map();
      const look = () => document.querySelectorAll("#lanes .card").forEach((card) => {
        const lane = card.parentElement.id.replace("lane-", "");
        const way = window.ways.get(card.dataset.hash) ?? [];
        if (way.at(-1) !== lane) window.ways.set(card.dataset.hash, [...way, lane]);
      });
      look();
      new MutationObserver(look).observe(document.getElementById("lanes"), { childList: true, subtree: true });
    }`);
    const way = STAGES.join();
    const wholeWay = `[...window.ways].find(([, way]) => way.join() === "${way}")?.[0]`;
    // Not with `waitForFunction`, which the page's policy forbids.
    const hash = await until("a block has gone through all lanes", 240, () => page.evaluate<string | undefined>(wholeWay));
    // The page shows the node's values.
    const status = await blockStatus(charlie, hash);
    expect(status.stage).toBe("finalized");
    expect(await page.locator(`[data-hash="${hash}"]`).getAttribute("data-number")).toBe(`${status.number}`);
    await page.waitForSelector("#estimate li");
    await page.waitForSelector("#era .figure");
    expect(await page.locator("#notice").isVisible()).toBe(false);
    mkdirSync(ARTEFACTS, { recursive: true });
    const [wide, phone] = [join(ARTEFACTS, "console.png"), join(ARTEFACTS, "console-phone-dark.png")];
    await page.screenshot({ path: wide, fullPage: true, animations: "disabled" });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: phone, fullPage: true, animations: "disabled" });
    console.log(`\nthe page, with block ${hash} gone through all stages: ${wide}, ${phone}`);
  } finally {
    await browser.close();
    await server.stop();
  }
});

/** Lets many clients wait for the end of one block. Returns the last message of each, with its time. */
async function waitForOne(hash: string, connections: number, each: number): Promise<{ status: BlockStatus; at: number }[]> {
  const streams = Array.from({ length: connections }, () => new FinalityStream(network().node("charlie").rpc));
  const waiting = streams.flatMap((stream) =>
    Array.from({ length: each }, () =>
      new Promise<{ status: BlockStatus; at: number }>((ended, failed) => {
        stream.block(
          hash,
          (status) => {
            if (status.stage === "finalized" || status.stage === "retracted") ended({ status, at: Date.now() });
          },
          failed,
        );
      }),
    ),
  );
  try {
    return await Promise.race([
      Promise.all(waiting),
      pause(180_000).then(() => Promise.reject(new Error("some clients were told no end within 180 s"))),
    ]);
  } finally {
    for (const stream of streams) stream.close();
  }
}

it("subscriptions: 500 clients wait for a block, and each is told that it is final", async () => {
  const [connections, each] = [20, 25];
  const tried = new Set<string>();
  let told: Awaited<ReturnType<typeof waitForOne>> = [];
  // A backed block that the relay chain drops at a session change does not answer this question.
  do {
    const block = await record.until("a block is backed", 120, () => record.of("backed").find(({ hash }) => !tried.has(hash)));
    tried.add(block.hash);
    told = await waitForOne(block.hash, connections, each);
  } while (told[0]?.status.stage === "retracted" && tried.size < 3);
  expect(told).toHaveLength(500);
  expect(told.filter(({ status }) => status.stage === "finalized")).toHaveLength(500);
  const times = told.map(({ at }) => at);
  printTable("Clients that wait for one block", [
    ["subscriptions", told.length],
    ["connections", connections],
    ["told that it is final", told.filter(({ status }) => status.stage === "finalized").length],
    ["from the first told to the last", `${Math.max(...times) - Math.min(...times)} ms`],
  ]);
});

it("tool: a transfer is waited for until it is included", async () => {
  const { node } = network();
  const args = ["included", "//Bob", "1", "--suri", "//Alice", "--url", node("charlie").rpc];
  const { code, stdout, stderr } = await runTool("await-stage", args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  console.log(`\nscripts/await-stage included //Bob 1\n${stdout.trimEnd()}`);
  expect(stdout).toMatch(/^ +[\d.]+ s  built +in block #\d+ 0x[0-9a-f]{64}\n/);
  const [, hash] = [...stdout.matchAll(/built +in block #\d+ (0x[0-9a-f]{64})/g)].at(-1)!;
  expect(record.blocks.get(hash!)?.extrinsics).toBeGreaterThan(2);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/included +at relay block #\d+$/);
});

it(`stages: over ${PARABLOCKS} blocks the node and the relay chain's own events agree`, async () => {
  await record.until(`${PARABLOCKS} blocks are final`, 15 * 60, () => record.of("finalized").length >= PARABLOCKS);
  await relayIsRead();
  const final = record.of("finalized");
  const compared = compare(record, relayRecord.blocks, PARA_ID);
  const answer = await latency(charlie);
  const sure = await Promise.all((["built", "backed", "included"] as const).map((stage) => estimate(charlie, stage)));

  const ways = [
    ["built", "backed"],
    ["built", "included"],
    ["built", "finalized"],
    ["backed", "included"],
    ["included", "finalized"],
  ] as const;
  const seconds = (value: number | null | undefined) => `${value?.toFixed(1)} s`;
  printTable(`Stages of ${final.length} parablocks`, [
    ["from, to", "n", "p50", "p95", "finality_latency p50", "p95"],
    ...ways.map(([from, to]) => {
      const took = secondsBetween(final, from, to);
      const said = answer.stages.find((stage) => stage.from === from && stage.to === to);
      return [`${from}, ${to}`, took.length, ...inWords(took), seconds(said?.p50), seconds(said?.p95)];
    }),
  ]);
  printTable("What became of blocks, by finality_estimate", [
    ["stage", "n", "finalized", "frequency", "Wilson 95 %, lower", "seconds to finality, p50", "p95"],
    ...sure.map(({ stage, n, finalized, frequency, wilsonLower95, secondsToFinality }) => [
      stage,
      n,
      finalized,
      frequency?.toFixed(4) ?? "-",
      wilsonLower95?.toFixed(4) ?? "-",
      seconds(secondsToFinality.p50),
      seconds(secondsToFinality.p95),
    ]),
  ]);
  printTable("The node's stages and the relay chain's events, read by another client", [
    ["finalized relay blocks read", relayRecord.blocks.length],
    ["blocks backed by their events", compared.backed],
    ["blocks included by their events", compared.included],
    ["blocks final by the node", final.length],
    ["retracted by the node", compared.retracted],
    ["disagreements (hash, relay block)", compared.disagreements.length],
  ]);
  expect(compared.disagreements).toEqual([]);
  expect(compared.included).toBeGreaterThanOrEqual(PARABLOCKS);
  // The facts of a block are read from its state: with a wrong key they would be missing.
  expect(new Set(final.map(({ author }) => author)).size).toBe(2);
  for (const { author, slot, refTimeShare, proofSizeShare } of final) {
    expect([author, slot, refTimeShare, proofSizeShare]).not.toContain(null);
  }
  for (const block of final) {
    // A node hears of a block that it has recovered from the relay chain once the relay chain has backed the block.
    const order = STAGES.filter((stage) => stage !== "built").map((stage) => block[stage]!.atMs);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
  for (const { n, finalized, frequency, wilsonLower95 } of sure) {
    expect(finalized).toBeLessThanOrEqual(n);
    expect(frequency).toBeLessThan(1);
    expect(wilsonLower95).toBeLessThan(frequency!);
  }
}, 16 * 60_000);

/** Waits until a new block is final, and returns the seconds. */
async function recovers(): Promise<number> {
  const started = Date.now();
  const newest = Math.max(...[...record.blocks.values()].map(({ number }) => number));
  await record.until(`a block above #${newest} is final`, RECOVERY_SECONDS, () => record.finalHeight > newest);
  return (Date.now() - started) / 1_000;
}

/** Blocks that were reported as final and are not on the node's finalized chain. */
async function finalAndNotInTheChain(): Promise<string[]> {
  const { number: height } = await charlie.client.getFinalizedBlock();
  const bad: string[] = [];
  for (const { number, hash } of record.of("finalized").filter(({ number }) => number <= height)) {
    const found = await charlie.client._request<string>("chain_getBlockHash", [number]);
    if (found !== hash) bad.push(`#${number} ${hash}`);
  }
  return bad;
}

it("faults: a validator is stopped, a collator is killed; nothing final is taken back, and stages move again", async () => {
  const rows: [string, string][] = [];
  for (const seconds of STOPS) {
    const { pid } = network().node("bob");
    process.kill(pid, "SIGSTOP");
    // The pause is the length of the fault. It waits for no event.
    await pause(seconds * 1_000);
    process.kill(pid, "SIGCONT");
    rows.push([`validator stopped for ${seconds} s: a new block final after`, `${(await recovers()).toFixed(0)} s`]);
  }
  await network().kill("dave");
  rows.push(["collator killed: a new block of the other one final after", `${(await recovers()).toFixed(0)} s`]);
  network().restart("dave");
  const dave = connectOutrider(network().node("dave").rpc);
  const finalOfDave = await until("the restarted collator tells of a new final block", RECOVERY_SECONDS, async () => {
    const { finalizedHead, blocks } = await segment(dave);
    if (finalizedHead === null || finalizedHead.number < record.finalHeight) return false;
    return blocks.find(({ hash }) => hash === finalizedHead.hash);
  });
  dave.client.destroy();
  rows.push(["collator started again: a new block final after", `${(await recovers()).toFixed(0)} s`]);
  await relayIsRead();

  const compared = compare(record, relayRecord.blocks, PARA_ID);
  const retracted = record.of("retracted");
  const reasons = REASONS.map((reason) => [reason, retracted.filter((block) => block.retracted?.reason === reason).length] as const);
  printTable("Faults", [
    ...rows,
    ["blocks seen, of them final", `${record.blocks.size}, ${record.of("finalized").length}`],
    ...reasons.filter(([, found]) => found > 0).map(([reason, found]) => [`retracted: ${reason}`, `${found}`]),
    ["went back a stage with a relay fork", `${record.wentBack}`],
    ["said to be final, and later not", `${record.takenBack.length}`],
    ["disagreements with the relay chain's events", `${compared.disagreements.length}`],
  ]);
  expect(record.takenBack).toEqual([]);
  expect(await finalAndNotInTheChain()).toEqual([]);
  expect(compared.disagreements).toEqual([]);
  // Each minute a session change drops a block, and so do the faults.
  expect(retracted.length).toBeGreaterThan(0);
  for (const { retracted: why } of retracted) expect(REASONS).toContain(why?.reason);
  // After a kill and a restart, the node reports the same of the same block.
  const { hash, backed, included } = finalOfDave;
  expect(await blockStatus(charlie, hash)).toMatchObject({ stage: "finalized", backed: place(backed), included: place(included) });
}, 15 * 60_000);

/** The relay block of a stage, without the time at which a node saw it. */
const place = (entry: BlockStatus["backed"]) => ({ relayBlock: entry?.relayBlock });

it("monitoring: every metric that a panel or a rule asks for is at a collator's /metrics", async () => {
  const collators = ["charlie", "dave"].map((name) => network().node(name));
  const seen = { finalized: record.of("finalized").length, retracted: record.of("retracted").length };
  const read = (addresses: string[]) => Promise.all(addresses.map(async (address) => (await fetch(address)).text()));
  const own = await read(collators.map(({ metrics }) => metrics));
  const told: Record<string, string> = {
    outrider: own.join("\n"),
    "outrider-relay": (await read(collators.map(relayMetrics))).join("\n"),
  };
  const asked = new Set<string>();
  const missing: string[] = [];
  for (const { where, expr } of expressions()) {
    for (const selector of selectorsOf(expr)) {
      if (NOT_OF_A_NODE.includes(selector.metric) || isOfSettlement(selector.metric)) continue;
      asked.add(selector.metric);
      for (const job of jobsOf(selector)) if (!isThere(told[job] ?? "", selector)) missing.push(`${where}: ${selector.metric} (${job})`);
    }
  }
  printTable("Metrics of dashboard and rules", [
    ["expressions", expressions().length],
    ["metrics of a node in them", asked.size],
    ["not at /metrics", missing.length],
  ]);
  expect(missing).toEqual([]);
  // Messages over RPC are counted too. They came from the first of the two collators.
  const total = (pattern: RegExp) =>
    [...own[0]!.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
  expect(total(/^outrider_parablocks_total\{.*stage="finalized".*\} (\d+)$/gm)).toBeGreaterThanOrEqual(seen.finalized);
  expect(total(/^outrider_parablocks_retracted_total\{.*\} (\d+)$/gm)).toBeGreaterThanOrEqual(seen.retracted);
});
