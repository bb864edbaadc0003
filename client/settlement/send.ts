// SPDX-License-Identifier: Apache-2.0

// Records on their way: signed, sent to a sequencer, with a receipt, in a batch, final.

import type { Account } from "../account.ts";
import type { Outrider } from "../chain.ts";
import { LAST_NONCE, NONCE_WINDOW } from "./execute.ts";
import { type RecordReceipt, receiptFault, recordHash } from "./receipts.ts";
import { type Domain, type Records, type SignedKind, signRecord } from "./records.ts";
import type { Leaf, RecordStatus, SequencerNode } from "./sequencer.ts";
import { domainOf } from "./user.ts";

const BEST = { at: "best" } as const;
const AGAIN_MS = 500;

/** What became of a record that was sent. */
export interface Sent {
  nonce: number;
  /** The record's hash. */
  record: string;
  receipt: RecordReceipt | null;
  /** Why the record has no good receipt. The code is null if the node gave a bad one. */
  error: { code: number | null; message: string } | null;
  /** How far the record was at last, if it was waited for. */
  status?: RecordStatus;
}

/** Records that were sent. */
export interface Sendings {
  sent: Sent[];
  /** Why not all that were asked for have a good receipt. */
  failure: Error | undefined;
}

/** The lowest nonces that an account may use now, at most so many. */
export function unusedNonces({ nonceBase, nonceBits }: Pick<Leaf, "nonceBase" | "nonceBits">, most: number): number[] {
  const used = BigInt(nonceBits);
  const places = Array.from({ length: NONCE_WINDOW }, (_, place) => place).filter((place) => ((used >> BigInt(place)) & 1n) === 0n);
  return places.map((place) => nonceBase + place).filter((nonce) => nonce < LAST_NONCE).slice(0, most);
}

/** The clock after so many lived slots. No record can name a later one than the last. */
export async function expiryAfter(chain: Outrider, slots: number): Promise<number> {
  const { now } = await chain.api.apis.SettlementApi.window(BEST);
  return Math.min(now + slots, 2 ** 32 - 1);
}

/** Signs records for one account, and sends them to a node. */
export class Intake {
  private readonly keys = new Map<string, string | undefined>();

  private constructor(
    private readonly chain: Outrider,
    private readonly node: SequencerNode,
    private readonly who: Account,
    private readonly domain: Domain,
  ) {}

  static async of(chain: Outrider, node: SequencerNode, who: Account): Promise<Intake> {
    return new Intake(chain, node, who, await domainOf(chain));
  }

  /** The key of a sequencer's receipts, by the chain. */
  private async keyOf(address: string): Promise<string | undefined> {
    if (!this.keys.has(address)) this.keys.set(address, (await this.chain.api.apis.SettlementApi.sequencer(address, BEST))?.key);
    return this.keys.get(address);
  }

  private async faultOf(kind: SignedKind, record: string, receipt: RecordReceipt): Promise<string | undefined> {
    const fault = receiptFault(receipt, { domain: this.domain, kind, record, key: await this.keyOf(receipt.sequencer) });
    const advice = `the record may have its effect all the same, \`scripts/settle record ${record}\` says more`;
    return fault && `the receipt is not good: ${fault}; ${advice}`;
  }

  /** Sends a record for each of these nonces. */
  async send<K extends SignedKind>(kind: K, nonces: number[], recordOf: (nonce: number) => Records[K]): Promise<Sent[]> {
    const sign = (message: Uint8Array) => this.who.signer.signBytes(message);
    const records = await Promise.all(nonces.map((nonce) => signRecord(this.domain, kind, recordOf(nonce), sign)));
    const answers = await this.node.submit(kind, records);
    const sent: Sent[] = [];
    for (const [place, answer] of answers.entries()) {
      const [nonce, record] = [nonces[place]!, recordHash(kind, records[place]!)];
      if ("error" in answer) {
        sent.push({ nonce, record, receipt: null, error: answer.error });
        continue;
      }
      const message = await this.faultOf(kind, record, answer.receipt);
      sent.push({ nonce, record, receipt: answer.receipt, error: message === undefined ? null : { code: null, message } });
    }
    return sent;
  }

