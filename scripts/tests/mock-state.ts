// SPDX-License-Identifier: Apache-2.0

// A small chain that is well, in the form in which the checks of `smoke` read a chain. A test changes parts of it.

import type { Facts, State } from "../../client/smoke/facts.ts";

const RIDE = 10n ** 18n;
const RELAY = 1_000;
const [ALICE, BOB] = ["alice", "bob"];
/** The pot of dApp staking, as papi writes the account of the id `ride/stk`. */
export const POT = "5EYCAe5j8F5AhbHpGxNve45CzGHC6jG4V9wdzscW1vM5PFBi";
/** The pot of settlement, whose id is `ridestlm`. */
export const SETTLEMENT_POT = "5EYCAe5j8F5Ajg4pYWokZk6ZT3Ui2Hfn5mLuTqmp62c9zi2J";
export const DOT = { parents: 1, interior: { type: "Here" } };

type Entry = { keys: unknown[]; value: any };

/** Storage by pallet and entry. A value has no keys. */
export class MockState implements State {
  readonly block;
  readonly maps: Record<string, Entry[]> = {};
  readonly constants: Record<string, unknown> = {};

  constructor(number: number) {
    this.block = { number, hash: `0x${number}` };
  }

  /** Sets a value, or the entry of a map. */
  set(name: string, value: unknown, ...keys: unknown[]): this {
    this.maps[name] = (this.maps[name] ?? []).filter((entry) => JSON.stringify(entry.keys) !== JSON.stringify(keys));
    if (value !== undefined) this.maps[name].push({ keys, value });
    return this;
  }

  async value(pallet: string, entry: string, ...keys: unknown[]): Promise<any> {
    return this.maps[`${pallet}.${entry}`]?.find((found) => JSON.stringify(found.keys) === JSON.stringify(keys))?.value;
  }

  async *entries(pallet: string, entry: string): AsyncGenerator<any> {
    yield* this.maps[`${pallet}.${entry}`] ?? [];
  }

  constant(pallet: string, name: string): unknown {
    return this.constants[`${pallet}.${name}`];
  }
}

const account = (free: bigint, reserved = 0n) => ({ data: { free, reserved, frozen: 0n } });
const ledger = (dapp: number, stake: bigint, unbonding: bigint) => ({
  positions: [{ dapp, stake }],
  chunks: unbonding === 0n ? [] : [{ amount: unbonding, unlock: RELAY + 90 }],
});
const hold = (amount: bigint) => [
  { id: { type: "Settlement", value: { type: "Bond" } }, amount },
  { id: { type: "Other" }, amount: 77n },
];
const freeze = (amount: bigint) => [
  { id: { type: "DappStaking", value: { type: "Staking" } }, amount },
  { id: { type: "Other" }, amount: 77n },
];

/**
 * The newest final block: 1,000 RIDE at genesis, 10 released since, and an example of everything that can wait or be
 * held.
 */
