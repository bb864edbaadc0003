// SPDX-License-Identifier: Apache-2.0

// The state of a chain's upgrades.

import type { Outrider } from "../chain.ts";
import { runtimeVersion } from "./checks.ts";
import { moduleOf, versionOf } from "./code.ts";
import { type Standing, referendumLine, stage, standing, timeLeft } from "./progress.ts";
import { type Restriction, restriction } from "./restriction.ts";
import { type ChainState, type Enactment, enactments, openReferenda, readChain } from "./state.ts";
import { tracksAt } from "./tracks.ts";

export interface OpenReferendum extends Standing {
  index: number;
  track: string;
  codeHash: string;
  stage: string;
  /** Relay blocks until the stage ends at the latest. */
  relayBlocksLeft: number | null;
  line: string;
}

export interface Status extends ChainState {
  specName: string;
  specVersion: number;
  pendingVersion: { specName: string; specVersion: number } | null;
  restriction: Restriction;
  referenda: OpenReferendum[];
  enactments: Enactment[];
}

/** The version of the code that waits for the relay chain. */
async function pendingVersion(chain: Outrider, state: ChainState) {
  if (state.pending === null) return null;
  const code = await chain.api.query.ParachainSystem.PendingValidationCode.getValue({ at: state.block.hash });
  return versionOf(moduleOf(code));
}

/** Reads the status at the newest final block. */
export async function status(chain: Outrider, relayUrl: string | undefined): Promise<Status> {
  const block = await chain.client.getFinalizedBlock();
  const state = await readChain(chain, block);
  const at = block.hash;
  const [version, pending, relay, tracks, open, tasks, total, inactive] = await Promise.all([
    runtimeVersion(chain, at),
    pendingVersion(chain, state),
    restriction(chain, at, relayUrl),
    tracksAt(chain, at),
    openReferenda(chain, at),
    enactments(chain, at),
    chain.api.query.Balances.TotalIssuance.getValue({ at }),
    chain.api.query.Balances.InactiveIssuance.getValue({ at }),
  ]);
  const electorate = total - inactive;
  const referenda: OpenReferendum[] = [];
  for (const { index, status, codeHash } of open) {
    const track = tracks.get(status.track);
    if (codeHash === undefined || !track) continue;
    referenda.push({
      index,
      track: track.name.replace(/\0+$/, ""),
      codeHash,
      stage: stage(status),
      relayBlocksLeft: timeLeft(status, track, state.relay),
      ...standing(status, track, electorate, state.relay),
      line: referendumLine(index, status, track, { electorate, relay: state.relay }),
    });
  }
  const upgrading = tasks.filter(({ codeHash }) => codeHash !== null);
  return {
    ...state,
    specName: version.specName,
    specVersion: version.specVersion,
    pendingVersion: pending,
    restriction: relay,
    referenda,
    enactments: upgrading,
  };
}
