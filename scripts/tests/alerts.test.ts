// SPDX-License-Identifier: Apache-2.0

// Tests the alert rules on made-up series: when each rule fires, its text, and when it must not fire. Prometheus's
// promtool evaluates the rules.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { RULES_FILE, readRules } from "../../zombienet/src/monitoring.ts";

/** The time between two samples, and between two evaluations of the rules, as in the sample configuration. */
const INTERVAL = "5s";

interface Fires {
  labels: Record<string, string>;
  summary: string;
}

interface Case {
  alert: string;
  what: string;
  /** The time between two samples. If it is minutes, also between two evaluations. */
  every?: string;
  /** The series, by metric with labels, in promtool's notation. */
  series: Record<string, string>;
  /** The times since the beginning of the series, each with the alerts that fire then. */
  at: Record<string, Fires[]>;
}

const CHAIN = { chain: "outrider" };
const NODE = { ...CHAIN, instance: "127.0.0.1:9615", node: "collator-1" };
const RELAY = { chain: "paseo", instance: "127.0.0.1:9616", node: "collator-1" };
const MACHINE = { instance: "127.0.0.1:9100", node: "collator-1", fstype: "ext4", mountpoint: "/" };

/** A metric of a scrape job, in promtool's notation. */
const series = (job: string, metric: string, of: Record<string, string>) =>
  `${metric}{${Object.entries({ job, ...of }).map(([label, value]) => `${label}="${value}"`).join(",")}}`;
const own = (metric: string, labels = {}) => series("outrider", metric, { ...NODE, ...labels });
const relay = (metric: string, labels = {}) => series("outrider-relay", metric, { ...RELAY, ...labels });
const machine = (metric: string) => series("machine", metric, MACHINE);

const HEIGHT = own("substrate_block_height", { status: "best" });
const BLOCK_TIME = own("outrider_block_time_seconds");
const PROPOSED = own("substrate_proposer_number_of_transactions");
const READY = own("substrate_ready_transactions_number");
const BACKED = own("outrider_parablocks_total", { stage: "backed" });
const MISSED = own("outrider_relay_slots_missed_total");
const LAST_UPDATE = own("outrider_finality_last_update_seconds");
const SEGMENT = own("outrider_unincluded_segment_blocks");
const CAPACITY = own("outrider_unincluded_segment_capacity_blocks");
const FOLLOWING = own("outrider_finality_following");
const FALSE_BATCHES = own("outrider_settlement_false_batches_total");
const TIP_BATCH = own("outrider_settlement_tip_batch");
const FINAL_BATCH = own("outrider_settlement_final_batch");
const WAITING_RECORDS = own("outrider_settlement_waiting_records");
const RECEIPTED = own("outrider_settlement_records_total", { outcome: "receipted" });
const WINDOW = own("outrider_settlement_window_slots");
const RELAY_TARGET = relay("substrate_block_height", { status: "sync_target" });
const RELAY_BEST = relay("substrate_block_height", { status: "best" });
const FREE = machine("node_filesystem_avail_bytes");
const SIZE = machine("node_filesystem_size_bytes");

const noBlock = [{ labels: CHAIN, summary: "outrider: no block for 4 slots" }];
const frozen = [
  { labels: CHAIN, summary: "outrider: blocks come and take no transactions, for 5 minutes, while transactions are ready" },
];
const full = [{ labels: NODE, summary: "collator-1: 3 blocks wait for inclusion, as many as may; no block can be added" }];
const missed = (share: string) => [
  { labels: CHAIN, summary: `outrider: ${share} of the blocks that were due in 15 minutes were not backed` },
];
const still = [
  {
    labels: { ...NODE, job: "outrider" },
    summary: "collator-1: follows the relay chain no longer, and what it tells of the stages of blocks stands still",
  },
];
const falseBatch = [{ labels: { ...NODE, job: "outrider" }, summary: "collator-1: found a batch of settlement with a false root" }];
const recordsWait = [
  {
    labels: { ...NODE, job: "outrider" },
    summary: "collator-1: records with its receipts wait, and no batch came for 10 minutes",
  },
];
const windowOf = (slots: number) => [
  { labels: CHAIN, summary: `outrider: batches can be disputed for ${slots} lived slots, more than 5 times as long as usual` },
];
const filling = [
  {
    labels: { ...MACHINE, job: "machine" },
    summary: "collator-1: / is fuller than 90 %, or will be full within a day",
  },
];

