// SPDX-License-Identifier: Apache-2.0
"use strict";

/** JSON-RPC over a WebSocket that reconnects by itself. */
const Rpc = (() => {
  /** The longest time that a node has to answer. After it the node counts as gone. */
  const ANSWER_MS = 10_000;
  /** After this time without a message the page asks the node for its health. */
  const QUIET_MS = 8_000;
  const FIRST_PAUSE_MS = 1_000;
  const LONGEST_PAUSE_MS = 16_000;

  const METHOD_NOT_FOUND = -32601;

  /** A closed socket, for the time without a connection. */
  const NO_SOCKET = () => ({ readyState: WebSocket.CLOSED, close() {} });

  /** The message in a text, or undefined if the text is not a JSON object. */
  function parse(text) {
    try {
      const message = JSON.parse(text);
      return typeof message === "object" && message !== null ? message : undefined;
    } catch {
      return undefined;
    }
  }

  class RpcError extends Error {
    constructor({ code, message, data }) {
      super(typeof data === "string" && data !== "" ? `${message}: ${data}` : message);
      this.code = code;
    }
    get isUnknownMethod() {
      return this.code === METHOD_NOT_FOUND;
    }
  }

  /**
   * Keeps a connection to `url`. Calls `onUp` after each connect. Calls `onDown` after each loss, with the reason and the
   * milliseconds until the next attempt.
   */
  class Connection {
    constructor(url, { onUp, onDown }) {
      Object.assign(this, { url, onUp, onDown });
      this.pauseMs = FIRST_PAUSE_MS;
      this.ids = 0;
      this.closed = false;
      this.open();
    }

    open() {
      this.waiting = new Map();
      this.subscriptions = new Map();
      this.opened = false;
      let socket;
      try {
        socket = new WebSocket(this.url);
      } catch (error) {
        // Browsers refuse ws:// to a page that came by https.
        socket = this.socket = NO_SOCKET();
        this.timer = setTimeout(() => this.fail(socket, `the browser refuses to connect: ${error.message}`));
        return;
      }
      this.socket = socket;
      this.timer = setTimeout(() => this.fail(socket, `no answer within ${ANSWER_MS / 1_000} s`), ANSWER_MS);
      socket.onopen = () => this.check(socket);
      socket.onmessage = ({ data }) => this.receive(socket, parse(data));
      socket.onclose = () => this.fail(socket, this.opened ? "the connection was closed" : "nobody accepts the connection");
    }

    /** Asks for the node's health: a server that accepts connections is not always a node. */
    async check(socket) {
      try {
        await this.request("system_health", []);
        if (socket !== this.socket) return;
        clearTimeout(this.timer);
        this.pauseMs = FIRST_PAUSE_MS;
        this.opened = true;
        this.watch(socket);
        this.onUp();
      } catch (error) {
        this.fail(socket, error.message);
      }
    }

    /** Asks the node for its health after a time without messages. */
    watch(socket) {
      clearTimeout(this.quiet);
      this.quiet = setTimeout(async () => {
        try {
          await this.request("system_health", []);
        } catch (error) {
          this.fail(socket, error.message);
        }
      }, QUIET_MS);
    }

    receive(socket, message) {
      if (socket !== this.socket) return;
      if (message === undefined) return this.fail(socket, "the answer is not JSON-RPC");
      if (this.opened) this.watch(socket);
      const waiting = this.waiting.get(message.id);
      if (waiting) {
        this.waiting.delete(message.id);
        clearTimeout(waiting.timer);
        if (message.error) waiting.rejected(new RpcError(message.error));
        else waiting.accepted(message.result);
      } else if (message.params) {
        const { subscription, result, error } = message.params;
        if (error !== undefined) this.fail(socket, `the node ended a subscription: ${error.message ?? error}`);
        else this.subscriptions.get(subscription)?.(result);
      }
    }

    request(method, params, onResult = (result) => result) {
      if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error("there is no connection"));
      const id = (this.ids += 1);
      return new Promise((accepted, rejected) => {
        const timer = setTimeout(() => {
          this.waiting.delete(id);
          rejected(new Error(`no answer within ${ANSWER_MS / 1_000} s`));
        }, ANSWER_MS);
        this.waiting.set(id, { accepted: (result) => accepted(onResult(result)), rejected, timer });
        this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      });
    }

    /** Passes each value of a subscription to `onValue`, until the connection ends. */
    subscribe(method, params, onValue) {
      // `onResult` runs at once, not a microtask later: the first value can be in the same packet.
      return this.request(method, params, (id) => {
        this.subscriptions.set(id, onValue);
        return id;
      });
    }

    /** Ends a subscription. Ignores errors, since the node may have ended the subscription itself. */
    unsubscribe(method, id) {
      this.subscriptions.delete(id);
      this.request(method, [id]).catch(() => {});
    }

    fail(socket, why) {
      if (socket !== this.socket || this.closed) return;
      this.forget();
      const pauseMs = this.pauseMs;
      this.pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      this.timer = setTimeout(() => this.open(), pauseMs);
      this.onDown(why, pauseMs);
    }

    forget() {
      clearTimeout(this.timer);
      clearTimeout(this.quiet);
      for (const { timer, rejected } of this.waiting.values()) {
        clearTimeout(timer);
        rejected(new Error("the connection was closed"));
      }
      this.waiting.clear();
      this.socket.onclose = null;
      this.socket.close();
      this.socket = NO_SOCKET();
    }

    retryNow() {
      this.forget();
      this.pauseMs = FIRST_PAUSE_MS;
      this.open();
    }

    close() {
      this.closed = true;
      this.forget();
    }
  }

  return { Connection };
})();
