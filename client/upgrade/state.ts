// SPDX-License-Identifier: Apache-2.0

// The state of an upgrade at one block. The next steps follow from this state alone.

import { Twox128 } from "@polkadot-api/substrate-bindings";
import type { Outrider } from "../chain.ts";
import { type Bounded, type Proposal, TRACKS, boundedHash, upgradeOf } from "./calls.ts";
import { hashOf } from "./code.ts";
import { type Track, tracksAt } from "./tracks.ts";

type Queries = Outrider["api"]["query"];
type Found<Entry extends { getValue(...keys: any[]): Promise<unknown> }> = Awaited<ReturnType<Entry["getValue"]>>;
export type ReferendumInfo = NonNullable<Found<Queries["Referenda"]["ReferendumInfoFor"]>>;
export type Ongoing = Extract<ReferendumInfo, { type: "Ongoing" }>["value"];
export type Motion = NonNullable<Found<Queries["TechnicalCommittee"]["Voting"]>>;

export interface Block {
  number: number;
  hash: string;
}

/** A task of the scheduler that authorizes an upgrade. */
export interface Enactment {
  /** The relay block at which the task is due. */
  when: number;
  codeHash: string | null;
  /** The hash of the task's call. */
  callHash: string;
  /** The task was due without its preimage: the scheduler never tries it again. */
  isLost: boolean;
}

/** The state that concerns an upgrade to any code. */
export interface ChainState {
  block: Block;
  /** The relay block number. */
  relay: number;
  /** The newest version that has built a block. */
  lastUpgrade: { specName: string; specVersion: number };
  codeHash: string;
  authorized: { codeHash: string; checksVersion: boolean } | null;
  /** The hash of the code that waits for the relay chain's go-ahead. */
  pending: string | null;
  migrating: boolean;
}

/** The state that concerns an upgrade to one code. */
export interface State extends ChainState {
  tracks: Map<number, Track>;
  /** The tokens that can vote, in plank: support is a share of them. */
  electorate: bigint;
  preimageNoted: boolean;
  committee: string[];
  whitelisted: boolean;
  /**
   * The last relay block at which a deferred call can be executed. A call is deferred if its referendum was won before
   * the committee whitelisted it.
   */
  deferred: number | null;
  motion: Motion | null;
  /** The index of the committee's next motion. */
  nextMotion: number;
  referendum: { index: number; status: Ongoing } | null;
  /** The task that is still to be executed. A lost task does not count. */
  enactment: Enactment | null;
  /** The relay blocks at which lost tasks were due. The scheduler keeps such tasks for ever. */
  lost: number[];
  /** Voters with an aye on the referendum, and voters with another vote. */
  ayes: Set<string>;
  others: Set<string>;
}

const hexKey = (name: string) => Buffer.from(Twox128(Buffer.from(name))).toString("hex");
/** The storage key of the runtime. */
const CODE = `0x${Buffer.from(":code").toString("hex")}`;
const PENDING_CODE = `0x${hexKey("ParachainSystem")}${hexKey("PendingValidationCode")}`;

const valueHash = (chain: Outrider, key: string, at: string) =>
  chain.client._request<string | null>("state_getStorageHash", [key, at]);

/** The code in place at a block. */
export async function codeInPlace(chain: Outrider, at: string): Promise<Uint8Array> {
  const code = await chain.client._request<string | null>("state_getStorage", [CODE, at]);
  if (code === null) throw new Error(`block ${at} has no runtime`);
  return Buffer.from(code.slice(2), "hex");
}

/** The hashes of codes, by the hash of their stored value, which begins with the length. */
const pendingCodes = new Map<string, string>();

/** The hash of the code that waits for the relay chain's go-ahead. The code is large, so it is read only once. */
async function pendingCode(chain: Outrider, at: string): Promise<string | null> {
  const stored = await valueHash(chain, PENDING_CODE, at);
  if (stored === null) return null;
  const known =
    pendingCodes.get(stored) ?? hashOf(await chain.api.query.ParachainSystem.PendingValidationCode.getValue({ at }));
  pendingCodes.set(stored, known);
  return known;
}

export async function readChain(chain: Outrider, block: Block): Promise<ChainState> {
  const { System, ParachainSystem, MultiBlockMigrations } = chain.api.query;
  const at = { at: block.hash };
  const [relay, last, codeHash, authorized, pending, cursor] = await Promise.all([
    ParachainSystem.LastRelayChainBlockNumber.getValue(at),
    System.LastRuntimeUpgrade.getValue(at),
    valueHash(chain, CODE, block.hash),
    System.AuthorizedUpgrade.getValue(at),
    pendingCode(chain, block.hash),
    MultiBlockMigrations.Cursor.getValue(at),
  ]);
  if (!last || codeHash === null) throw new Error(`block ${block.hash} has no runtime`);
  return {
    block: { number: block.number, hash: block.hash },
    relay,
    lastUpgrade: { specName: last.spec_name, specVersion: last.spec_version },
    codeHash,
    authorized: authorized ? { codeHash: authorized.code_hash, checksVersion: authorized.check_version } : null,
    pending,
    migrating: cursor !== undefined,
  };
}

