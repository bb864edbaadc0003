// SPDX-License-Identifier: Apache-2.0

// Sends many transactions, at once or one after the other. Blocks must include each one that a node has accepted.

import { Enum } from "polkadot-api";
import { interval, lastValueFrom, mergeMap, take } from "rxjs";
import { type Account, account } from "../../client/account.ts";
import type { Chain } from "../../client/chain.ts";
import { bytesOf, hex } from "./scale.ts";
import { until } from "./until.ts";

/** The amount of a transfer, in plank. */
const AMOUNT = 1_000_000_000_000n;
/** Transactions in a request of a burst. */
const BATCH = 100;

/** The number of an account's transactions in blocks, at the last final block. */
const landed = async (chain: Chain, { address }: Account): Promise<number> =>
  (await chain.api.query.System.Account.getValue(address)).nonce;

/** Signs this many transfers in a row, without an expiry. `first` is the nonce of the first one. */
export async function signTransfers(chain: Chain, sender: Account, count: number): Promise<{ transactions: string[]; first: number }> {
  const dest = Enum("Id", account("//Eve").address);
  const first = await landed(chain, sender);
  const call = chain.api.tx.Balances.transfer_keep_alive({ dest, value: AMOUNT });
  const options = (i: number) => ({ nonce: first + i, mortality: { mortal: false } });
  const transactions: string[] = [];
  for (let i = 0; i < count; i += 1) transactions.push(hex(bytesOf(await call.sign(sender.signer, options(i)))));
  return { transactions, first };
}

/** Sends a batch over HTTP: the node takes the transactions one after the other. Fails if the node refuses one. */
export async function sendBatch(rpc: string, transactions: string[]): Promise<void> {
  const body = transactions.map((transaction, id) => ({
    jsonrpc: "2.0",
    id,
    method: "author_submitExtrinsic",
    params: [transaction],
  }));
  const answer = await fetch(rpc.replace(/^ws/, "http"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const results = (await answer.json()) as { error?: { message: string; data?: string } }[];
  const refused = results.find(({ error }) => error !== undefined);
  if (refused) throw new Error(`the node refuses a transfer: ${JSON.stringify(refused.error)}`);
}

/** Waits until all of an account's transfers are final. */
const allLand = (chain: Chain, sender: Account, nonce: number, seconds: number) =>
  until(
    `the transfers of ${sender.address} are final up to nonce ${nonce}`,
    seconds,
    async () => (await landed(chain, sender)) >= nonce,
  );

/** Sends `each` transfers of each account in one burst, and waits until all are final. */
export async function burst(chain: Chain, rpc: string, senders: Account[], each: number): Promise<void> {
  const signed: Awaited<ReturnType<typeof signTransfers>>[] = [];
  for (const sender of senders) signed.push(await signTransfers(chain, sender, each));
  const inTurn = Array.from({ length: each }, (_, i) => signed.map(({ transactions }) => transactions[i]!)).flat();
  for (let i = 0; i < inTurn.length; i += BATCH) await sendBatch(rpc, inTurn.slice(i, i + BATCH));
  for (const [i, sender] of senders.entries()) await allLand(chain, sender, signed[i]!.first + each, 240);
}

/** Sends `count` transfers of an account, one each `everyMs`, and waits until all are final. */
export async function stream(
  chain: Chain,
  rpc: string,
  sender: Account,
  { count, everyMs }: { count: number; everyMs: number },
): Promise<void> {
  const { transactions, first } = await signTransfers(chain, sender, count);
  const sending = interval(everyMs).pipe(
    take(count),
    mergeMap((i) => sendBatch(rpc, [transactions[i]!]), 1),
  );
  await lastValueFrom(sending);
  await allLand(chain, sender, first + count, 180);
}
