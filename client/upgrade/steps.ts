// SPDX-License-Identifier: Apache-2.0

// The transactions that an upgrade still needs at a state.

import { Enum } from "polkadot-api";
import type { Account } from "../account.ts";
import type { Outrider } from "../chain.ts";
import { type Proposal, TRACKS, boundedHash } from "./calls.ts";
import type { Code } from "./code.ts";
import type { State } from "./state.ts";

/** The user's request. */
export interface Order {
  code: Code;
  proposal: Proposal;
  /** Pays deposits and fees. */
  signer: Account;
  committee: Account[];
  voters: Account[];
  /** The tokens of each vote, in plank. `null` means nine tenths of the voter's tokens. */
  votes: bigint | null;
  /** From 0 to 6: a vote counts more if its tokens are locked for longer. */
  conviction: number;
  /** Goes on although another code is authorized. */
  replaces: boolean;
  /** Goes on although the code imports host functions that the code in place does not import. */
  takesNewImports: boolean;
  /** Goes on although the code lacks the hash of its metadata, and the code in place has one. */
  leavesMetadataHashOut: boolean;
}

/** One transaction. */
export interface Step {
  /** Identifies the step. */
  key: string;
  what: string;
  /** The signer. `null` for a transaction without a signature. */
  by: Account | null;
  call: any;
  /** The amount that the step holds or reserves, in plank. `null` if only a dry run can tell. */
  deposit: bigint | null;
  /** Can the chain take the step now? Otherwise another step comes first. */
  isReady: boolean;
}

/** The ayes that whitelist a call: two thirds of the members, rounded up. */
export const ayesNeeded = (members: number): number => Math.max(1, Math.ceil((2 * members) / 3));

/**
 * The referendum's index. Before its submission: the index that it will have if no other referendum is submitted first.
 */
const indexOf = (state: State, next: number) => state.referendum?.index ?? next;

/** Was the referendum won, or is no referendum needed? */
const isDecided = (state: State, { code }: Order) =>
  state.enactment !== null || state.deferred !== null || state.authorized?.codeHash === code.hash;

function vote(who: bigint, { votes, conviction }: Order) {
  // A vote locks its tokens, and the rest must pay the fees.
  const balance = votes ?? (who * 9n) / 10n;
  return Enum("Standard", { vote: 0x80 + conviction, balance });
}

function referendumSteps({ api }: Outrider, state: State, order: Order, next: number): Step[] {
  const { proposal, signer } = order;
  const { id, origin } = TRACKS[proposal.track];
  const ours = state.referendum === null || boundedHash(state.referendum.status.proposal as any) === proposal.hash;
  const steps: Step[] = [];
  if (!state.preimageNoted && ours && state.deferred === null) {
    const call = api.tx.Preimage.note_preimage({ bytes: proposal.bytes });
    steps.push({
      key: "preimage",
      what: "note the preimage of the proposal",
      by: signer,
      call,
      deposit: null,
      isReady: true,
    });
  }
  if (isDecided(state, order)) return steps;
  const index = indexOf(state, next);
  if (!state.referendum) {
    const call = api.tx.Referenda.submit({
      proposal_origin: origin as any,
      proposal: Enum("Lookup", { hash: proposal.hash, len: proposal.bytes.length }),
      enactment_moment: Enum("After", 0),
    });
    steps.push({
      key: "referendum",
      what: `submit referendum ${index}`,
      by: signer,
      call,
      deposit: null,
      isReady: true,
    });
  }
  if (!state.referendum?.status.decision_deposit) {
    const call = api.tx.Referenda.place_decision_deposit({ index });
    const deposit = state.tracks.get(id)!.decision_deposit;
    const what = `place the decision deposit of referendum ${index}`;
    steps.push({ key: `deposit ${index}`, what, by: signer, call, deposit, isReady: state.referendum !== null });
  }
  return steps;
}

