// SPDX-License-Identifier: Apache-2.0

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { connect } from "../../client/chain.ts";
import { FinalityStream } from "../../client/finality.ts";

/** How often a node sends a ping, in milliseconds. */
const PING_MS = 30_000;
/** After this time without a sign of the node, polkadot-api closes a connection, in milliseconds. */
const STALE_MS = 40_000;

let server: WebSocketServer;
let url: string;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0 });
  await once(server, "listening");
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** The next connection to the server, after its first message. The client starts a connection by a timer. */
async function nextConnection(): Promise<WebSocket> {
  const found: WebSocket[] = [];
  server.once("connection", (socket) => socket.once("message", () => found.push(socket)));
  while (found.length === 0) {
    vi.advanceTimersByTime(0);
    await new Promise(setImmediate);
  }
  return found[0]!;
}

/** Lets two minutes pass in which a node says nothing, and sends its pings. */
async function quietMinutes(socket: WebSocket): Promise<void> {
  for (let round = 0; round < 4; round++) {
    vi.advanceTimersByTime(PING_MS);
    const answered = once(socket, "pong");
    socket.ping();
    await answered;
  }
}

it("a subscription without news keeps its connection, as long as the node sends pings", async () => {
  const connected = nextConnection();
  const stream = new FinalityStream(url);
  const failed = vi.fn<(error: Error) => void>();
  stream.block(`0x${"00".repeat(32)}`, () => {}, failed);
  const socket = await connected;

  await quietMinutes(socket);
  expect(failed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(STALE_MS + 1);
  expect(failed.mock.calls[0]?.[0].message).toBe(`the connection to ${url} is lost`);
  stream.close();
});

it("a client keeps its connection to a quiet node", async () => {
  const connections = vi.fn<() => void>();
  server.on("connection", connections);
  const connected = nextConnection();
  const { client } = connect(url);
  client._request("system_chain", []).catch(() => {});
  const socket = await connected;

  await quietMinutes(socket);
  expect(socket.readyState).toBe(socket.OPEN);
  expect(connections).toHaveBeenCalledTimes(1);
  client.destroy();
});
