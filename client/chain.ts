// SPDX-License-Identifier: Apache-2.0

// Types only: a client takes the metadata from the node that it talks to.
import type { outrider } from "#descriptors";
import { type JsonRpcProvider, type PolkadotClient, type TypedApi, createClient } from "polkadot-api";
import { WsEvent, getWsProvider } from "polkadot-api/ws";
import { type Observable, filter, firstValueFrom, throwError, timeout } from "rxjs";
import { fromLastFinal } from "./provider.ts";
import { NodeSocket } from "./socket.ts";

/** A connection to a node. The API is untyped, since this package has no types of the relay chain's runtime. */
export interface Chain {
  client: PolkadotClient;
  api: any;
}

/** A connection to a node of Outrider, with the types of the newest built runtime. */
export interface Outrider extends Chain {
  api: TypedApi<typeof outrider, false>;
}

/** The longest time that a node has to answer, in seconds. After an upgrade the node first compiles the new runtime. */
const ANSWER_SECONDS = 30;

function clientOf(rpc: string, onFailure = () => {}): PolkadotClient {
  const provider = getWsProvider(rpc, {
    websocketClass: NodeSocket as any,
    onStatusChanged: ({ type }) => {
      if (type === WsEvent.ERROR) onFailure();
    },
  });
  return clientOver(provider);
}

/**
 * A client that can be destroyed without an uncaught error.
 *
 * polkadot-api 2.2 repeats an open question a quarter of a second after the client is destroyed. The repeated question
 * has no connection, and throws an error that nobody can catch. A second `destroy` prevents that.
 */
export function clientOver(provider: JsonRpcProvider): PolkadotClient {
  const client = createClient(fromLastFinal(provider));
  const destroy = () => client.destroy();
  return {
    ...client,
    destroy() {
      destroy();
      setTimeout(destroy, 0);
    },
  };
}

export function connect(rpc: string): Chain {
  const client = clientOf(rpc);
  return { client, api: client.getUnsafeApi() };
}

export function connectOutrider(rpc: string): Outrider {
  const client = clientOf(rpc);
  return { client, api: client.getUnsafeApi<typeof outrider>() };
}

/** Connects to a node of Outrider. Fails if no node answers in time, or if the node is of another chain. */
export async function reachOutrider(rpc: string): Promise<Outrider> {
  if (!/^wss?:\/\//.test(rpc)) throw new Error(`bad address \`${rpc}\`; a node's address begins with ws:// or wss://`);
  const advice = "`scripts/run.sh` starts a node, --url names another one";
  let refuse = () => {};
  const refused = new Promise<never>((_, rejected) => {
    refuse = () => rejected(new Error(`no node answers at ${rpc}; ${advice}`));
  });
  refused.catch(() => {});
  const client = clientOf(rpc, () => refuse());
  const chain: Outrider = { client, api: client.getUnsafeApi<typeof outrider>() };
  try {
    const answer = firstWhere(client.finalizedBlock$, () => true, ANSWER_SECONDS, `${rpc} answers; ${advice}`);
    await Promise.race([refused, answer]);
    const { spec_name } = await chain.api.constants.System.Version();
    if (spec_name !== "outrider") throw new Error(`${rpc} is a node of \`${spec_name}\`, not of Outrider; ${advice}`);
    return chain;
  } catch (error) {
    client.destroy();
    throw error;
  }
}

export async function freeBalance(chain: Chain, address: string): Promise<bigint> {
  const found = await chain.api.query.System.Account.getValue(address);
  return found.data.free;
}

/** Waits for the first value of an observable that the predicate accepts. */
export function firstWhere<T>(
  source: Observable<T>,
  accept: (value: T) => boolean,
  seconds: number,
  what: string,
): Promise<T> {
  const tooLate = () => throwError(() => new Error(`gave up after ${seconds} s waiting until ${what}`));
  return firstValueFrom(source.pipe(filter(accept), timeout({ first: seconds * 1_000, with: tooLate })));
}