  /** The nonces that the account may use, after all records that the node knows of. */
  private async nonces(most: number): Promise<number[]> {
    const { now } = await this.node.account(this.who.address);
    if (!now) throw new Error(`the deposit of ${this.who.address} is in no batch yet; the next batches bring it`);
    const found = unusedNonces(now, most);
    if (found.length === 0) throw new Error(`${this.who.address} has used all its nonces; \`scripts/settle exit\` moves its money out`);
    return found;
  }

  /**
   * Sends so many records. The node executes them at once, so that the nonces move on from group to group. Ends after the first group
   * of which a record was refused: those behind it would mostly have the same fate.
   */
  async sendMany<K extends SignedKind>(kind: K, count: number, recordOf: (nonce: number) => Records[K]): Promise<Sendings> {
    const sent: Sent[] = [];
    let broken: unknown;
    while (broken === undefined && sent.length < count && sent.every(({ error }) => error === null)) {
      try {
        sent.push(...(await this.send(kind, await this.nonces(count - sent.length), recordOf)));
      } catch (error) {
        broken = error;
      }
    }
    return judged(sent, count, broken);
  }

  /** Sends one record with this nonce. */
  async sendOne<K extends SignedKind>(kind: K, nonce: number, recordOf: (nonce: number) => Records[K]): Promise<Sendings> {
    return judged(await this.send(kind, [nonce], recordOf), 1, undefined);
  }
}

/** Says what has failed of records that were sent. Fails itself if there is no good receipt. */
function judged(sent: Sent[], count: number, broken: unknown): Sendings {
  const bad = sent.find(({ error }) => error !== null);
  const good = sent.filter(({ error }) => error === null).length;
  const why = broken instanceof Error ? broken.message : (bad?.error?.message ?? String(broken));
  if (good === 0) throw new Error(why);
  if (good === count) return { sent, failure: undefined };
  const where = bad ? `, the first other one has the nonce ${bad.nonce}` : "";
  return { sent, failure: new Error(`${good} of ${count} records have a good receipt${where}: ${why}`) };
}

/** The stages that can be waited for, in order. */
export const AWAITED = ["committed", "final"] as const;
export type Awaited = (typeof AWAITED)[number];

/** Waits until a record has its effect, in a batch of this stage or of a later one. */
async function awaitRecord(node: SequencerNode, record: string, stage: Awaited, end: number): Promise<RecordStatus> {
  for (;;) {
    const status = await node.status(record);
    const { code, stage: reached } = status;
    if (reached === "reverted") throw new Error(`the batch with the record ${record} was taken back: ${code}; sign a new record`);
    if (code !== null && code !== "Done") throw new Error(`the record ${record} has no effect: ${code}`);
    if (reached === stage || reached === "final") return status;
    const advice = `\`scripts/settle record ${record}\` asks again`;
    if (Date.now() >= end) throw new Error(`the record ${record} is not ${stage} in time, it is ${reached}; ${advice}`);
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}

/** Waits for all records that have a good receipt, and notes how far they are. */
export async function awaitAll(node: SequencerNode, { sent, failure }: Sendings, stage: Awaited, seconds: number): Promise<Sendings> {
  const end = Date.now() + seconds * 1_000;
  const good = sent.filter(({ error }) => error === null);
  try {
    for (const one of good) one.status = await awaitRecord(node, one.record, stage, end);
  } catch (error) {
    return { sent, failure: failure ?? (error as Error) };
  }
  return { sent, failure };
}

/** Reads the hash of a record. */
export function readRecordHash(text: string): string {
  if (/^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new Error(`bad hash \`${text}\`; a record's hash is 0x and 64 hexadecimal digits, as its receipt names it`);
}
