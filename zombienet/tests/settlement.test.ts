// SPDX-License-Identifier: Apache-2.0

// Settlement on a real relay chain: an ordinary day, a withdrawal, a fraud, a sequencer that falls silent. The tests follow each other:
// each leaves the network well for the next one.

import { afterEach, beforeAll, expect, it } from "vitest";
import { account } from "../../client/account.ts";
import { RIDE, ride } from "../../client/amount.ts";
import { type Outrider, connect, connectOutrider, freeBalance } from "../../client/chain.ts";
import { ask } from "../../client/rpc.ts";
import { chunked } from "../../client/settlement/batch.ts";
import { hex, unhex } from "../../client/settlement/bytes.ts";
import { recordHash } from "../../client/settlement/receipts.ts";
import { signRecord } from "../../client/settlement/records.ts";
import { Intake } from "../../client/settlement/send.ts";
import { withSequencer } from "../../client/settlement/sequencer.ts";
import { encodeAccount } from "../../client/settlement/state.ts";
import { domainOf, indexOf } from "../../client/settlement/user.ts";
import { refusal } from "../../client/submit.ts";
import { printTable } from "../../client/table.ts";
import { firstIncluded, validatorsAreReady } from "../src/cadence.ts";
import { type Committed, committed, underLoad } from "../src/settlement/day.ts";
import { Follower, NEVER, transferOf } from "../src/settlement/follow.ts";
import { happens, postFalse, slashIn } from "../src/settlement/fraud.ts";
import { type Ledger, ledgerAt, sizeOf } from "../src/settlement/ledger.ts";
import type { LoadReport } from "../src/settlement/load.ts";
import { SETTLERS, deposit, fund } from "../src/settlement/money.ts";
import { type Acting, BEST, PARA_ID, WATCHER } from "../src/settlement/nodes.ts";
import { allFinal, counter, follows, leader, nextLeader, otherThan } from "../src/settlement/nodes.ts";
import { type Promised, ends, receipts } from "../src/settlement/promised.ts";
import { until } from "../src/until.ts";
import { eventOf, includeFinal } from "../src/upgrade/transactions.ts";
import { useNetwork } from "./use-network.ts";

const DEADLINE_MS = 45 * 60_000;
/** What each account deposits, as the load's accounts do, and what one gets besides: for the index, the entry and fees. */
const DEPOSIT = 1_000n * RIDE;
const BESIDES = 10n * RIDE;
/** The turn of a sequencer, in lived slots, and the length of the load: a turn of blocks that all come. */
const TURN = 10;
const LOAD_SECONDS = 60;
/** Lived slots that pass until the deposits under load are final, so that the load comes in the turn of its sequencer. */
const SLOTS_OF_DEPOSITS = 9;
/** More than the plain transfers of the same chain, 638.8 a second in docs/benchmarks.md. */
const LEAST_UPDATES_PER_SECOND = 700;
/** A transfer has 105 bytes. What a batch adds is little. */
const MOST_BYTES_PER_RECORD = 120;
/** The longest time until all is final: windows are long while many checks fill the blocks. */
const FINAL_SECONDS = 1_200;
/** Records that get receipts before a fault. */
const RECEIPTS = 40;
/** The most blocks of ours from the one at which the watcher has a false batch to the one that takes it back. */
const MOST_BLOCKS_TO_REVERT = 2;

// Charlie pays: the accounts of sequencers and of the watcher sign transactions of their own at the same time.
const [charlie, dave, eve] = [account("//Charlie"), account("//Dave"), account("//Eve")];

const network = useNetwork("settlement");
/** All records with a receipt, by the node that gave it. */
const promised: Promised[] = [];
/** Connections that a test has opened. */
const opened = new Set<Outrider>();

const rpcOf = ({ name }: Pick<Acting, "name">): string => network().node(name).rpc;

function at(node: Pick<Acting, "name">): Outrider {
  const chain = connectOutrider(rpcOf(node));
  opened.add(chain);
  return chain;
}

beforeAll(async () => {
  const relay = connect(network().node("alice").rpc);
  await validatorsAreReady(network(), 1);
  await firstIncluded(relay, [PARA_ID]);
  relay.client.destroy();
}, 900_000);
afterEach(() => {
  for (const { client } of opened) client.destroy();
  opened.clear();
});