/** Open referenda on an upgrade, oldest first. */
export async function openReferenda(chain: Outrider, at: string) {
  const all = await chain.api.query.Referenda.ReferendumInfoFor.getEntries({ at });
  const open = [];
  for (const {
    keyArgs: [index],
    value,
  } of all) {
    if (value.type !== "Ongoing") continue;
    const status: Ongoing = value.value;
    open.push({ index, status, codeHash: await upgradeOf(chain, status.proposal as Bounded, at) });
  }
  return open.sort((a, b) => a.index - b.index);
}

/** Tasks of the scheduler that authorize an upgrade, and tasks of whose call only the hash is known. */
export async function enactments(chain: Outrider, at: string): Promise<Enactment[]> {
  const { Agenda, IncompleteSince } = chain.api.query.Scheduler;
  const [agendas, incomplete] = await Promise.all([Agenda.getEntries({ at }), IncompleteSince.getValue({ at })]);
  const found: Enactment[] = [];
  for (const {
    keyArgs: [when],
    value,
  } of agendas) {
    for (const task of value) {
      if (!task) continue;
      const call = task.call as Bounded;
      const codeHash = (await upgradeOf(chain, call, at)) ?? null;
      found.push({
        when,
        codeHash,
        callHash: boundedHash(call),
        isLost: incomplete !== undefined && when < incomplete,
      });
    }
  }
  return found;
}

async function votesOn(chain: Outrider, index: number, track: number, voters: string[], at: string) {
  const votes = { ayes: new Set<string>(), others: new Set<string>() };
  for (const voter of voters) {
    const voting = await chain.api.query.ConvictionVoting.VotingFor.getValue(voter, track, { at });
    const cast = voting.type === "Casting" ? voting.value.votes.find(([poll]) => poll === index)?.[1] : undefined;
    if (cast === undefined) continue;
    // The highest bit of a vote means aye.
    const isAye = cast.type === "Standard" && cast.value.vote >= 0x80;
    (isAye ? votes.ayes : votes.others).add(voter);
  }
  return votes;
}

export async function readState(
  chain: Outrider,
  block: Block,
  { proposal, codeHash, voters }: { proposal: Proposal; codeHash: string; voters: string[] },
): Promise<State> {
  const { Balances, TechnicalCommittee, Whitelist, Preimage } = chain.api.query;
  const at = { at: block.hash };
  const track = TRACKS[proposal.track].id;
  const [state, tracks, total, inactive, status, members, whitelisted, deferred, motion, nextMotion, open, tasks] =
    await Promise.all([
      readChain(chain, block),
      tracksAt(chain, block.hash),
      Balances.TotalIssuance.getValue(at),
      Balances.InactiveIssuance.getValue(at),
      Preimage.RequestStatusFor.getValue(proposal.hash, at),
      TechnicalCommittee.Members.getValue(at),
      Whitelist.WhitelistedCall.getValue(proposal.authorizeHash, at),
      Whitelist.DeferredDispatch.getValue(proposal.authorizeHash, at),
      TechnicalCommittee.Voting.getValue(proposal.whitelistHash, at),
      TechnicalCommittee.ProposalCount.getValue(at),
      openReferenda(chain, block.hash),
      enactments(chain, block.hash),
    ]);
  const isOurs = (found: { codeHash?: string | null | undefined }, hash: string) =>
    found.codeHash === codeHash || hash === proposal.hash;
  const referendum = open.find(
    (one) => one.status.track === track && isOurs(one, boundedHash(one.status.proposal as Bounded)),
  );
  const ours = tasks.filter((task) => isOurs(task, task.callHash));
  const votes = referendum ? await votesOn(chain, referendum.index, track, voters, block.hash) : undefined;
  return {
    ...state,
    tracks,
    electorate: total - inactive,
    preimageNoted: status?.type === "Unrequested" || status?.value.maybe_len !== undefined,
    committee: members,
    whitelisted: whitelisted !== undefined,
    deferred: deferred ?? null,
    motion: motion ?? null,
    nextMotion,
    referendum: referendum ? { index: referendum.index, status: referendum.status } : null,
    enactment: ours.find(({ isLost }) => !isLost) ?? null,
    lost: ours.filter(({ isLost }) => isLost).map(({ when }) => when),
    ayes: votes?.ayes ?? new Set(),
    others: votes?.others ?? new Set(),
  };
}