const CASES: Case[] = [
  {
    alert: "OutriderNoBlock",
    what: "a chain stands still after a minute, and goes on after two",
    every: "6s",
    series: { [HEIGHT]: "100+1x10 110x9 111+1x30", [BLOCK_TIME]: "6x60" },
    at: { "1m": [], "1m18s": [], "1m25s": noBlock, "1m55s": noBlock, "4m": [] },
  },
  {
    alert: "OutriderNoBlock",
    what: "a node has just been found, and the chain stands still indeed",
    series: { [HEIGHT]: "100x30" },
    at: { "0s": [], "20s": [], "30s": noBlock },
  },
  {
    alert: "OutriderNoBlock",
    what: "12-second blocks, one of which is left out, and then none comes",
    every: "6s",
    series: { [HEIGHT]: "100x1 101x1 102x5 103x1 104x1 105x20", [BLOCK_TIME]: "12x40" },
    at: { "50s": [], "55s": [], "1m20s": [], "2m5s": [], "2m15s": noBlock },
  },
  {
    alert: "OutriderNoTransactions",
    what: "a migration has failed, and blocks hold nothing but inherents",
    every: "30s",
    series: { [HEIGHT]: "100+5x60", [PROPOSED]: "9x10 2x50", [READY]: "0x12 3x48" },
    at: { "4m": [], "15m": [], "18m": frozen },
  },
  {
    alert: "OutriderNoTransactions",
    what: "nobody sends a transaction, then many do, and a block between takes none",
    every: "30s",
    series: { [HEIGHT]: "100+5x60", [PROPOSED]: "2x30 40 2 40 2 40x26", [READY]: "0x30 8x30" },
    at: { "12m": [], "16m": [], "25m": [] },
  },
  {
    alert: "OutriderNoTransactions",
    what: "the chain stands still, which another rule tells",
    every: "30s",
    series: { [HEIGHT]: "100x60", [PROPOSED]: "2x60", [READY]: "3x60" },
    at: { "8m": [], "20m": [] },
  },
  {
    alert: "OutriderSegmentFull",
    what: "the capacity is not known",
    series: { [SEGMENT]: "0x12 1x24", [CAPACITY]: "0x36", [FOLLOWING]: "1x36" },
    at: { "1m": [], "3m": [] },
  },
  {
    alert: "OutriderSegmentFull",
    what: "the segment is full again and again, and then for a minute",
    series: { [SEGMENT]: "3 3 2 3 3 2 3 3 2 3x30", [CAPACITY]: "3x40", [FOLLOWING]: "1x40" },
    at: { "40s": [], "1m40s": [], "1m50s": full },
  },
  {
    alert: "OutriderSegmentFull",
    what: "the relay chain is followed no longer, and the gauge stands still",
    series: { [SEGMENT]: "3x60", [CAPACITY]: "3x60", [FOLLOWING]: "1x6 0x54" },
    at: { "30s": [], "3m": [] },
  },
  {
    alert: "OutriderCollationExpired",
    what: "a dozen within some minutes, and a few",
    every: "30s",
    series: {
      [relay("polkadot_parachain_collation_expired_count", { state: "fetched" })]: "0+1x14 14x20",
      [relay("polkadot_parachain_collation_expired_count", { state: "backed" })]: "0+1x4 4x30",
    },
    at: {
      "3m": [],
      "9m": [{ labels: { node: "collator-1", state: "fetched" }, summary: "collator-1: 14 collations expired in 10 minutes, fetched" }],
    },
  },
  {
    alert: "OutriderRetractions",
    what: "more than one a minute for one reason, less for another",
    every: "30s",
    series: {
      [own("outrider_parablocks_retracted_total", { reason: "relay_reorg" })]: "0+1x40",
      [own("outrider_parablocks_retracted_total", { reason: "session_change" })]: "0 0 0 0 1 1 1 1 2 2 2 2 3x30",
      [BLOCK_TIME]: "6x40",
    },
    at: {
      "5m": [],
      "16m": [{ labels: { ...CHAIN, reason: "relay_reorg" }, summary: "outrider: 30 blocks retracted in 15 minutes, relay_reorg" }],
    },
  },
  {
    alert: "OutriderRetractions",
    what: "the block time is not known",
    every: "30s",
    series: { [own("outrider_parablocks_retracted_total", { reason: "relay_reorg" })]: "0+1x40", [BLOCK_TIME]: "0x40" },
    at: {
      "16m": [{ labels: { ...CHAIN, reason: "relay_reorg" }, summary: "outrider: 30 blocks retracted in 15 minutes, relay_reorg" }],
    },
  },
  {
    alert: "OutriderRetractions",
    what: "half-second blocks: a dozen candidates, and then twice as many",
    every: "30s",
    series: {
      [own("outrider_parablocks_retracted_total", { reason: "relay_reorg" })]: "0+5.5x60 336+11x60",
      [BLOCK_TIME]: "0.5x120",
    },
    at: {
      "29m": [],
      "50m": [{ labels: { ...CHAIN, reason: "relay_reorg" }, summary: "outrider: 330 blocks retracted in 15 minutes, relay_reorg" }],
    },
  },
  {
    alert: "OutriderRelaySlotsMissed",
    what: "6-second blocks: first all of them come, then every other one",
    every: "12s",
    series: { [BACKED]: "0+2x75 151+1x100", [MISSED]: "0x75 1+1x100", [BLOCK_TIME]: "6x200" },
    at: { "15m": [], "31m": missed("50%") },
  },
  {
    alert: "OutriderRelaySlotsMissed",
    what: "12-second blocks, every one of which comes",
    every: "12s",
    series: { [BACKED]: "0+1x200", [MISSED]: "0+1x200", [BLOCK_TIME]: "12x200" },
    at: { "6m": [], "15m": [], "40m": [] },
  },
  {
    alert: "OutriderRelaySlotsMissed",
    what: "12-second blocks, of which half come",
    every: "24s",
    series: { [BACKED]: "0+1x100", [MISSED]: "0+3x100", [BLOCK_TIME]: "12x100" },
    at: { "16m": missed("50%") },
  },
  {
    alert: "OutriderRelaySlotsMissed",
    what: "half-second blocks: first all candidates come, then every other one",
    every: "12s",
    series: { [BACKED]: "0+24x75 1812+12x100", [MISSED]: "0x75 1+1x100", [BLOCK_TIME]: "0.5x200" },
    at: { "15m": [], "31m": missed("50%") },
  },
  {
    alert: "OutriderRelaySlotsMissed",
    what: "the first block after a start is late, and the block time is not known",
    every: "6s",
    series: {
      [BACKED]: "0 0 1 1 2+1x60",
      [MISSED]: "0 0 0 1 1x60",
      [BLOCK_TIME]: "6x70",
      [series("outrider", "outrider_parablocks_total", { chain: "other", instance: "b", node: "b", stage: "backed" })]: "0x70",
      [series("outrider", "outrider_relay_slots_missed_total", { chain: "other", instance: "b", node: "b" })]: "0+1x70",
      [series("outrider", "outrider_block_time_seconds", { chain: "other", instance: "b", node: "b" })]: "0x70",
    },
    at: { "18s": [], "30s": [], "5m30s": [], "6m": [] },
  },
  {
    alert: "OutriderFinalityLag",
    what: "finality lags for a moment, and then for longer",
    series: { [own("outrider_finality_lag_blocks")]: "5x6 40x6 5x6 31x30", [BLOCK_TIME]: "6x60" },
    at: {
      "55s": [],
      "2m": [],
      "2m45s": [
        { labels: { ...NODE, job: "outrider" }, summary: "collator-1: the best block is 31 blocks ahead of the final one" },
      ],
    },
  },
  {
    alert: "OutriderFinalityLag",
    what: "half-second blocks: finality lags by a minute, and then by more than three",
    series: { [own("outrider_finality_lag_blocks")]: "120x40 361x60", [BLOCK_TIME]: "0.5x100" },
    at: {
      "4m": [],
      "7m": [
        { labels: { ...NODE, job: "outrider" }, summary: "collator-1: the best block is 361 blocks ahead of the final one" },
      ],
    },
  },
  {
    alert: "OutriderTrackerGap",
    what: "relay chain state was gone once",
    every: "1m",
    series: { [own("outrider_finality_tracker_gaps_total")]: "0x5 1x30" },
    at: {
      "4m": [],
      "8m": [
        {
          labels: { ...NODE, job: "outrider" },
          summary: "collator-1: the stages of some blocks are unknown, since relay chain state was gone",
        },
      ],
      "25m": [],
    },
  },
  {
    alert: "OutriderTrackerStandsStill",
    what: "a relay chain is lost after a minute, and found after four",
    every: "6s",
    series: { [LAST_UPDATE]: "0+6x10 60x30 246+6x30", [RELAY_TARGET]: "100+1x70", [RELAY_BEST]: "100+1x70" },
    at: { "1m30s": [], "2m50s": [], "3m30s": still, "4m30s": [] },
  },
  {
    alert: "OutriderTrackerStandsStill",
    what: "the relay node inside is syncing; a node without one never reaches the relay chain",
    every: "6s",
    series: {
      [LAST_UPDATE]: "0x60",
      [RELAY_TARGET]: "1000+1x60",
      [RELAY_BEST]: "10+5x60",
      [series("outrider", "outrider_finality_last_update_seconds", { ...NODE, node: "collator-2" })]: "0x60",
    },
    at: {
      "1m": [],
      "5m": still.map(({ labels, summary }) => ({
        labels: { ...labels, node: "collator-2" },
        summary: summary.replace("collator-1", "collator-2"),
      })),
    },
  },
  {
    alert: "OutriderNodeDown",
    what: "a node is restarted, and later ends",
    series: { [series("outrider", "up", { instance: "a:1", node: "collator-1" })]: "1x6 0x4 1x6 0x30" },
    at: {
      "1m": [],
      "2m40s": [
        { labels: { job: "outrider", instance: "a:1", node: "collator-1" }, summary: "collator-1: nothing answers at a:1 (outrider)" },
      ],
    },
  },
  {
    alert: "OutriderKeyNotInSet",
    what: "a collator that was away finds its key in the set again, and loses its seat later; another one keeps it",
    every: "30s",
    series: {
      [own("outrider_collator_key_in_set")]: "0x5 1x10 0x30",
      [own("outrider_collator_key_in_set", { node: "collator-2" })]: "1x50",
    },
    at: {
      "2m30s": [],
      "8m": [],
      "14m": [
        {
          labels: { ...NODE, job: "outrider" },
          summary: "collator-1: authors no block, since none of its Aura keys is in the set of authorities",
        },
      ],
    },
  },
  {
    alert: "OutriderNoPeers",
    what: "a node starts alone, finds peers, and loses them",
    every: "30s",
    series: { [relay("substrate_sub_libp2p_peers_count")]: "0x3 4x10 0x30" },
    at: {
      "3m": [],
      "10m": [],
      "15m": [{ labels: { ...RELAY, job: "outrider-relay" }, summary: "collator-1: no peers for 5 minutes (outrider-relay)" }],
    },
  },
  {
    alert: "OutriderRelayNodeBehind",
    what: "a relay node is behind for a moment, and then stays so",
    every: "30s",
    series: { [RELAY_TARGET]: "100 150 150 150 150+5x20", [RELAY_BEST]: "100 110 150 150 135+5x20" },
    at: { "30s": [], "2m": [], "5m": [{ labels: { ...RELAY, job: "outrider-relay" }, summary: "collator-1: its relay node is 15 blocks behind" }] },
  },
  {
    alert: "OutriderDiskFilling",
    what: "a disk is nearly full",
    every: "1m",
    series: { [SIZE]: "1000x200", [FREE]: "99x200" },
    at: { "1m": [], "6m": filling },
  },
  {
    alert: "OutriderDiskFilling",
    what: "a node syncs for half an hour, and its disk stays half empty",
    every: "1m",
    series: { [SIZE]: "1000x1000", [FREE]: "800-10x30 500x800" },
    at: { "10m": [], "30m": [], "2h30m": [], "12h": [] },
  },
  {
    alert: "OutriderDiskFilling",
    what: "a disk loses a twentieth an hour",
    every: "5m",
    series: { [SIZE]: "1000x100", [FREE]: "900-4x100" },
    at: { "1h": [], "4h": filling },
  },
  {
    alert: "OutriderFalseBatch",
    what: "a watcher finds a false batch, and is restarted later",
    every: "30s",
    series: { [FALSE_BATCHES]: "0x10 1x40 0x40" },
    at: { "5m": [], "6m": falseBatch, "14m": falseBatch, "20m": [], "30m": [] },
  },
  {
    alert: "OutriderFalseBatch",
    what: "a watcher finds a false batch before its metrics are read for the first time",
    every: "30s",
    series: { [FALSE_BATCHES]: "_x10 1x60" },
    at: { "4m": [], "6m": falseBatch, "20m": [] },
  },
  {
    alert: "OutriderSettlementUnknown",
    what: "the body of a batch comes late, and those of two others don't come",
    every: "30s",
    series: { [own("outrider_settlement_unknown_batches")]: "0x5 1x5 0x5 2x30" },
    at: {
      "6m": [],
      "13m": [],
      "15m": [
        {
          labels: { ...NODE, job: "outrider" },
          summary: "collator-1: can't execute 2 batches that are on their way, and would miss a false one",
        },
      ],
    },
  },
  {
    alert: "OutriderSettlementNotFollowing",
    what: "a node starts, follows settlement, and loses it",
    every: "30s",
    series: { [own("outrider_settlement_following")]: "0x8 1x10 0x30" },
    at: {
      "4m": [],
      "14m": [],
      "16m": [
        {
          labels: { ...NODE, job: "outrider" },
          summary: "collator-1: follows settlement no longer: it finds no false batch, and posts none of its own",
        },
      ],
    },
  },
  {
    alert: "OutriderSettlementBatchesFail",
    what: "three batches fail at a change of the leader, and later four",
    every: "30s",
    series: {
      [own("outrider_settlement_batches_total", { outcome: "failed" })]: "0x4 1 2 3x40 4 5 6 7x10",
      [own("outrider_settlement_batches_total", { outcome: "posted" })]: "0+20x100",
    },
    at: {
      "5m": [],
      "10m": [],
      "11m10s": [],
      "26m": [
        { labels: { ...NODE, job: "outrider", outcome: "failed" }, summary: "collator-1: 4 of its batches were refused in blocks in 10 minutes" },
      ],
    },
  },
  {
    alert: "OutriderSettlementRecordsWait",
    what: "the last records are in a batch on its way, whose window is long",
    every: "30s",
    series: { [WAITING_RECORDS]: "0x9 3x100", [RECEIPTED]: "0x9 3x100", [TIP_BATCH]: "7x9 8x100", [FINAL_BATCH]: "7x110" },
    at: { "6m": [], "12m": [], "15m30s": [], "18m": [], "40m": [] },
  },
  {
    alert: "OutriderSettlementRecordsWait",
    what: "no batch is on its way, and one comes after 20 minutes",
    every: "30s",
    series: { [WAITING_RECORDS]: "0x9 3x80", [RECEIPTED]: "0x9 3x80", [TIP_BATCH]: "7x39 8x50", [FINAL_BATCH]: "7x90" },
    at: { "4m": [], "9m30s": [], "11m": recordsWait, "19m": recordsWait, "21m": [], "40m": [] },
  },
  {
    alert: "OutriderSettlementRecordsWait",
    what: "a batch is on its way, receipts go on, and no batch takes their records",
    every: "30s",
    series: { [WAITING_RECORDS]: "0x9 3+1x80", [RECEIPTED]: "0x9 3+1x80", [TIP_BATCH]: "7x9 8x80", [FINAL_BATCH]: "7x90" },
    at: { "9m": [], "14m": [], "16m": recordsWait, "40m": recordsWait },
  },
  {
    alert: "OutriderSettlementRecordsWait",
    what: "batches come all the time",
    every: "30s",
    series: { [WAITING_RECORDS]: "900x90", [RECEIPTED]: "0+300x90", [TIP_BATCH]: "7+1x90", [FINAL_BATCH]: "7+1x90" },
    at: { "12m": [], "40m": [] },
  },
  {
    alert: "OutriderWindowLong",
    what: "a node starts, and the window becomes 4 times as long",
    every: "1m",
    series: { [WINDOW]: "0x1 50x120 200x60" },
    at: { "20m": [], "2h30m": [] },
  },
  {
    alert: "OutriderWindowLong",
    what: "a collator falls silent, and comes back",
    every: "1m",
    series: { [WINDOW]: "50x59 260x59 50x60" },
    at: { "59m": [], "1h5m": [], "1h15m": windowOf(260), "1h59m": windowOf(260), "2h5m": [] },
  },
  {
    alert: "OutriderWindowLong",
    what: "the window stays long, and is the usual one after a day",
    every: "1m",
    series: { [WINDOW]: "50x59 600x1600" },
    at: { "10h": windowOf(600), "26h": [] },
  },
];

