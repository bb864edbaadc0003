// SPDX-License-Identifier: Apache-2.0

// Records that a sequencer has promised a place, and what became of them.

import type { Account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import { Intake } from "../../../client/settlement/send.ts";
import { type RecordStatus, type SequencerNode, withSequencer } from "../../../client/settlement/sequencer.ts";
import { indexOf } from "../../../client/settlement/user.ts";
import type { Network } from "../network.ts";
import { Hopeless, until } from "../until.ts";
import { transferOf } from "./follow.ts";
import type { Acting } from "./nodes.ts";

/** What each record moves, in plank. */
const AMOUNT = 1_000_000_000_000n;
/** The node does not know the record. */
const UNKNOWN = 9030;
/** Between two questions about the same record. */
const AGAIN_MS = 2_000;

/** Records with a receipt of a node. */
export interface Promised {
  node: string;
  records: string[];
  /** Whether a test has seen that they are final. */
  areFinal?: boolean;
}

/** Transfers from one account to another one. */
interface Order {
  from: Account;
  to: Account;
  count: number;
}

/** Sends transfers to a sequencer. Fails unless each has a good receipt. */
export async function receipts(chain: Outrider, network: Network, { name }: Acting, { from, to, count }: Order): Promise<Promised> {
  const [payer, payee] = await Promise.all([indexOf(chain, from.address), indexOf(chain, to.address)]);
  return withSequencer(network.node(name).rpc, async (node) => {
    const intake = await Intake.of(chain, node, from);
    const { sent, failure } = await intake.sendMany("transfer", count, (nonce) => transferOf(payer.index, payee.index, AMOUNT, nonce));
    if (failure) throw failure;
    return { node: name, records: sent.map(({ record }) => record) };
  });
}

/** How far a record is. A node that has forgotten a promise has lost it. */
async function statusOf(node: SequencerNode, name: string, record: string): Promise<RecordStatus> {
  try {
    return await node.status(record);
  } catch (error) {
    if ((error as { code?: number }).code !== UNKNOWN) throw error;
    throw new Hopeless(`${name} has promised a place to ${record}, and does not know the record any more`);
  }
}

/** Waits until each record is final or reverted, by the node that has promised it a place. */
export async function ends(network: Network, promised: Promised[], seconds: number): Promise<RecordStatus[]> {
  const found = new Map<string, RecordStatus>();
  for (const { node: name, records } of promised) {
    // A connection for each round: one that was made too early would not come up.
    await until(`${records.length} records of ${name} have an end`, seconds, async () => {
      await withSequencer(network.node(name).rpc, async (node) => {
        for (const record of records.filter((record) => !found.has(record))) {
          const status = await statusOf(node, name, record);
          if (status.stage === "final" || status.stage === "reverted") found.set(record, status);
        }
      });
      return records.every((record) => found.has(record));
    }, AGAIN_MS);
  }
  return [...found.values()];
}
