// SPDX-License-Identifier: Apache-2.0

// A node with `settlement_*`, and the chain beside it. Records are executed on a state of the node's own, as a sequencer does.

import type { AddressInfo } from "node:net";
import { sr25519, sr25519Derive, ss58Address } from "@polkadot-labs/hdkd-helpers";
import { type WebSocket, WebSocketServer } from "ws";
import { type Account, account } from "../../client/account.ts";
import type { Outrider } from "../../client/chain.ts";
import { hex, unhex } from "../../client/settlement/bytes.ts";
import { execute } from "../../client/settlement/execute.ts";
import { type RecordReceipt, receiptMessage, recordHash } from "../../client/settlement/receipts.ts";
import type { SignedKind } from "../../client/settlement/records.ts";
import { State, newAccount } from "../../client/settlement/state.ts";
import type { Answered, Batches, Leaf, Refusal } from "../../client/settlement/sequencer.ts";

export const DOMAIN = { genesis: new Uint8Array(32).fill(7), instance: 1 };
export const NOW = 44;
const FEE_TO = 1;
const GENESIS_FREE = 1_000n;

const pair = sr25519Derive(new Uint8Array(32).fill(1), sr25519, []);
export const SEQUENCER = { address: ss58Address(pair.publicKey, 42), key: hex(pair.publicKey) };
export const signAsSequencer = (receipt: Omit<RecordReceipt, "signature">): RecordReceipt => ({
  ...receipt,
  signature: hex(pair.sign(receiptMessage(DOMAIN, receipt))),
});

/** Bob has the index 0, Charlie 1; Dave's deposit is in no batch yet. */
export const [bob, charlie, dave] = ["//Bob", "//Charlie", "//Dave"].map(account) as [Account, Account, Account];
const INDICES = [bob.address, charlie.address, dave.address];

/** What the tool asks of the chain. */
export const chain = {
  client: { _request: async () => hex(DOMAIN.genesis) },
  api: {
    constants: { Settlement: { InstanceId: async () => DOMAIN.instance } },
    apis: {
      SettlementApi: {
        window: async () => ({ now: NOW }),
        account: async (address: string) => {
          const index = INDICES.indexOf(address);
          return index === -1 ? undefined : { index, claimed: 0n };
        },
        sequencer: async (address: string) => (address === SEQUENCER.address ? { key: SEQUENCER.key } : undefined),
      },
    },
  },
} as unknown as Outrider;

type Params = [string, string & string[]];

export class MockSequencer {
  readonly state = State.empty();
  /** The kinds and numbers of records that came together, each with the method. */
  readonly groups: [method: string, kind: string, records: number][] = [];
  /** Errors that methods answer. */
  readonly refusals = new Map<string, Refusal>();
  /** Answers that methods give in place of their own. */
  readonly answers = new Map<string, (params: unknown[]) => unknown>();
  /** Changes each receipt before it is sent. */
  alter = (receipt: RecordReceipt): RecordReceipt => receipt;
  private taken = 0;
  private readonly subscribers = new Set<WebSocket>();

  private constructor(private readonly server: WebSocketServer) {
    for (const [index, { publicKey }] of [bob, charlie].entries()) {
      this.state.setAccount(index, { ...newAccount(publicKey), free: GENESIS_FREE });
    }
    this.state.head = { clock: NOW, inbox: 0n, free: 2n * GENESIS_FREE, exited: 0n };
    server.on("connection", (socket) => {
      socket.on("message", (data) => this.answer(socket, JSON.parse(String(data))));
      socket.on("close", () => this.subscribers.delete(socket));
    });
  }

  static async start(): Promise<MockSequencer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await new Promise<void>((listening) => server.once("listening", listening));
    return new MockSequencer(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private take(kind: SignedKind, record: string): Answered {
    const bytes = unhex(record);
    const [code] = execute(this.state, { domain: DOMAIN, feeTo: FEE_TO }, kind, bytes);
    if (code !== "Done") return { error: { code: 9025, message: `the record would have no effect: ${code}` } };
    const place = { batch: 7, parent: `0x${"51".repeat(32)}`, chunk: Math.floor(this.taken / 32), position: this.taken % 32 };
    this.taken += 1;
    const named = { sequencer: SEQUENCER.address, key: SEQUENCER.key };
    return { receipt: this.alter(signAsSequencer({ record: recordHash(kind, bytes), kind, ...place, ...named })) };
  }

  private now(address: string): Leaf | null {
    const leaf = this.state.account(INDICES.indexOf(address));
    if (!leaf) return null;
    const { free, exited, nonceBase, nonceBits } = leaf;
    return { free: String(free), exited: String(exited), nonceBase, nonceBits: String(nonceBits), trader: null };
  }

  private resultOf(method: string, [first, second]: Params): unknown {
    const kind = first as SignedKind;
    switch (method) {
      case "settlement_account":
        return { account: first, index: INDICES.indexOf(first), claimed: "0", claimable: "0", now: this.now(first), final: null };
      case "settlement_submit":
        this.groups.push([method, kind, 1]);
        return this.take(kind, second);
      case "settlement_submitMany":
        this.groups.push([method, kind, second.length]);
        return second.map((record) => this.take(kind, record));
      case "settlement_subscribeBatches":
        return "batches";
      default:
        return undefined;
    }
  }

  private answer(socket: WebSocket, { id, method, params }: { id: string; method: string; params: unknown[] }): void {
    const reply = (answer: object) => socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    const error = this.refusals.get(method);
    if (error) return reply({ error });
    const own = this.answers.get(method);
    const result = own ? own(params) : this.resultOf(method, params as Params);
    if (result === undefined) return reply({ error: { code: -32601, message: "Method not found" } });
    if (method === "settlement_subscribeBatches") this.subscribers.add(socket);
    if (method !== "settlement_submit") return reply({ result });
    // A record that is sent alone is answered with its receipt, or with an error of the method.
    const answered = result as Answered;
    reply("error" in answered ? answered : { result: answered.receipt });
  }

  /** Tells subscribers of batches. */
  publish(result: Batches): void {
    for (const socket of this.subscribers) {
      socket.send(JSON.stringify({ jsonrpc: "2.0", method: "settlement_batches", params: { subscription: "batches", result } }));
    }
  }

  get watchers(): number {
    return this.subscribers.size;
  }

  /** Loses all connections. */
  drop(): void {
    for (const socket of this.server.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise((closed) => this.server.close(closed));
  }
}