function state(): MockState {
  const state = new MockState(100);
  state.constants["DappStaking.PotId"] = `0x${Buffer.from("ride/stk").toString("hex")}`;
  state.constants["Settlement.PotId"] = `0x${Buffer.from("ridestlm").toString("hex")}`;
  state.constants["Balances.ExistentialDeposit"] = RIDE / 1_000n;
  return state
    .set("System.Account", account(600n * RIDE, 4n * RIDE), ALICE)
    .set("System.Account", account(382n * RIDE), BOB)
    .set("System.Account", account(8n * RIDE), POT)
    .set("System.Account", account(10n * RIDE), SETTLEMENT_POT)
    .set("Balances.TotalIssuance", 1_004n * RIDE)
    .set("Balances.InactiveIssuance", 3n * RIDE)
    .set("Emission.SlotClock", { first: 900, last: RELAY, paid: 95, missed: 3, backlog: 2 })
    .set("Emission.CurrentCycle", { index: 0, start: 900, length: 5_256_000, issuance: 1_000n * RIDE })
    .set("Emission.Released", { released: 10n * RIDE, minted: 6n * RIDE, withheld: 1n * RIDE, burned: RIDE })
    .set("DappStaking.OpenPool", 2n * RIDE)
    .set("DappStaking.CurrentSettlement", { left: RIDE })
    .set("DappStaking.CurrentEra", { index: 7, start: 990, end: 1_010, now: RELAY, previous_start: 970 })
    .set("DappStaking.Rewards", { stake: 30n * RIDE, released: 7n * RIDE, paid: 2n * RIDE })
    .set("DappStaking.Dapps", { stake: 30n * RIDE, claimable: RIDE, state: { type: "Registered" } }, 0)
    .set("DappStaking.Dapps", { stake: 5n * RIDE, claimable: RIDE, state: { type: "Unregistered" } }, 1)
    .set("DappStaking.Ledgers", ledger(0, 30n * RIDE, 2n * RIDE), ALICE)
    .set("DappStaking.Ledgers", ledger(1, 5n * RIDE, 0n), BOB)
    .set("Balances.Freezes", freeze(32n * RIDE), ALICE)
    .set("Balances.Freezes", freeze(5n * RIDE), BOB)
    .set("Settlement.Deposited", 12n * RIDE)
    .set("Settlement.PaidOut", 3n * RIDE)
    .set("Settlement.Sequencers", { bond: 4n * RIDE }, ALICE)
    .set("Balances.Holds", hold(4n * RIDE), ALICE)
    .set("ForeignAssets.Asset", { supply: 70n }, DOT)
    .set("ForeignAssets.Account", { balance: 40n }, DOT, ALICE)
    .set("ForeignAssets.Account", { balance: 30n }, DOT, BOB)
    .set("ParachainInfo.ParachainId", 2_000)
    .set("ParachainSystem.LastRelayChainBlockNumber", RELAY)
    .set("MessageQueue.BookStateFor", { begin: 4, end: 5, count: 1, message_count: 2n }, { type: "Sibling", value: 1_000 })
    .set("MessageQueue.Pages", { first_index: 6 }, { type: "Sibling", value: 1_000 }, 4)
    .set("XcmpQueue.OutboundXcmpStatus", [{ recipient: 1_000, state: { type: "Ok" }, first_index: 5, last_index: 6 }])
    .set("Scheduler.IncompleteSince", RELAY)
    .set("Scheduler.Agenda", [undefined, {}], 1_200)
    .set("Scheduler.Agenda", [undefined], 700)
    .set("Referenda.ReferendumInfoFor", { type: "Approved", value: [1, undefined, undefined] }, 0)
    .set("Referenda.ReferendumInfoFor", { type: "Ongoing", value: { alarm: [1_001, [1_001, 0]], in_queue: false } }, 1)
    .set("Referenda.ReferendumInfoFor", { type: "Ongoing", value: { alarm: undefined, in_queue: true } }, 2)
    .set("Aura.Authorities", ["0xaa", "0xbb"])
    .set("Timestamp.Now", 1_700_000_000_000n);
}

/** The state twenty blocks before: all waiting work has moved since. */
const before = () =>
  new MockState(80)
    .set("MessageQueue.BookStateFor", { begin: 4, end: 5, count: 1, message_count: 2n }, { type: "Sibling", value: 1_000 })
    .set("MessageQueue.Pages", { first_index: 5 }, { type: "Sibling", value: 1_000 }, 4)
    .set("XcmpQueue.OutboundXcmpStatus", [{ recipient: 1_000, state: { type: "Ok" }, first_index: 3, last_index: 5 }]);

export interface MockFacts extends Facts {
  state: MockState;
  before: MockState | null;
}

export const wellChain = (): MockFacts => ({
  state: state(),
  before: before(),
  turns: Array.from({ length: 20 }, (_, i) => ({ number: 81 + i, slot: 500n + BigInt(i), authorities: ["0xaa", "0xbb"] })),
  best: 103,
  isSyncing: false,
  isDevelopment: false,
  now: 1_700_000_030_000,
  issuedAtGenesis: async () => 1_000n * RIDE,
});
