// SPDX-License-Identifier: Apache-2.0

// Records on their way to a sequencer, and its receipts.

import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { sr25519, sr25519Derive } from "@polkadot-labs/hdkd-helpers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hex } from "../../client/settlement/bytes.ts";
import { type RecordReceipt, receiptFault, receiptMessage, recordHash } from "../../client/settlement/receipts.ts";
import { Intake, type Sendings, awaitAll, expiryAfter, unusedNonces } from "../../client/settlement/send.ts";
import { type RecordStatus, SequencerNode, withSequencer } from "../../client/settlement/sequencer.ts";
import { DOMAIN, MockSequencer, NOW, SEQUENCER, bob, chain, charlie, dave, signAsSequencer } from "./mock-sequencer.ts";

const RECORD = hex(new Uint8Array(32).fill(0xcd));
const RECEIPT = signAsSequencer({
  record: RECORD,
  kind: "transfer",
  batch: 0x0102030405,
  parent: hex(new Uint8Array(32).fill(0xab)),
  chunk: 0x01020304,
  position: 31,
  sequencer: SEQUENCER.address,
  key: SEQUENCER.key,
});
const EXPECTED = { domain: DOMAIN, kind: "transfer", record: RECORD, key: SEQUENCER.key } as const;

it("a receipt's message has the bytes of its format", () => {
  const tag = Buffer.from("outrider-settlement-receipt").toString("hex");
  const numbers = { instance: "01000000", version: "01", batch: "0504030201000000", chunk: "04030201", position: "1f" };
  const before = `0x${tag}${"07".repeat(32)}${numbers.instance}${numbers.version}${numbers.batch}`;
  expect(hex(receiptMessage(DOMAIN, RECEIPT))).toBe(`${before}${"ab".repeat(32)}${numbers.chunk}${numbers.position}${"cd".repeat(32)}`);
});

it("a record's hash covers its kind", () => {
  expect(recordHash("cancel", Uint8Array.of(9, 8))).toBe(hex(Blake2256(Uint8Array.of(3, 9, 8))));
});

it("a good receipt has no fault", () => {
  expect(receiptFault(RECEIPT, EXPECTED)).toBeUndefined();
});

const SIGNATURE = "its signature is not the sequencer's";
const other = sr25519Derive(new Uint8Array(32).fill(2), sr25519, []);
const otherKey = hex(other.publicKey);

it.each<[string, Partial<RecordReceipt>, string]>([
  ["record", { record: hex(new Uint8Array(32)) }, `it is for another record, the transfer ${hex(new Uint8Array(32))}`],
  ["kind", { kind: "withdraw" }, `it is for another record, the withdraw ${RECORD}`],
  ["batch", { batch: RECEIPT.batch + 1 }, SIGNATURE],
  ["parent", { parent: hex(new Uint8Array(32)) }, SIGNATURE],
  ["chunk", { chunk: 0 }, SIGNATURE],
  ["position", { position: 30 }, SIGNATURE],
  ["key", { key: otherKey }, `it names the key ${otherKey}, and on the chain ${SEQUENCER.address} has the key ${SEQUENCER.key}`],
  ["signature", { signature: `${RECEIPT.signature.slice(0, -1)}${RECEIPT.signature.endsWith("0") ? 1 : 0}` }, SIGNATURE],
  ["signer", { signature: hex(other.sign(receiptMessage(DOMAIN, RECEIPT))) }, SIGNATURE],
  ["width of the parent", { parent: `${RECEIPT.parent}00` }, "it is malformed"],
  ["width of the position", { position: 256 }, "it is malformed"],
  ["fraction of the batch", { batch: 1.5 }, "it is malformed"],
  ["width of the signature", { signature: "0x" }, "it is malformed"],
])("a receipt with another %s is refused", (_, change, fault) => {
  expect(receiptFault({ ...RECEIPT, ...change }, EXPECTED)).toBe(fault);
});

