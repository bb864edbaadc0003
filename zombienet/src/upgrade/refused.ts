// SPDX-License-Identifier: Apache-2.0

// Makes upgrades without the tool's checks, to show that the chain refuses what the tool would not send.

import { readFileSync } from "node:fs";
import { Enum } from "polkadot-api";
import type { Outrider } from "../../../client/chain.ts";
import { TRACKS, proposalOf } from "../../../client/upgrade/calls.ts";
import { hashOf } from "../../../client/upgrade/code.ts";
import { CLOSE_WEIGHT } from "../../../client/upgrade/steps.ts";
import { until } from "../until.ts";
import { VOTERS, alice, bob, dave, propose } from "./activity.ts";
import { account } from "../../../client/account.ts";
import { eventOf, include, includeBare } from "./transactions.ts";

const ENACTED_SECONDS = 300;
const voters = VOTERS.map(account);
export const WHITELISTED = TRACKS.whitelisted.origin;

/** The committee whitelists the call that authorizes a code. Returns the call that dispatches it. */
export async function whitelist(chain: Outrider, codeHash: string): Promise<any> {
  const { whitelist, whitelistHash, whitelistLength, dispatch } = await proposalOf(chain, "whitelisted", codeHash);
  const { propose: motion, vote, close } = chain.api.tx.TechnicalCommittee;
  const proposed = await include(
    chain,
    motion({ threshold: 2, proposal: whitelist.decodedCall, length_bound: whitelistLength }),
    alice,
  );
  const { proposal_index: index } = eventOf(proposed.events, "TechnicalCommittee", "Proposed");
  const aye = vote({ proposal: whitelistHash, index, approve: true });
  await Promise.all([include(chain, aye, alice), include(chain, aye, bob)]);
  await include(
    chain,
    close({ proposal_hash: whitelistHash, index, proposal_weight_bound: CLOSE_WEIGHT, length_bound: whitelistLength }),
    alice,
  );
  return dispatch;
}

/** Authorizes a code by a referendum of the whitelisted track, and applies it. Returns the error of its rejection. */
export async function applyPastChecks(chain: Outrider, wasm: string): Promise<string> {
  const code = readFileSync(wasm);
  const hash = hashOf(code);
  const call = await whitelist(chain, hash);
  await propose(chain, { origin: WHITELISTED, call, when: Enum("After", 0), voters, aye: true, submitter: dave });
  await until(`the code of ${wasm} is authorized`, ENACTED_SECONDS, async () => {
    const authorized = await chain.api.query.System.AuthorizedUpgrade.getValue({ at: "best" });
    return authorized?.code_hash === hash;
  });
  const { events } = await includeBare(chain, chain.api.tx.System.apply_authorized_upgrade({ code }));
  const { code_hash, error } = eventOf(events, "System", "RejectedInvalidAuthorizedUpgrade");
  if (code_hash !== hash) throw new Error(`another code was rejected: ${code_hash}`);
  return `${error.value.type}.${error.value.value.type}`;
}
