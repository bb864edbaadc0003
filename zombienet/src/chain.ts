// SPDX-License-Identifier: Apache-2.0

import { sr25519CreateDerive } from "@polkadot-labs/hdkd";
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address } from "@polkadot-labs/hdkd-helpers";
import { type PolkadotClient, type PolkadotSigner, createClient } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import WebSocket from "ws";
import { type Observable, filter, firstValueFrom, throwError, timeout } from "rxjs";

/** One RIDE in plank. */
export const RIDE = 10n ** 18n;

export interface Account {
  address: string;
  publicKey: Uint8Array;
  signer: PolkadotSigner;
}

const derive = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)));

/** A well-known development account, such as `//Alice`. */
export function account(path: string): Account {
  const pair = derive(path);
  return {
    address: ss58Address(pair.publicKey, 42),
    publicKey: pair.publicKey,
    signer: getPolkadotSigner(pair.publicKey, "Sr25519", pair.sign),
  };
}

/** A connection to a node. The API is untyped: the tests run against whatever runtime the network has. */
export interface Chain {
  client: PolkadotClient;
  api: any;
}

export function connect(rpc: string): Chain {
  // Node 20 has no WebSocket of its own.
  const client = createClient(getWsProvider(rpc, { websocketClass: WebSocket as any }));
  return { client, api: client.getUnsafeApi() };
}

export async function freeBalance(chain: Chain, address: string): Promise<bigint> {
  const found = await chain.api.query.System.Account.getValue(address);
  return found.data.free;
}

/** Waits for the first value of an observable that is accepted. */
export function firstWhere<T>(
  source: Observable<T>,
  accept: (value: T) => boolean,
  seconds: number,
  what: string,
): Promise<T> {
  const tooLate = () => throwError(() => new Error(`gave up after ${seconds} s waiting until ${what}`));
  return firstValueFrom(source.pipe(filter(accept), timeout({ first: seconds * 1_000, with: tooLate })));
}