it("a receipt of another chain or instance, or of nobody, is refused", () => {
  expect(receiptFault(RECEIPT, { ...EXPECTED, domain: { ...DOMAIN, instance: 2 } })).toBe(SIGNATURE);
  expect(receiptFault(RECEIPT, { ...EXPECTED, domain: { ...DOMAIN, genesis: new Uint8Array(32) } })).toBe(SIGNATURE);
  expect(receiptFault(RECEIPT, { ...EXPECTED, key: undefined })).toBe(`${SEQUENCER.address} is no sequencer on the chain`);
});

it("the lowest unused nonces are taken, within the window", () => {
  expect(unusedNonces({ nonceBase: 3, nonceBits: "0" }, 3)).toEqual([3, 4, 5]);
  // The nonces 4, 6 and 66 are used.
  const nonceBits = String((1n << 1n) | (1n << 3n) | (1n << 63n));
  expect(unusedNonces({ nonceBase: 3, nonceBits }, 3)).toEqual([3, 5, 7]);
  const all = unusedNonces({ nonceBase: 3, nonceBits }, 100);
  expect(all).toHaveLength(61);
  expect(all.at(-1)).toBe(65);
  expect(unusedNonces({ nonceBase: 2 ** 32 - 3, nonceBits: "0" }, 9)).toEqual([2 ** 32 - 3, 2 ** 32 - 2]);
});

it("no expiry is later than a record can name", async () => {
  expect(await expiryAfter(chain, 600)).toBe(NOW + 600);
  expect(await expiryAfter(chain, 2 ** 32 - 1)).toBe(2 ** 32 - 1);
});

let mock: MockSequencer;
let node: SequencerNode;
beforeEach(async () => {
  mock = await MockSequencer.start();
  node = new SequencerNode(mock.url);
});
afterEach(async () => {
  vi.useRealTimers();
  node.close();
  await mock.stop();
});

const TERMS = { fee: 0n, expiry: NOW + 600 };

/** Sends transfers from Bob to Charlie. */
async function transfer(count: number, amount = 1n, fee = 0n): Promise<Sendings> {
  const intake = await Intake.of(chain, node, bob);
  return intake.sendMany("transfer", count, (nonce) => ({ from: 0, to: 1, amount, ...TERMS, fee, nonce, key: 0 }));
}

it("one transfer goes alone, with the next nonce", async () => {
  mock.state.setAccount(0, { ...mock.state.account(0)!, nonceBase: 5, nonceBits: 0b10n });
  const first = await transfer(1, 10n, 2n);
  expect(first).toMatchObject({ sent: [{ nonce: 5, error: null, receipt: { kind: "transfer", batch: 7 } }], failure: undefined });
  expect(first.sent[0]!.record).toBe(first.sent[0]!.receipt!.record);
  // The nonce 6 was used.
  expect((await transfer(1)).sent[0]!.nonce).toBe(7);
  const alone = ["settlement_submit", "transfer", 1];
  expect(mock.groups).toEqual([alone, alone]);
  expect([mock.state.account(0)!.free, mock.state.account(1)!.free]).toEqual([987n, 1_013n]);
});

it("many transfers go in groups of at most 64, and each has its effect", async () => {
  const { sent, failure } = await transfer(130);
  expect(failure).toBeUndefined();
  expect(sent.map(({ nonce }) => nonce)).toEqual(Array.from({ length: 130 }, (_, nonce) => nonce));
  expect(mock.groups).toEqual([64, 64, 2].map((records) => ["settlement_submitMany", "transfer", records]));
  expect(mock.state.account(1)!.free).toBe(1_130n);
  expect(mock.state.account(0)).toMatchObject({ nonceBase: 130, nonceBits: 0n });
});

it("after a used nonce a group is shorter, and no nonce is ahead of its window", async () => {
  mock.state.setAccount(0, { ...mock.state.account(0)!, nonceBits: 0b10n });
  const { sent, failure } = await transfer(66);
  expect(failure).toBeUndefined();
  expect(sent.map(({ nonce }) => nonce)).toEqual([0, ...Array.from({ length: 65 }, (_, place) => place + 2)]);
  expect(mock.groups.map(([, , records]) => records)).toEqual([63, 3]);
});

