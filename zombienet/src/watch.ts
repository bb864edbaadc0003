// SPDX-License-Identifier: Apache-2.0

import { createClient } from "@polkadot-api/raw-client";
import { getWsRawProvider } from "polkadot-api/ws";
import { NodeSocket } from "../../client/socket.ts";

type Status = string | Record<string, unknown>;

/**
 * The names of all events that a node sends about a transaction. Uses `author_submitAndWatchExtrinsic`, as polkadot.js
 * and dedot do.
 */
export async function watchTransaction(rpc: string, transaction: string, seconds: number): Promise<string[]> {
  const client = createClient(getWsRawProvider(rpc, { websocketClass: NodeSocket as any }));
  const names: string[] = [];
  const tooLate = AbortSignal.timeout(seconds * 1_000);
  try {
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => reject(new Error(`not final after ${seconds} s; told: ${names.join(", ")}`));
      tooLate.addEventListener("abort", giveUp, { once: true });
      const next = (status: Status) => {
        const name = typeof status === "string" ? status : Object.keys(status)[0]!;
        names.push(name);
        if (name === "finalized") resolve();
        else if (["dropped", "invalid", "usurped", "finalityTimeout"].includes(name)) reject(new Error(`it is ${name}`));
      };
      client.request("author_submitAndWatchExtrinsic", [transaction], {
        onSuccess: (id, follow) => void follow(id, { next, error: reject }),
        onError: reject,
      });
    });
    return names;
  } finally {
    client.disconnect();
  }
}
