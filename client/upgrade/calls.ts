// SPDX-License-Identifier: Apache-2.0

// The calls of an upgrade, and the code that other calls would authorize.

import { Enum } from "polkadot-api";
import type { Outrider } from "../chain.ts";
import { hashOf } from "./code.ts";

/** A call of polkadot-api, of any type. */
export interface Call {
  decodedCall: any;
  getEncodedData(): Promise<Uint8Array>;
}

/** The tracks for an upgrade, with the origin of each track's calls. */
export const TRACKS = {
  whitelisted: { id: 1, origin: Enum("Origins", Enum("WhitelistedCaller")) },
  root: { id: 0, origin: Enum("system", Enum("Root")) },
} as const;

export type TrackName = keyof typeof TRACKS;

/** The calls that decide on an upgrade. */
export interface Proposal {
  track: TrackName;
  /** Authorizes the code. */
  authorize: Call;
  authorizeHash: string;
  /** The proposal of the referendum: `authorize`, or its dispatch as a whitelisted call. */
  bytes: Uint8Array;
  hash: string;
  /** The committee's call, on the whitelisted track. */
  whitelist: Call;
  whitelistHash: string;
  whitelistLength: number;
  dispatch: ReturnType<Outrider["api"]["tx"]["Whitelist"]["dispatch_whitelisted_call_with_preimage"]>;
}

/** The calls that authorize the code with this hash. Only the `tx` part of the chain's API is needed. */
export async function proposalOf({ api }: { api: Pick<Outrider["api"], "tx"> }, track: TrackName, codeHash: string): Promise<Proposal> {
  const authorize = api.tx.System.authorize_upgrade({ code_hash: codeHash });
  const authorizeHash = hashOf(await authorize.getEncodedData());
  const whitelist = api.tx.Whitelist.whitelist_call({ call_hash: authorizeHash });
  const whitelistBytes = await whitelist.getEncodedData();
  const dispatch = api.tx.Whitelist.dispatch_whitelisted_call_with_preimage({ call: authorize.decodedCall });
  const bytes = await (track === "root" ? authorize : dispatch).getEncodedData();
  return {
    track,
    authorize,
    authorizeHash,
    bytes,
    hash: hashOf(bytes),
    whitelist,
    whitelistHash: hashOf(whitelistBytes),
    whitelistLength: whitelistBytes.length,
    dispatch,
  };
}

/** The call of a referendum or of a task: its bytes, or the place of its bytes. */
export type Bounded =
  | { type: "Inline"; value: Uint8Array }
  | { type: "Lookup"; value: { hash: string; len: number } }
  | { type: "Legacy"; value: { hash: string } };

/** The hash of such a call. */
export function boundedHash(call: Bounded): string {
  return call.type === "Inline" ? hashOf(call.value) : call.value.hash;
}

/** The bytes of a preimage, if the chain has them. */
export async function preimage(chain: Outrider, hash: string, at: string): Promise<Uint8Array | undefined> {
  const status = await chain.api.query.Preimage.RequestStatusFor.getValue(hash, { at });
  const length = status?.type === "Unrequested" ? status.value.len : status?.value.maybe_len;
  if (length === undefined) return undefined;
  return chain.api.query.Preimage.PreimageFor.getValue([hash, length], { at });
}

/** The hash of the code that a call would authorize, directly or inside of other calls. */
async function codeAuthorizedBy(chain: Outrider, call: any, at: string): Promise<string | undefined> {
  const { type: pallet, value } = call;
  switch (`${pallet}.${value.type}`) {
    case "System.authorize_upgrade":
    case "System.authorize_upgrade_without_checks":
      return value.value.code_hash;
    case "Whitelist.dispatch_whitelisted_call_with_preimage":
      return codeAuthorizedBy(chain, value.value.call, at);
    case "Whitelist.dispatch_whitelisted_call":
      return upgradeOf(
        chain,
        { type: "Lookup", value: { hash: value.value.call_hash, len: value.value.call_encoded_len } },
        at,
      );
    case "Utility.batch":
    case "Utility.batch_all":
    case "Utility.force_batch":
      for (const inner of value.value.calls) {
        const found = await codeAuthorizedBy(chain, inner, at);
        if (found !== undefined) return found;
      }
  }
  return undefined;
}

/** The hash of the code that a call would authorize. `undefined` if it authorizes none, or if its bytes are missing. */
export async function upgradeOf(chain: Outrider, call: Bounded, at: string): Promise<string | undefined> {
  const bytes = call.type === "Inline" ? call.value : await preimage(chain, call.value.hash, at);
  if (bytes === undefined) return undefined;
  let decoded: Call;
  try {
    decoded = await chain.api.txFromCallData(bytes);
  } catch {
    // A preimage may be any bytes: bytes that are not a call authorize nothing.
    return undefined;
  }
  return codeAuthorizedBy(chain, decoded.decodedCall, at);
}
