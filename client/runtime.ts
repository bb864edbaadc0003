// SPDX-License-Identifier: Apache-2.0

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { type UnifiedMetadata, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { ride } from "./amount.ts";
import type { Outrider } from "./chain.ts";

type Query = Outrider["api"]["query"];
type Value<Entry> = Entry extends { getValue(...keys: any[]): Promise<infer Found> } ? Found : never;

/** An error of a call, as the chain gives it. */
export interface DispatchError {
  type: string;
  value?: any;
}

/** What a node's metadata tells of its runtime. */
export class Runtime {
  private readonly codecs;

  private constructor(
    private readonly chain: Outrider,
    private readonly metadata: UnifiedMetadata,
  ) {
    this.codecs = getDynamicBuilder(getLookupFn(metadata as any));
  }

  static async of(chain: Outrider): Promise<Runtime> {
    const [best] = await chain.client.getBestBlocks();
    const metadata = await chain.client.getMetadata(best!.hash);
    return new Runtime(chain, unifyMetadata(decAnyMetadata(metadata)));
  }

  /** Reads storage of any block whose state the node still has. The API reads only blocks that it follows. */
  async read<Pallet extends keyof Query & string, Entry extends keyof Query[Pallet] & string>(
    hash: string,
    pallet: Pallet,
    entry: Entry,
    ...keys: unknown[]
  ): Promise<Value<Query[Pallet][Entry]> | undefined> {
    const codec = this.codecs.buildStorage(pallet, entry);
    const found = await this.chain.client._request<string | null>("state_getStorage", [codec.keys.enc(...keys), hash]);
    return found === null ? undefined : (codec.value.dec(found) as Value<Query[Pallet][Entry]>);
  }

  /** An error in words: its name, what its doc says, and the values of the constants that the doc names. */
  explain(error: DispatchError): string {
    if (error.type !== "Module") return error.value?.type === undefined ? error.type : `${error.type}.${error.value.type}`;
    const { type: pallet, value } = error.value as { type: string; value: { type: string } };
    const doc = this.errorDoc(pallet, value.type)
      .replace(/\[?`Config::(\w+)`\]?/g, (_, name: string) => this.constant(pallet, name))
      .replace(/\[?`([^`]+)`\]?/g, "$1");
    return `${pallet}.${value.type}: ${doc}`;
  }

  private pallet(name: string) {
    return this.metadata.pallets.find((pallet) => pallet.name === name);
  }

  private errorDoc(pallet: string, name: string): string {
    const errors = this.pallet(pallet)?.errors;
    const definition = errors && this.metadata.lookup[errors.type]?.def;
    const variant = definition?.tag === "variant" ? definition.value.find((variant) => variant.name === name) : undefined;
    return variant?.docs.join(" ").trim() ?? "";
  }

  /** A constant by its name and value: the amounts of our pallets are in plank. */
  private constant(pallet: string, name: string): string {
    const found = this.pallet(pallet)?.constants.find((constant) => constant.name === name);
    if (!found) return name;
    const value: unknown = this.codecs.buildConstant(pallet, name).dec(found.value);
    return `${name} (${typeof value === "bigint" ? ride(value) : String(value)})`;
  }
}
