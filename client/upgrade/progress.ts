// SPDX-License-Identifier: Apache-2.0

// The progress of a referendum, in words and numbers.

import { decimal } from "../amount.ts";
import { TRACKS } from "./calls.ts";
import type { Ongoing, State } from "./state.ts";
import type { Order } from "./steps.ts";
import { ayesNeeded } from "./steps.ts";
import { type Track, share, threshold } from "./tracks.ts";

const RELAY_SLOT_SECONDS = 6;

/** A number of relay blocks, with their duration. */
export function relayBlocks(count: number): string {
  const left = Math.max(0, count);
  const seconds = left * RELAY_SLOT_SECONDS;
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    seconds % 60 && `${seconds % 60} s`,
  ];
  return `${left} relay block${left === 1 ? "" : "s"} (${parts.filter(Boolean).slice(0, 2).join(" ") || "0 s"})`;
}

/** Billionths in percent, rounded down to two decimals. */
export const percent = (billionths: bigint): string => `${decimal(billionths / 100_000n, 2)} %`;

/** The approval and support of a referendum, and the required ones, in billionths. */
export interface Standing {
  support: bigint;
  supportNeeded: bigint;
  approval: bigint;
  approvalNeeded: bigint;
}

export function standing(status: Ongoing, track: Track, electorate: bigint, relay: number): Standing {
  const passed = status.deciding
    ? share(BigInt(Math.max(0, relay - status.deciding.since)), BigInt(track.decision_period))
    : 0n;
  const { ayes, nays, support } = status.tally;
  return {
    support: share(support, electorate),
    supportNeeded: threshold(track.min_support, passed),
    // Without votes the approval is 0.
    approval: ayes + nays === 0n ? 0n : share(ayes, ayes + nays),
    approvalNeeded: threshold(track.min_approval, passed),
  };
}

export type Stage = "preparing" | "waiting for its decision deposit" | "queued" | "deciding" | "confirming";

export function stage(status: Ongoing): Stage {
  if (status.deciding) return status.deciding.confirming === undefined ? "deciding" : "confirming";
  if (status.in_queue) return "queued";
  return status.decision_deposit ? "preparing" : "waiting for its decision deposit";
}

/** Relay blocks until a stage ends at the latest. `null` if the end depends on others. */
export function timeLeft(status: Ongoing, track: Track, relay: number): number | null {
  switch (stage(status)) {
    case "preparing":
      return Math.max(0, status.submitted + track.prepare_period - relay);
    case "deciding":
      return Math.max(0, status.deciding!.since + track.decision_period - relay);
    case "confirming":
      return Math.max(0, status.deciding!.confirming! - relay);
    default:
      return null;
  }
}

export function referendumLine(
  index: number,
  status: Ongoing,
  track: Track,
  state: { electorate: bigint; relay: number },
): string {
  const { support, supportNeeded, approval, approvalNeeded } = standing(status, track, state.electorate, state.relay);
  const left = timeLeft(status, track, state.relay);
  const until = left === null ? "" : `, ${stage(status) === "deciding" ? "at most " : ""}${relayBlocks(left)} left`;
  return (
    `referendum ${index} on ${track.name.replace(/\0+$/, "")}: ${stage(status)}${until}; ` +
    `support ${percent(support)} of ${percent(supportNeeded)} needed, approval ${percent(approval)} of ${percent(approvalNeeded)}`
  );
}

function committeeLine(state: State): string {
  const needed = state.motion?.threshold ?? ayesNeeded(state.committee.length);
  if (!state.motion)
    return `the committee has yet to whitelist: ${needed} of its ${state.committee.length} members must agree`;
  return `motion ${state.motion.index} of the committee has ${state.motion.ayes.length} of ${needed} ayes`;
}

/** The event that an upgrade waits for at this block. */
export function progress(state: State, { code, proposal }: Order): string {
  if (state.codeHash === code.hash) return "the new code is in place: waiting for its first block to be final";
  if (state.pending === code.hash) return "waiting for the relay chain's go-ahead";
  if (state.authorized?.codeHash === code.hash) {
    return state.migrating ? "authorized: waiting for migrations to end" : "authorized: to be applied";
  }
  const needsCommittee = proposal.track === "whitelisted" && !state.whitelisted;
  const committee = needsCommittee ? `; ${committeeLine(state)}` : "";
  if (state.deferred !== null) {
    return `won, and deferred until relay block ${state.deferred} at most${committee || ": to be dispatched"}`;
  }
  if (state.enactment) return `won: enacted in ${relayBlocks(state.enactment.when - state.relay)}${committee}`;
  if (!state.referendum) return `no referendum yet${committee}`;
  const track = state.tracks.get(TRACKS[proposal.track].id)!;
  return referendumLine(state.referendum.index, state.referendum.status, track, state) + committee;
}
