// SPDX-License-Identifier: Apache-2.0

// The calls of a runtime that no node runs yet.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import { Enum } from "polkadot-api";
import type { Outrider } from "../chain.ts";
import type { Call } from "../upgrade/calls.ts";

/** An object that has any name as a property. */
const named = <T>(answer: (name: string) => T) => new Proxy({}, { get: (_, name) => answer(String(name)) });

/** The calls of a runtime, built as a node's client builds them. */
export function offline(metadata: UnifiedMetadata): { api: Pick<Outrider["api"], "tx"> } {
  const { buildCall } = getDynamicBuilder(getLookupFn(metadata));
  const call = (pallet: string, name: string, values: unknown): Call => ({
    decodedCall: Enum(pallet, Enum(name, values)),
    async getEncodedData() {
      const { location, codec } = buildCall(pallet, name);
      return Uint8Array.from([...location, ...codec.enc(values)]);
    },
  });
  const tx = named((pallet) => named((name) => (values: unknown) => call(pallet, name, values)));
  return { api: { tx: tx as Outrider["api"]["tx"] } };
}
