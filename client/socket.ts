// SPDX-License-Identifier: Apache-2.0

import WebSocket from "ws";

/**
 * A WebSocket that tells its listeners of pings. Node 20 has no WebSocket of its own.
 *
 * polkadot-api closes a connection on which nothing has come for 40 seconds, and listens for a node's pings, which come every
 * 30 seconds. `ws` ignores listeners of pings that are added in the way of a browser. A subscription without news, such as that
 * of a block that waits for its inclusion, would lose its connection.
 */
export class NodeSocket extends WebSocket {
  override addEventListener(type: string, listener: any, options?: any): void {
    if (type === "ping") this.on(type, listener);
    else super.addEventListener(type as keyof WebSocket.WebSocketEventMap, listener, options);
  }

  override removeEventListener(type: string, listener: any): void {
    if (type === "ping") this.off(type, listener);
    else super.removeEventListener(type as keyof WebSocket.WebSocketEventMap, listener);
  }
}