async function votingSteps(chain: Outrider, state: State, order: Order, next: number): Promise<Step[]> {
  if (isDecided(state, order)) return [];
  const index = indexOf(state, next);
  const steps: Step[] = [];
  for (const voter of order.voters) {
    if (state.ayes.has(voter.address) || state.others.has(voter.address)) continue;
    const { data } = await chain.api.query.System.Account.getValue(voter.address, { at: state.block.hash });
    const call = chain.api.tx.ConvictionVoting.vote({ poll_index: index, vote: vote(data.free, order) });
    const what = `vote aye on referendum ${index}`;
    steps.push({
      key: `vote ${index} ${voter.address}`,
      what,
      by: voter,
      call,
      deposit: 0n,
      isReady: state.referendum !== null,
    });
  }
  return steps;
}

/** More than the weight of whitelisting a call: a hundredth of a second, and 50 KiB of proof. */
export const CLOSE_WEIGHT = { ref_time: 10_000_000_000n, proof_size: 51_200n };

/** The ayes that the motion still needs, and the step that closes it. */
function motionSteps(
  { api }: Outrider,
  state: State,
  { proposal, committee, signer }: Order,
  threshold: number,
): Step[] {
  const { motion } = state;
  const index = motion?.index ?? state.nextMotion;
  const ayes = motion?.ayes ?? [];
  const able = committee.filter(({ address }) => !ayes.includes(address));
  const missing = Math.max(0, threshold - ayes.length);
  const hash = proposal.whitelistHash;
  const steps: Step[] = able.slice(0, missing).map((member) => ({
    key: `motion vote ${index} ${member.address}`,
    what: "vote aye on the committee's motion",
    by: member,
    call: api.tx.TechnicalCommittee.vote({ proposal: hash, index, approve: true }),
    deposit: 0n,
    isReady: motion !== null,
  }));
  const isOver = motion !== null && state.block.number >= motion.end;
  if (missing > able.length && !isOver) return steps;
  const bounds = { proposal_weight_bound: CLOSE_WEIGHT, length_bound: proposal.whitelistLength };
  steps.push({
    key: `close ${index}`,
    what: isOver
      ? "close the committee's motion, whose time is over"
      : "close the committee's motion, which whitelists",
    by: signer,
    call: api.tx.TechnicalCommittee.close({ proposal_hash: hash, index, ...bounds }),
    deposit: 0n,
    isReady: (motion !== null && missing === 0) || isOver,
  });
  return steps;
}

/** The committee's steps, as far as its members' keys are given. */
function committeeSteps(chain: Outrider, state: State, order: Order): Step[] {
  const { proposal, committee, code } = order;
  if (proposal.track === "root" || state.whitelisted || state.authorized?.codeHash === code.hash) return [];
  if (state.motion) return motionSteps(chain, state, order, state.motion.threshold);
  const [first] = committee;
  if (!first) return [];
  const threshold = ayesNeeded(state.committee.length);
  const call = chain.api.tx.TechnicalCommittee.propose({
    threshold,
    proposal: proposal.whitelist.decodedCall,
    length_bound: proposal.whitelistLength,
  });
  const what = "propose to the committee that it whitelists";
  const motion: Step = { key: "motion", what, by: first, call, deposit: 0n, isReady: true };
  // If one member is enough, the proposal itself executes the call.
  return threshold === 1 ? [motion] : [motion, ...motionSteps(chain, state, order, threshold)];
}

/** The remaining steps, in order. `next` is the index of the chain's next referendum. */
export async function stepsLeft(chain: Outrider, state: State, order: Order, next: number): Promise<Step[]> {
  const { code, signer, proposal } = order;
  if (state.pending === code.hash || state.codeHash === code.hash) return [];
  const isAuthorized = state.authorized?.codeHash === code.hash;
  const steps: Step[] = [];
  if (!isAuthorized) {
    steps.push(...referendumSteps(chain, state, order, next), ...committeeSteps(chain, state, order));
    steps.push(...(await votingSteps(chain, state, order, next)));
    if (state.deferred !== null) {
      const what = "dispatch the whitelisted call that won its referendum before";
      steps.push({
        key: "dispatch",
        what,
        by: signer,
        call: proposal.dispatch,
        deposit: 0n,
        isReady: state.whitelisted,
      });
    }
  }
  const call = chain.api.tx.System.apply_authorized_upgrade({ code: code.bytes });
  const isReady = isAuthorized && !state.migrating;
  steps.push({ key: "apply", what: "apply the authorized upgrade", by: null, call, deposit: 0n, isReady });
  return steps;
}