/** What accounts have in settlement by the ledger, in plank. */
const freeOf = ({ state }: Ledger, indices: number[]): bigint =>
  indices.reduce((sum, index) => sum + (state.account(index)?.free ?? 0n), 0n);

function printDay(report: LoadReport, found: Committed, follower: Follower, checked: number): void {
  const size = sizeOf(found.batches);
  const { p50, p95, p99 } = report.receiptMs!;
  printTable("A day of settlement: ten accounts pay each other", [
    ["records with a receipt", report.records],
    ["from a request to its receipts, p50, p95, p99", `${p50}, ${p95}, ${p99} ms`],
    ["updates in batches", found.records],
    ["from the first request to the batch with the last of them", `${report.seconds.toFixed(1)} s`],
    ["updates a second in batches", report.updatesPerSecond.toFixed(0)],
    ["batches, chunks", `${size.batches}, ${size.chunks}`],
    ["updates in a batch", (size.records / size.batches).toFixed(0)],
    ["bytes of an update", (size.bytes / size.records).toFixed(1)],
    ["chunks that the watcher has had checked", checked],
  ]);
  printTable("A record of each second, from stage to stage", [["from, to", "n", "p50", "p95"], ...follower.rows()]);
}

it("day: under load each record with a receipt is committed and final, and the sums are right", { timeout: DEADLINE_MS }, async () => {
  const chain = at(WATCHER);
  await fund(chain, charlie, SETTLERS, DEPOSIT + BESIDES);
  await deposit(chain, rpcOf(WATCHER), [dave, eve], DEPOSIT);

  const sequencer = await nextLeader(chain, SLOTS_OF_DEPOSITS, 300);
  const follower = await Follower.of(chain, rpcOf(sequencer), dave, eve);
  const report = await underLoad(network().node(sequencer.name), LOAD_SECONDS, follower);
  await follower.allFinal(FINAL_SECONDS);
  promised.push({ node: sequencer.name, records: follower.records, areFinal: true });
  const { root } = await allFinal(chain, FINAL_SECONDS);
  const { ledger, way } = await ledgerAt(chain, root);

  const indices = await Promise.all(SETTLERS.map(async ({ address }) => (await indexOf(chain, address)).index));
  const found = committed(way, indices);
  const checked = await counter(network().node(WATCHER.name).metrics, "outrider_settlement_checks_total", 'verdict="verified"');
  printDay(report, found, follower, checked);
  follower.close();

  expect(found.records).toBe(report.records);
  expect(ledger.idle).toBe(0);
  expect(report.updatesPerSecond).toBeGreaterThan(LEAST_UPDATES_PER_SECOND);
  const size = sizeOf(found.batches);
  expect(size.bytes / size.records).toBeLessThan(MOST_BYTES_PER_RECORD);
  // To the plank: each account by the node and by the records in the bodies, the sums by the load's own books, too.
  await withSequencer(rpcOf(WATCHER), async (node) => {
    for (const { address } of [...SETTLERS, dave, eve]) {
      const { index, final } = await node.account(address);
      expect(final?.free, address).toBe(String(ledger.state.account(index)?.free));
    }
  });
  expect(report.sums.found).toBe(report.sums.expected);
  expect(freeOf(ledger, indices)).toBe(BigInt(SETTLERS.length) * DEPOSIT);
  expect(BigInt(report.sums.found)).toBe(freeOf(ledger, indices));
  expect(ledger.deposited).toBe(BigInt(SETTLERS.length + 2) * DEPOSIT);
  expect(ledger.state.head.free).toBe(ledger.deposited);
});

/** Waits until the batch with a record is final, by the best block. Says how much of its window had passed, in lived slots. */
function verified(chain: Outrider, rpc: string, record: string): Promise<{ batch: bigint; took: number; window: number }> {
  const { SettlementApi } = chain.api.apis;
  return until("the batch with the record is final", 300, () =>
    withSequencer(rpc, async (node) => {
      const { batch: id } = await node.status(record);
      if (id === null) return undefined;
      const [info, { now }] = await Promise.all([SettlementApi.batch(BigInt(id), BEST), SettlementApi.window(BEST)]);
      if (info?.stage.type !== "Final") return undefined;
      return { batch: info.id, took: now - info.batch.submitted, window: info.batch.window };
    }),
  );
}

