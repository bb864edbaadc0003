// SPDX-License-Identifier: Apache-2.0

// Brings money into settlement.

import { Enum } from "polkadot-api";
import { type Account, account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import { withSequencer } from "../../../client/settlement/sequencer.ts";
import { until } from "../until.ts";
import { includeFinal } from "../upgrade/transactions.ts";

/** The accounts under load: `outrider-throughput settle` derives the same, and has them deposit. */
export const SETTLERS = Array.from({ length: 10 }, (_, index) => account(`//Settle/${index}`));

/** The longest time until a deposit is in the state: a batch must take it after 30 lived slots. */
const IN_STATE_SECONDS = 420;

/** Pays each of these accounts the same amount, in one transaction. */
export async function fund(chain: Outrider, payer: Account, accounts: Account[], each: bigint): Promise<void> {
  const { Balances, Utility } = chain.api.tx;
  const calls = accounts.map(({ address }) => Balances.transfer_keep_alive({ dest: Enum("Id", address) as any, value: each }).decodedCall);
  await includeFinal(chain, Utility.batch_all({ calls: calls as any }), payer);
}

/** Each of these accounts deposits the same amount. Waits until the node's state has all deposits. */
export async function deposit(chain: Outrider, rpc: string, accounts: Account[], each: bigint): Promise<void> {
  await Promise.all(accounts.map((who) => includeFinal(chain, chain.api.tx.Settlement.deposit({ amount: each }), who)));
  await withSequencer(rpc, async (node) => {
    for (const { address } of accounts) {
      await until(`the deposit of ${address} is in the state`, IN_STATE_SECONDS, async () => {
        const { now } = await node.account(address);
        return now !== null && BigInt(now.free) >= each;
      });
    }
  });
}