it("a group with a refused record is the last one, and the others keep their receipts", async () => {
  // Of 1,000 plank there are enough for 40 times 25.
  const { sent, failure } = await transfer(100, 25n);
  expect(sent).toHaveLength(64);
  expect(sent.filter(({ receipt }) => receipt !== null)).toHaveLength(40);
  expect(sent[40]).toMatchObject({ nonce: 40, receipt: null, error: { code: 9025 } });
  const why = "the first other one has the nonce 40: the record would have no effect: Insufficient";
  expect(failure!.message).toBe(`40 of 100 records have a good receipt, ${why}`);
});

it("a record that is refused alone is an error, in the node's words", async () => {
  await expect(transfer(1, 1_001n)).rejects.toThrow(/^the record would have no effect: Insufficient$/);
  await expect(transfer(2, 1_001n)).rejects.toThrow(/^the record would have no effect: Insufficient$/);
});

it("a connection that is lost in between leaves the receipts so far", async () => {
  let asked = 0;
  mock.answers.set("settlement_account", () => {
    asked += 1;
    if (asked > 1) mock.drop();
    return { now: { nonceBase: 0, nonceBits: "0" } };
  });
  const { sent, failure } = await transfer(65);
  expect(sent).toHaveLength(64);
  expect(failure!.message).toBe(`64 of 65 records have a good receipt: the connection to ${mock.url} is lost`);
});

it("a withdrawal and a cancellation have their effect", async () => {
  const intake = await Intake.of(chain, node, bob);
  await intake.sendMany("withdraw", 1, (nonce) => ({ account: 0, amount: 30n, ...TERMS, nonce }));
  expect(mock.state.account(0)).toMatchObject({ free: 970n, exited: 30n, nonceBase: 1 });
  const { sent } = await intake.sendOne("cancel", 4, (nonce) => ({ account: 0, floor: 0, ...TERMS, nonce, key: 0 }));
  expect(sent[0]).toMatchObject({ nonce: 4, receipt: { kind: "cancel" } });
  expect(mock.state.account(0)).toMatchObject({ nonceBase: 1, nonceBits: 0b1000n });
});

it("a bad receipt is an error, and beside good ones a failure", async () => {
  mock.alter = (receipt) => ({ ...receipt, batch: receipt.batch + 1 });
  const fault = /^the receipt is not good: its signature is not the sequencer's; the record may have its effect/;
  await expect(transfer(1)).rejects.toThrow(fault);
  mock.alter = (receipt) => (receipt.position === 2 ? { ...receipt, sequencer: dave.address } : receipt);
  const { sent, failure } = await transfer(3);
  expect(sent.map(({ error }) => error?.code)).toEqual([undefined, null, undefined]);
  const why = `the first other one has the nonce 2: the receipt is not good: ${dave.address} is no sequencer on the chain`;
  expect(failure!.message).toContain(`2 of 3 records have a good receipt, ${why}`);
});

it("answers for fewer records than were sent are an error", async () => {
  mock.answers.set("settlement_submitMany", () => []);
  await expect(transfer(3)).rejects.toThrow(`${mock.url} has answered 0 of 3 records`);
});

it("who is in no state yet, or out of nonces, is told so", async () => {
  const nothing = () => {
    throw new Error("no record is made");
  };
  const waits = (await Intake.of(chain, node, dave)).sendMany("withdraw", 1, nothing);
  await expect(waits).rejects.toThrow(`the deposit of ${dave.address} is in no batch yet; the next batches bring it`);
  mock.state.setAccount(1, { ...mock.state.account(1)!, nonceBase: 2 ** 32 - 1 });
  const used = (await Intake.of(chain, node, charlie)).sendMany("withdraw", 1, nothing);
  await expect(used).rejects.toThrow(`${charlie.address} has used all its nonces`);
});