it("withdraw: the watcher makes the batch final before its window ends, and a claim pays", { timeout: DEADLINE_MS }, async () => {
  const chain = at(WATCHER);
  const amount = 40n * RIDE;
  const { index } = await indexOf(chain, dave.address);
  const sequencer = await leader(chain, 3, 300);
  const record = await withSequencer(rpcOf(sequencer), async (node) => {
    const intake = await Intake.of(chain, node, dave);
    const { sent } = await intake.sendMany("withdraw", 1, (nonce) => ({ account: index, amount, fee: 0n, nonce, expiry: NEVER }));
    return sent[0]!.record;
  });
  promised.push({ node: sequencer.name, records: [record] });
  const { batch, took, window } = await verified(chain, rpcOf(sequencer), record);

  const { root } = await allFinal(chain, FINAL_SECONDS);
  const { state } = (await ledgerAt(chain, root)).ledger;
  const said = await ask<{ batch: number; root: string; leaf: string; proof: string }>(chain, "settlement_proof", index);
  const opening = { leaf: unhex(said.leaf), proof: unhex(said.proof) };
  const claim = chain.api.tx.Settlement.claim({ batch: BigInt(said.batch), account: index, ...opening });
  const before = await freeBalance(chain, dave.address);
  const { events } = await includeFinal(chain, claim, charlie);
  const claimed = eventOf(events, "Settlement", "Claimed");
  const after = await freeBalance(chain, dave.address);
  printTable("A withdrawal", [
    ["batch", String(batch)],
    ["window of the batch, in lived slots", window],
    ["final after lived slots", took],
    ["withdrawn", ride(amount)],
    ["paid by the event", ride(claimed.amount)],
    ["difference of the balance", ride(after - before)],
  ]);
  expect(took).toBeLessThan(window);
  // What the node says is what the bodies of blocks say.
  expect(said).toMatchObject({ root, leaf: hex(encodeAccount(state.account(index)!)), proof: hex(state.proof(index)) });
  expect(claimed).toMatchObject({ who: dave.address, amount, left: 0n });
  expect(after - before).toBe(amount);
  expect(await refusal(chain, claim, charlie)).toContain("Settlement.NothingToClaim");
});

/** A transfer of Eve's that no sequencer has, with the nonce after those that this node has executed. */
async function strayRecord(chain: Outrider, rpc: string): Promise<Uint8Array> {
  const [from, to] = [await indexOf(chain, eve.address), await indexOf(chain, dave.address)];
  const { now } = await withSequencer(rpc, (node) => node.account(eve.address));
  const record = transferOf(from.index, to.index, RIDE, now!.nonceBase);
  return signRecord(await domainOf(chain), "transfer", record, (message) => eve.signer.signBytes(message));
}

it("fraud: a watcher that was killed before has a false batch taken back within two blocks", { timeout: DEADLINE_MS }, async () => {
  const first = at(WATCHER);
  const liar = await leader(first, TURN / 2, 300);
  const honest = otherThan(liar);
  first.client.destroy();
  await network().kill(WATCHER.name);
  network().restart(WATCHER.name);
  const chain = at(honest);
  await follows(network(), WATCHER, chain);
  const watcher = at(WATCHER);

  const { SettlementApi } = chain.api.apis;
  const { bond } = (await SettlementApi.sequencer(liar.who.address, BEST))!;
  const reserved = async () => (await chain.api.query.System.Account.getValue(liar.who.address)).data.reserved;
  const before = await reserved();
  promised.push(await receipts(chain, network(), honest, { from: eve, to: dave, count: RECEIPTS }));
  const stray = await strayRecord(chain, rpcOf(honest));
  promised.push(await receipts(chain, network(), liar, { from: dave, to: eve, count: RECEIPTS }));
  // Two that post for one account would take each other's nonces.
  await network().kill(liar.name);

  const lie = await postFalse(chain, liar, chunked("transfer", [stray]));
  const seenAt = await until("the watcher has the false batch", 120, async () => {
    const { root } = await watcher.api.apis.SettlementApi.tip(BEST);
    return root === lie.root ? (await chain.client.getBestBlocks())[0]!.number : undefined;
  }, 100);
  const reverted = await happens(chain, lie.number - 3, "BatchesReverted", 300, ({ from }) => from === lie.id);
  const slash = slashIn(reverted);
  printTable("A false batch", [
    ["batch", String(lie.id)],
    ["in a block", lie.number],
    ["newest block when the watcher had it", seenAt],
    ["taken back in block", reverted.number],
    ["bond of the author", ride(bond)],
    ["lost", ride(slash.amount)],
    ["paid to the watcher", ride(slash.bounty)],
    ["burned", ride(slash.amount - slash.bounty)],
  ]);
  expect(reverted.number - seenAt).toBeLessThanOrEqual(MOST_BLOCKS_TO_REVERT);
  expect(slash).toMatchObject({ who: liar.who.address, reporter: WATCHER.who.address, amount: bond });
  expect(slash.bounty).toBeGreaterThan(0n);
  expect(slash.amount - slash.bounty).toBeGreaterThanOrEqual(slash.bounty);
  expect(await SettlementApi.sequencer(liar.who.address)).toBeUndefined();
  expect(before - (await reserved())).toBe(bond);

  // The record that was in the false batch has had no effect: another sequencer takes it.
  await until("the other sequencer takes the record", 120, () => withSequencer(rpcOf(honest), (node) => node.submit("transfer", [stray])));
  promised.push({ node: honest.name, records: [recordHash("transfer", stray)] });
  await comesBack(chain, liar, bond);
});

