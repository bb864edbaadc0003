// SPDX-License-Identifier: Apache-2.0

// Checks that all money is where the books say.

import { AccountId } from "polkadot-api";
import { ride } from "../amount.ts";
import { type Check, check, some, unknown } from "./check.ts";
import type { Facts, State } from "./facts.ts";

/** An account without a key: a prefix, an id, and zeros. */
export function keylessAccount(prefix: string, id: Uint8Array): string {
  const bytes = new Uint8Array(32);
  bytes.set(Buffer.concat([Buffer.from(prefix), id]));
  return AccountId().dec(bytes);
}

async function issuance(state: State): Promise<Check[]> {
  let [accounts, sum] = [0, 0n];
  for await (const { value } of state.entries("System", "Account")) {
    accounts += 1;
    sum += value.data.free + value.data.reserved;
  }
  const total = (await state.value("Balances", "TotalIssuance")) ?? 0n;
  const inactive = (await state.value("Balances", "InactiveIssuance")) ?? 0n;
  return [
    check("issuance", `${ride(total)}; ${accounts} accounts have ${ride(sum)}`, sum !== total),
    check("inactive issuance", `${ride(inactive)} of ${ride(total)}`, inactive > total),
  ];
}

/** Rewards of dApps that are neither paid nor withheld yet: the open era's pool, and the rest of the settlement. */
async function inTransit(state: State): Promise<bigint> {
  const settlement = await state.value("DappStaking", "CurrentSettlement");
  return ((await state.value("DappStaking", "OpenPool")) ?? 0n) + (settlement?.left ?? 0n);
}

async function emission({ state, issuedAtGenesis }: Facts): Promise<Check[]> {
  const [clock, cycle, books, issued] = await Promise.all([
    state.value("Emission", "SlotClock"),
    state.value("Emission", "CurrentCycle"),
    state.value("Emission", "Released"),
    state.value("Balances", "TotalIssuance"),
  ]);
  if (!clock || !cycle || !books) return [unknown("emission", "it begins with the first block")];
  const { released, minted, withheld, burned } = books;
  const transit = await inTransit(state);
  const elapsed = clock.last - clock.first;
  // The issuance at the start of the first cycle is the issuance of genesis.
  const atGenesis = cycle.index === 0 ? cycle.issuance : await issuedAtGenesis();
  const most = atGenesis === null ? null : atGenesis + minted - burned;
  const limit = "issuance against the emission";
  return [
    check(
      "relay slots of the emission",
      `${clock.paid} paid, ${clock.missed} missed and ${clock.backlog} in the backlog of ${elapsed}`,
      clock.paid + clock.missed + clock.backlog !== elapsed,
    ),
    check(
      "released",
      `${ride(released)}; ${ride(minted)} minted, ${ride(withheld)} withheld, ${ride(transit)} in transit`,
      released !== minted + withheld + transit,
    ),
    check("burned at once", `${ride(burned)} of ${ride(minted)} minted`, burned > minted),
    most === null
      ? unknown(limit, "the node has no state of genesis any more; an archive node has")
      : check(limit, `${ride(issued ?? 0n)} of at most ${ride(most)}: genesis and what was minted`, (issued ?? 0n) > most),
  ];
}

/** Sums over all stakers: the stake on each dApp, and the total of staked and unbonding tokens. */
async function ledgers(state: State): Promise<{ stakes: Map<number, bigint>; frozen: bigint; count: number }> {
  const stakes = new Map<number, bigint>();
  let [frozen, count] = [0n, 0];
  for await (const { value } of state.entries("DappStaking", "Ledgers")) {
    count += 1;
    for (const { dapp, stake } of value.positions) {
      stakes.set(dapp, (stakes.get(dapp) ?? 0n) + stake);
      frozen += stake;
    }
    for (const { amount } of value.chunks) frozen += amount;
  }
  return { stakes, frozen, count };
}

async function frozenForStaking(state: State): Promise<bigint> {
  let sum = 0n;
  for await (const { value } of state.entries("Balances", "Freezes")) {
    for (const { id, amount } of value) if (id.type === "DappStaking") sum += amount;
  }
  return sum;
}

