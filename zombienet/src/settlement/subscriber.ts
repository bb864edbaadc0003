// SPDX-License-Identifier: Apache-2.0

// Many subscriptions to batches on one connection.

import { NodeSocket } from "../../../client/socket.ts";

interface Message {
  id?: number;
  result?: string;
  error?: { message: string };
  params?: { subscription: string };
}

export class Subscriber {
  private asked = 0;
  private readonly answers = new Map<number, (message: Message) => void>();
  /** How often each subscription was told something. */
  private readonly told = new Map<string, number>();

  private constructor(private readonly socket: NodeSocket) {
    socket.on("message", (data) => this.take(JSON.parse(data.toString()) as Message));
  }

  static of(url: string): Promise<Subscriber> {
    const socket = new NodeSocket(url);
    return new Promise((connected, failed) => {
      socket.once("open", () => connected(new Subscriber(socket)));
      socket.once("error", failed);
    });
  }

  private take({ id, result, error, params }: Message): void {
    if (params) this.told.set(params.subscription, (this.told.get(params.subscription) ?? 0) + 1);
    if (id !== undefined) this.answers.get(id)?.({ ...(result && { result }), ...(error && { error }) });
  }

  /** Subscribes so many times. Fails if the node refuses one of the subscriptions. */
  async subscribe(times: number): Promise<void> {
    const one = () =>
      new Promise<void>((done, failed) => {
        const id = (this.asked += 1);
        this.answers.set(id, ({ error }) => (error ? failed(new Error(error.message)) : done()));
        this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "settlement_subscribeBatches", params: [] }));
      });
    await Promise.all(Array.from({ length: times }, one));
  }

  /** How often the subscription was told something that was told the least, if there are so many subscriptions. */
  least(subscriptions: number): number {
    return this.told.size < subscriptions ? 0 : Math.min(...this.told.values());
  }

  close(): void {
    this.socket.close();
  }
}