/** A sequencer that was slashed bonds anew, and its node goes on with what it has promised. */
async function comesBack(chain: Outrider, liar: Acting, bond: bigint): Promise<void> {
  await includeFinal(chain, chain.api.tx.Settlement.register({ bond, key: hex(liar.who.publicKey) }), liar.who);
  network().restart(liar.name);
  await follows(network(), liar, chain);
  await ends(network(), promised, FINAL_SECONDS);
}

it("silence: the leader is killed, and the other sequencer posts within the grace", { timeout: DEADLINE_MS }, async () => {
  const silent = await leader(at(WATCHER), TURN / 2, 600);
  const other = otherThan(silent);
  const chain = at(other);
  const { SettlementApi } = chain.api.apis;
  const { grace_rotations, rotation_slots } = await SettlementApi.parameters(BEST);
  const grace = grace_rotations * rotation_slots;

  promised.push(await receipts(chain, network(), silent, { from: dave, to: eve, count: RECEIPTS }));
  await network().kill(silent.name);
  const [{ now: killedAt }, { batch: last }] = await Promise.all([SettlementApi.window(BEST), SettlementApi.tip(BEST)]);
  promised.push(await receipts(chain, network(), other, { from: eve, to: dave, count: RECEIPTS }));
  // A lived slot takes 12 seconds while one of two collators is gone, and longer at changes of session.
  const next = await until("the other sequencer has posted", 20 * grace, async () => {
    const { batch: tip } = await SettlementApi.tip(BEST);
    for (let id = last + 1n; id <= tip; id += 1n) {
      const found = await SettlementApi.batch(id, BEST);
      if (found?.batch.author === other.who.address) return found;
    }
    return undefined;
  });
  printTable("The leader is killed", [
    ["grace, in lived slots", grace],
    ["next batch of the other after lived slots", next.batch.submitted - killedAt],
  ]);
  expect(next.batch.submitted - killedAt).toBeLessThanOrEqual(grace);
  network().restart(silent.name);
  await follows(network(), silent, chain);
});

it("promises: each record with a receipt is final or reported as reverted, and no money is lost", { timeout: DEADLINE_MS }, async () => {
  const found = await ends(network(), promised, FINAL_SECONDS);
  const chain = at(WATCHER);
  const { root } = await allFinal(chain, FINAL_SECONDS);
  const { ledger } = await ledgerAt(chain, root);
  const of = (stage: string) => found.filter((status) => status.stage === stage);
  const { free, exited } = ledger.state.head;
  printTable("Records with a receipt from before the faults", [
    ["receipts", promised.flatMap(({ records }) => records).length],
    ["final", of("final").length],
    ["reported as reverted", of("reverted").length],
    ["in settlement", ride(free)],
    ["has left it", ride(exited)],
    ["has come into it", ride(ledger.deposited)],
  ]);
  expect(found).toHaveLength(promised.flatMap(({ records }) => records).length);
  for (const { code } of of("final")) expect(code).toBe("Done");
  // What was final stays final, also where its sequencer was killed meanwhile.
  const known = promised.filter(({ areFinal }) => areFinal).flatMap(({ records }) => records);
  const stages = new Map(found.map(({ record, stage }) => [record, stage]));
  expect(known.length).toBeGreaterThan(0);
  for (const record of known) expect(stages.get(record), record).toBe("final");
  expect(free + exited).toBe(ledger.deposited);
});