/** The expected alerts for promtool. Texts that a test does not give are taken from the rule. */
function expectation(alertname: string, fires: Fires[]): object[] {
  const { labels, annotations } = readRules().find(({ alert }) => alert === alertname)!;
  return fires.map((fire) => ({
    exp_labels: { ...labels, ...fire.labels },
    exp_annotations: { ...annotations, summary: fire.summary },
  }));
}

function promtool(test: object): string {
  const folder = mkdtempSync(join(tmpdir(), "outrider-alerts-"));
  try {
    const file = join(folder, "test.yml");
    writeFileSync(file, stringify(test));
    const { error, status, stdout, stderr } = spawnSync("promtool", ["test", "rules", file], { encoding: "utf8" });
    if (error) throw new Error(`no promtool (${error.message}): scripts/setup.sh promtool installs it`);
    return status === 0 ? "" : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.each(CASES)("$alert: $what", ({ alert, every = INTERVAL, series, at }) => {
  const wrong = promtool({
    rule_files: [RULES_FILE],
    evaluation_interval: every.endsWith("m") ? every : INTERVAL,
    tests: [
      {
        interval: every,
        input_series: Object.entries(series).map(([series, values]) => ({ series, values })),
        alert_rule_test: Object.entries(at).map(([eval_time, fires]) => ({
          eval_time,
          alertname: alert,
          exp_alerts: expectation(alert, fires),
        })),
      },
    ],
  });
  expect(wrong).toBe("");
});

it("each rule has series by which it fires, and by which it does not", () => {
  const moments = (wanted: boolean) =>
    new Set(CASES.filter(({ at }) => Object.values(at).some((fires) => fires.length > 0 === wanted)).map(({ alert }) => alert));
  const rules = new Set(readRules().map(({ alert }) => alert));
  expect([...moments(true)].sort()).toEqual([...rules].sort());
  expect([...moments(false)].sort()).toEqual([...rules].sort());
});
