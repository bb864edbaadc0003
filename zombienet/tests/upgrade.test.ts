// SPDX-License-Identifier: Apache-2.0

// Governance upgrades a running chain on a real relay chain: from 12-second to 6-second blocks under load, then once
// more by the root track. Code that is no upgrade is refused.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Enum } from "polkadot-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { account } from "../../client/account.ts";
import { blockStatus } from "../../client/finality.ts";
import { readCode } from "../../client/upgrade/code.ts";
import { proposalOf } from "../../client/upgrade/calls.ts";
import { restriction } from "../../client/upgrade/restriction.ts";
import { runUpgrade } from "../../client/run-tool.ts";
import { LEAST_IN_EACH_SLOT } from "../src/cadence.ts";
import { writeCodeOf, writeRelayCode } from "../src/codes.ts";
import { until } from "../src/until.ts";
import { VOTERS, alice, bob, dave, propose } from "../src/upgrade/activity.ts";
import { emissionOver } from "../src/upgrade/history.ts";
import { eras, findScheduled } from "../src/upgrade/kept.ts";
import { WHITELISTED, applyPastChecks } from "../src/upgrade/refused.ts";
import {
  COLLATOR,
  type Findings,
  SECRETS,
  finalBlock,
  finalRelay,
  startTool,
  toolEnd,
  upgradeUnderLoad,
} from "../src/upgrade/scenario.ts";
import { backedAfter, claimsIn, printFindings, sides } from "../src/upgrade/table.ts";
import { withNextVersion } from "../src/wasm-version.ts";
import { useNetwork } from "./use-network.ts";

const DEADLINE_MS = 900_000;
/** Relay blocks, as in the network's configuration. */
const COOLDOWN = 80;
const RELAY_SLOT_SECONDS = 6;
/**
 * The longest time until a transaction is in a block of a 12-second chain, with a session change of the relay chain.
 */
const PENDING_MS = 60_000;

