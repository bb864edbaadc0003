// SPDX-License-Identifier: Apache-2.0

// The powers that a fork gives to development accounts, since there is no sudo: tokens that vote, seats in the
// technical committee, and referenda that take minutes.

import { DEVELOPMENT, account, publicKeyOf } from "../account.ts";
import { RIDE, ride } from "../amount.ts";
import type { Codecs } from "./codecs.ts";
import type { Pairs } from "./storage.ts";

/** The settings of a local network, from the node's spec of it. */
export interface LocalGenesis {
  technicalCommittee: { members: string[] };
  trackTiming: {
    timings: { track: number; preparePeriod: number; decisionPeriod: number; confirmPeriod: number; minEnactmentPeriod: number }[];
  };
  /** In relay blocks. */
  sessionLength: { length: number };
}

/** A changed item, and its new value. */
export type Override = [what: string, to: string];

/** The least amount that each development account gets, in plank. */
const LEAST_ENDOWMENT = 1_000_000n * RIDE;
/**
 * The part of the issuance that each account gets, if that is more: the votes of the committee's three accounts then
 * win on each track.
 */
const ENDOWMENT_PART = 10n;
/** The flag of an account whose holds and freezes have the present format of pallet-balances. */
const IS_NEW_LOGIC = 1n << 127n;
const NO_ACCOUNT = {
  nonce: 0,
  consumers: 0,
  providers: 1,
  sufficients: 0,
  data: { free: 0n, reserved: 0n, frozen: 0n, flags: IS_NEW_LOGIC },
};

function read(top: Pairs, codecs: Codecs, pallet: string, entry: string, ...keys: unknown[]): any {
  const found = top.get(codecs.key(pallet, entry, ...keys));
  return found === undefined ? undefined : codecs.decode(pallet, entry, found);
}

function write(top: Pairs, codecs: Codecs, pallet: string, entry: string, value: unknown, ...keys: unknown[]): void {
  top.set(codecs.key(pallet, entry, ...keys), codecs.encode(pallet, entry, value));
}

/** Mints new tokens for the development accounts. The total issuance grows by the same amount. */
function endow(top: Pairs, codecs: Codecs): Override {
  const issuance: bigint = read(top, codecs, "Balances", "TotalIssuance") ?? 0n;
  const part = issuance / ENDOWMENT_PART;
  const endowment = part > LEAST_ENDOWMENT ? part : LEAST_ENDOWMENT;
  for (const name of DEVELOPMENT) {
    const { address } = account(name);
    const { data, ...counts } = read(top, codecs, "System", "Account", address) ?? NO_ACCOUNT;
    const richer = { ...counts, data: { ...data, free: data.free + endowment } };
    write(top, codecs, "System", "Account", richer, address);
  }
  const total = endowment * BigInt(DEVELOPMENT.length);
  write(top, codecs, "Balances", "TotalIssuance", issuance + total);
  return ["System.Account, Balances.TotalIssuance", `${ride(endowment)} more for each of ${DEVELOPMENT.join(", ")}`];
}

/** Replaces the technical committee, so that the former members have no vote. */
function seat(top: Pairs, codecs: Codecs, { technicalCommittee }: LocalGenesis): Override {
  const members = technicalCommittee.members;
  const names = members.map((address) => DEVELOPMENT.find((name) => account(name).address === address) ?? address);
  const sorted = [...members].sort((a, b) => Buffer.compare(publicKeyOf(a), publicKeyOf(b)));
  write(top, codecs, "TechnicalCommittee", "Members", sorted);
  top.delete(codecs.key("TechnicalCommittee", "Prime"));
  return ["TechnicalCommittee.Members", names.join(", ")];
}

/** Gives referenda the periods of a local network. */
function hurryReferenda(top: Pairs, codecs: Codecs, { trackTiming }: LocalGenesis): Override {
  const known = new Set(codecs.constant("Referenda", "Tracks").map(([id]: [number]) => id));
  const timings = trackTiming.timings
    .filter(({ track }) => known.has(track))
    .map(({ track, preparePeriod, decisionPeriod, confirmPeriod, minEnactmentPeriod }) => ({
      track,
      prepare_period: preparePeriod,
      decision_period: decisionPeriod,
      confirm_period: confirmPeriod,
      min_enactment_period: minEnactmentPeriod,
    }));
  write(top, codecs, "TrackTiming", "Timings", timings);
  const longest = Math.max(...timings.map(({ decision_period }) => decision_period));
  return ["TrackTiming.Timings", `a local network's: decisions of at most ${longest} relay-chain blocks`];
}

/** Gives sessions the length of a local network. */
function hurrySessions(top: Pairs, codecs: Codecs, { sessionLength }: LocalGenesis): Override {
  write(top, codecs, "SessionLength", "Length", sessionLength.length);
  return ["SessionLength.Length", `${sessionLength.length} relay-chain blocks`];
}

/** Applies all overrides. Returns the list of changes. */
export function empower(top: Pairs, codecs: Codecs, local: LocalGenesis): Override[] {
  return [
    endow(top, codecs),
    seat(top, codecs, local),
    hurryReferenda(top, codecs, local),
    hurrySessions(top, codecs, local),
  ];
}