async function staking(state: State): Promise<Check[]> {
  const { stakes, frozen, count } = await ledgers(state);
  let [claimable, earning] = [0n, 0n];
  const wrong: string[] = [];
  for await (const { keys, value: dapp } of state.entries("DappStaking", "Dapps")) {
    claimable += dapp.claimable;
    if (dapp.state.type === "Registered") earning += dapp.stake;
    if ((stakes.get(keys[0]) ?? 0n) !== dapp.stake) wrong.push(String(keys[0]));
    stakes.delete(keys[0]);
  }
  wrong.push(...[...stakes.keys()].map(String));
  const rewards = await state.value("DappStaking", "Rewards");
  const [stake, credit] = [rewards?.stake ?? 0n, (rewards?.released ?? 0n) - (rewards?.paid ?? 0n)];
  const held = await frozenForStaking(state);
  const pot = keylessAccount("modl", Buffer.from(String(state.constant("DappStaking", "PotId")).slice(2), "hex"));
  const free = (await state.value("System", "Account", pot))?.data.free ?? 0n;
  const needed = credit + claimable + (state.constant("Balances", "ExistentialDeposit") as bigint);
  return [
    check("stake on dApps", wrong.length === 0 ? `what ${count} stakers have on each` : `not what stakers have on ${some(wrong)}`, wrong.length > 0),
    check("stake that earns", `${ride(stake)}; registered dApps have ${ride(earning)}`, stake !== earning),
    check("frozen for staking", `${ride(held)}; staked and unbonding are ${ride(frozen)}`, held !== frozen),
    check("pot of dApp staking", `${ride(free)}, needs ${ride(needed)}: owed to stakers and dApps, and its deposit`, credit < 0n || free < needed),
  ];
}

/** Checks that settlement's pot has what it owes, and that every bond is held. */
async function settlement(state: State): Promise<Check[]> {
  const [deposited, paid] = await Promise.all([state.value("Settlement", "Deposited"), state.value("Settlement", "PaidOut")]);
  const owed = (deposited ?? 0n) - (paid ?? 0n);
  const pot = keylessAccount("modl", Buffer.from(String(state.constant("Settlement", "PotId")).slice(2), "hex"));
  const free = (await state.value("System", "Account", pot))?.data.free ?? 0n;
  const needed = owed + (state.constant("Balances", "ExistentialDeposit") as bigint);
  let [bonds, held] = [0n, 0n];
  for await (const { value } of state.entries("Settlement", "Sequencers")) bonds += value.bond;
  for await (const { value } of state.entries("Balances", "Holds")) {
    for (const { id, amount } of value) if (id.type === "Settlement") held += amount;
  }
  return [
    check("pot of settlement", `${ride(free)}, needs ${ride(needed)}: deposits that were not paid out, and its deposit`, owed < 0n || free < needed),
    check("bonds of sequencers", `${ride(bonds)}; ${ride(held)} are held`, bonds !== held),
  ];
}

const nameOf = (location: unknown) => JSON.stringify(location, (_, value) => (typeof value === "bigint" ? String(value) : value));

/** Checks the tokens of other chains. Their reserves are on those chains. */
async function foreignAssets(state: State): Promise<Check[]> {
  const held = new Map<string, bigint>();
  for await (const { keys, value } of state.entries("ForeignAssets", "Account")) {
    const name = nameOf(keys[0]);
    held.set(name, (held.get(name) ?? 0n) + value.balance);
  }
  const wrong: string[] = [];
  const supplies: string[] = [];
  for await (const { keys, value } of state.entries("ForeignAssets", "Asset")) {
    const name = nameOf(keys[0]);
    const sum = held.get(name) ?? 0n;
    if (sum !== value.supply) wrong.push(`${name} has ${value.supply}, its accounts ${sum}`);
    if (value.supply > 0n) supplies.push(`${value.supply} of ${name}`);
    held.delete(name);
  }
  wrong.push(...[...held.keys()].map((name) => `${name} is not registered`));
  const id = Buffer.alloc(4);
  id.writeUInt32LE((await state.value("ParachainInfo", "ParachainId")) ?? 0);
  const accounts = `${keylessAccount("sibl", id)} on Asset Hub, ${keylessAccount("para", id)} on the relay chain`;
  return [
    check("tokens of other chains", wrong.length === 0 ? "supplies are the sums of accounts" : some(wrong), wrong.length > 0),
    unknown("reserves of other chains' tokens", `they are on other chains: ${accounts} must have ${some(supplies) || "nothing"}`),
  ];
}

export const money: ((facts: Facts) => Promise<Check[]>)[] = [
  ({ state }) => issuance(state),
  emission,
  ({ state }) => staking(state),
  ({ state }) => settlement(state),
  ({ state }) => foreignAssets(state),
];