const network = useNetwork("upgrade");
const started = Date.now();
const tell = (line: string) => console.log(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

let folder: string;
let findings: Findings;
/** The code of the first upgrade, with the next version. */
let next: string;
/** The relay block at which the cooldown ends, from the tool's message. */
let cooldownEnd: number;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-upgrade-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("upgrade: a 12-second chain becomes a 6-second one, and its economy goes on", { timeout: DEADLINE_MS }, async () => {
  findings = await upgradeUnderLoad(network(), writeCodeOf("local", folder), tell);
  const { outcome, history, extensions, signedBefore, load } = findings;
  await load.stop();
  const { before, after } = sides(findings);

  expect(outcome).toMatchObject({ upgraded: true, from: 9_000 });
  expect(outcome.specVersion).toBeGreaterThan(9_000);
  expect(before.p50).toBeGreaterThan(11);
  expect(before.p50).toBeLessThan(13);
  expect(after.p50).toBeGreaterThan(5);
  expect(after.p50).toBeLessThan(7);
  expect(before.perRelaySlot).toBeGreaterThan(0.4);
  expect(before.perRelaySlot).toBeLessThan(0.6);
  expect(after.perRelaySlot).toBeGreaterThanOrEqual(LEAST_IN_EACH_SLOT);
  expect(before.longestSegment).toBe(1);
  expect(after.longestSegment).toBeGreaterThan(1);

  const backed = backedAfter(findings);
  expect(backed.length).toBeGreaterThanOrEqual(20);
  for (const [i, { slot }] of backed.slice(1).entries()) expect(slot).toBeGreaterThan(backed[i]!.slot);
  expect(new Set(backed.map(({ slot }) => slot % 2n)).size).toBe(2);

  expect(before.perBlock).toBe(2n * after.perBlock);
  expect([...before.releasedByFullBlocks]).toEqual([before.perBlock]);
  expect([...after.releasedByFullBlocks]).toEqual([after.perBlock]);
  expect(after.perSlot).toBe(before.perSlot);
  const emission = emissionOver(history[0]!, history.at(-1)!);
  expect(emission.released).toBe(emission.worth);
  expect(emission.paid + emission.backlog).toBe(emission.elapsed);
  expect(emission.missed).toBe(0);

  // Nobody claims for Alice, so the debt to her only grows.
  for (const [i, { pending }] of history.slice(1).entries()) {
    expect(pending.get(alice.address)!).toBeGreaterThanOrEqual(history[i]!.pending.get(alice.address)!);
  }
  const claims = claimsIn(history, bob.address);
  const { number } = outcome.firstBlock;
  expect(claims.filter((claim) => claim.number < number).length).toBeGreaterThan(0);
  expect(claims.filter((claim) => claim.number >= number).length).toBeGreaterThan(0);
  for (const { announced, paid } of claims) expect(paid).toBe(announced);

  // The node was built with the new runtime, and does not know the maximum weight of the old runtime's blocks.
  for (const past of history) {
    const { stage, refTimePicos, refTimeShare } = await blockStatus(findings.recorder.chain, past.hash);
    expect({ stage, isWeighed: refTimePicos !== null }).toEqual({ stage: "finalized", isWeighed: true });
    expect(refTimeShare !== null, `the share of block ${past.number}`).toBe(past.number >= number);
  }

  // One more, which adds no bytes: the blocks of a slot can share a core.
  expect(extensions.after).toEqual([...extensions.before, "DynamicMaxBlockWeight"]);
  expect(signedBefore.sentBefore).toBe("landed");
  expect(signedBefore.sentAfter).toMatch(/^refused: .*bad signature/);
  expect(load.landed).toBeGreaterThan(0);
  // A client signs for the runtime of the last final block. The upgrade makes transactions on their way invalid, and a
  // node does not report that for a broadcast. No other transaction is lost.
  const changedAt = findings.recorder.seen.find((block) => block.number >= number)!.at;
  for (const sentAt of load.lost) {
    expect(sentAt).toBeGreaterThan(changedAt - PENDING_MS);
    expect(sentAt).toBeLessThan(findings.upgradedAt);
  }
});

it("upgrade: no second one starts while the relay chain's cooldown runs", { timeout: DEADLINE_MS }, async () => {
  next = join(folder, "next.wasm");
  writeFileSync(next, await withNextVersion(readFileSync(join(folder, "local.wasm"))));
  const url = network().node(COLLATOR).rpc;
  const relayUrl = network().node("alice").rpc;
  const [byRuntime, byRelay, told] = await Promise.all([
    runUpgrade([next, "--url", url], SECRETS),
    runUpgrade([next, "--url", url, "--relay-url", relayUrl], SECRETS),
    runUpgrade(["status", "--url", url, "--relay-url", relayUrl, "--json"]),
  ]);
  const refusal = "error: the relay chain takes no code of this chain now: an upgrade is under way there, or its cooldown";
  expect(byRuntime).toMatchObject({ code: 1, stdout: "" });
  expect(byRuntime.stderr).toContain(`${refusal} runs (--relay-url, with a node of the relay chain, says until when).`);
  const { restriction: signal } = JSON.parse(told.stdout);
  expect(signal).toMatchObject({ isRestricted: true, source: "the relay chain" });
  // The cooldown began when the code was announced. After the announcement the relay chain waits before its go-ahead.
  expect(signal.until).toBeGreaterThan(findings.outcome.firstBlock.relay);
  expect(signal.until).toBeLessThan(findings.outcome.firstBlock.relay + COOLDOWN);
  expect(byRelay).toMatchObject({ code: 1, stdout: "" });
  expect(byRelay.stderr).toContain(`${refusal} runs (until relay block ${signal.until}).`);
  cooldownEnd = signal.until;
});

it("upgrade: code that is no upgrade is refused by the tool, and by the chain without the tool", { timeout: DEADLINE_MS }, async () => {
  const { chain } = findings.recorder;
  const [lower, stranger] = [writeCodeOf("local-sync-backing", folder), writeRelayCode(folder)];
  const url = network().node(COLLATOR).rpc;
  const [byVersion, byName] = await Promise.all(
    [lower, stranger].map((wasm) => runUpgrade([wasm, "--url", url], SECRETS)),
  );
  expect(byVersion).toMatchObject({ code: 1 });
  expect(byVersion!.stderr).toMatch(
    /error: the file has spec version 9000, and the chain is at \d+: it must be higher/,
  );
  expect(byName).toMatchObject({ code: 1 });
  expect(byName!.stderr).toContain("error: the file is a runtime of `rococo`, and the chain is `outrider`");

  const voters = VOTERS.map(account);
  const { dispatch } = await proposalOf(chain, "whitelisted", `0x${"07".repeat(32)}`);
  const down = await propose(chain, {
    origin: WHITELISTED,
    call: dispatch,
    when: Enum("After", 0),
    voters,
    aye: false,
    submitter: dave,
  });
  expect(await applyPastChecks(chain, lower)).toBe("System.SpecVersionNeedsToIncrease");
  expect(await applyPastChecks(chain, stranger)).toBe("System.InvalidSpecName");
  await until("the referendum that is voted down is rejected", 240, async () => {
    const info = await chain.api.query.Referenda.ReferendumInfoFor.getValue(down, { at: "best" });
    return info?.type === "Rejected";
  });
  expect(await chain.api.query.System.AuthorizedUpgrade.getValue()).toBeUndefined();
  const version = await chain.client._request<{ specVersion: number }>("state_getRuntimeVersion", []);
  expect(version.specVersion).toBe(findings.outcome.specVersion);
  const { number } = await chain.client.getFinalizedBlock();
  await finalBlock(chain, number + 2, 120);
});

it("upgrade: a second one, from 6 to 6 seconds, goes by the root track", { timeout: DEADLINE_MS }, async () => {
  const { chain, relay } = findings.recorder;
  const { specVersion, hash } = await readCode(next);
  // The same question as the tool's: the relay chain's final block can be some blocks behind the one in the best
  // parablock.
  await until("the relay chain's cooldown is over", COOLDOWN * RELAY_SLOT_SECONDS, async () => {
    const { hash: best } = (await chain.client.getBestBlocks())[0]!;
    return (await restriction(chain, best, network().node("alice").rpc)).isRestricted === false;
  });
  const final = await relay.client._request<string>("chain_getFinalizedHead", []);
  const { number } = await relay.client._request<{ number: string }>("chain_getHeader", [final]);
  expect(Number(number)).toBeGreaterThanOrEqual(cooldownEnd);
  const outcome = await toolEnd(startTool(network(), next, tell, "--track", "root"));
  expect(outcome).toMatchObject({ upgraded: true, from: findings.outcome.specVersion, specVersion, codeHash: hash });
  const version = await chain.client._request<{ specVersion: number }>("state_getRuntimeVersion", []);
  expect(version.specVersion).toBe(specVersion);
  expect((await chain.api.query.System.LastRuntimeUpgrade.getValue())?.spec_version).toBe(specVersion);
  await finalBlock(chain, outcome.firstBlock.number + 5, 180);
});

it("upgrade: promises from before the first one are kept at their relay blocks", { timeout: DEADLINE_MS }, async () => {
  const { recorder, promises, outcome, history } = findings;
  const last = Math.max(promises.scheduled, promises.referendum.end);
  const ended = await findings.calls;
  await finalRelay(recorder.chain, last + 2, 600);
  const { number } = outcome.firstBlock;
  const kept = [...eras(history, number), ...ended, ...(await findScheduled(recorder.chain, promises, number))];
  await recorder.stop();
  printFindings(findings, kept);
  expect(kept).toHaveLength(6);
  expect(kept.filter(({ isKept }) => !isKept)).toEqual([]);
});