it.each([
  [-32601, "Method not found"],
  [9020, "no sequencer here"],
])("the error %i says that the node is no sequencer", async (code, message) => {
  mock.refusals.set("settlement_submit", { code, message });
  await expect(transfer(1)).rejects.toThrow(`the node at ${mock.url} is no sequencer; --sequencer URL names one`);
  mock.refusals.set("settlement_subscribeBatches", { code, message });
  await expect(node.batches(() => {})).rejects.toThrow(`the node at ${mock.url} is no sequencer; --sequencer URL names one`);
});

it("other errors are the node's own, and a node that is not there is named", async () => {
  mock.refusals.set("settlement_status", { code: 9030, message: "the node does not know the record" });
  await expect(node.status(RECORD)).rejects.toThrow(/^the node does not know the record$/);
  const gone = withSequencer("ws://127.0.0.1:1", (node) => node.status(RECORD));
  await expect(gone).rejects.toThrow("no node answers at ws://127.0.0.1:1; --sequencer names another one");
});

it("a watch has each notification, and ends with the connection", async () => {
  const seen: unknown[] = [];
  const watch = node.batches((batches) => seen.push(batches));
  const ended = expect(watch).rejects.toThrow(`the connection to ${mock.url} is lost`);
  await vi.waitFor(() => expect(mock.watchers).toBe(1));
  const notification = { atNumber: 3, batches: [] } as unknown as Parameters<typeof mock.publish>[0];
  mock.publish(notification);
  await vi.waitFor(() => expect(seen).toEqual([notification]));
  mock.drop();
  await ended;
});

/** A node that has a record's status change from answer to answer. The last one stays. */
function staged(...found: Partial<RecordStatus>[]) {
  const asked: string[] = [];
  const status = async (record: string) => {
    asked.push(record);
    return { record, code: null, ...(found.length > 1 ? found.shift() : found[0]) };
  };
  return { node: { status } as unknown as SequencerNode, asked };
}

const sendings = (): Sendings => ({
  sent: [
    { nonce: 0, record: "0x01", receipt: RECEIPT, error: null },
    { nonce: 1, record: "0x02", receipt: null, error: { code: 9025, message: "refused" } },
  ],
  failure: undefined,
});

it("a wait ends with the stage, and asks for no record that was refused", async () => {
  vi.useFakeTimers();
  const { node, asked } = staged({ stage: "receipted" }, { stage: "committed", code: "Done" }, { stage: "final", code: "Done" });
  const waiting = awaitAll(node, sendings(), "final", 60);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await waiting).toMatchObject({ sent: [{ status: { stage: "final" } }, { error: { message: "refused" } }], failure: undefined });
  expect(asked).toEqual(["0x01", "0x01", "0x01"]);
});

it("a record that is final is committed as well", async () => {
  const { node, asked } = staged({ stage: "final", code: "Done" });
  expect((await awaitAll(node, sendings(), "committed", 60)).sent[0]!.status!.stage).toBe("final");
  expect(asked).toHaveLength(1);
});

const AGAIN = "`scripts/settle record 0x01` asks again";

it.each<[string, Partial<RecordStatus>, string]>([
  ["was taken back", { stage: "reverted", code: "Expired" }, "the batch with the record 0x01 was taken back: Expired; sign a new record"],
  ["has no effect", { stage: "committed", code: "Insufficient" }, "the record 0x01 has no effect: Insufficient"],
  ["comes too late", { stage: "receipted" }, `the record 0x01 is not committed in time, it is receipted; ${AGAIN}`],
])("a wait for a record that %s fails, and keeps the receipt", async (_, status, message) => {
  vi.useFakeTimers();
  const waiting = awaitAll(staged(status).node, sendings(), "committed", 60);
  await vi.advanceTimersByTimeAsync(61_000);
  const { sent, failure } = await waiting;
  expect(failure!.message).toBe(message);
  expect(sent[0]!.receipt).toBe(RECEIPT);
});
