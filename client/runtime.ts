// SPDX-License-Identifier: Apache-2.0

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { type UnifiedMetadata, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { ride } from "./amount.ts";
import type { Outrider } from "./chain.ts";
import { entriesOf } from "./pages.ts";

export type Query = Outrider["api"]["query"];
export type Value<Entry> = Entry extends { getValue(...keys: any[]): Promise<infer Found> } ? Found : never;

/** An error of a call, as the chain gives it. */
export interface DispatchError {
  type: string;
  value?: any;
}

/** The runtime of a node, by its metadata. */
export class Runtime {
  private readonly codecs;

  private constructor(
    private readonly chain: Outrider,
    private readonly metadata: UnifiedMetadata,
  ) {
    this.codecs = getDynamicBuilder(getLookupFn(metadata as any));
  }

  /** The runtime of a block that the client follows. Without a hash: of the best block. */
  static async of(chain: Outrider, hash?: string): Promise<Runtime> {
    const block = hash ?? (await chain.client.getBestBlocks())[0]!.hash;
    const metadata = await chain.client.getMetadata(block);
    return new Runtime(chain, unifyMetadata(decAnyMetadata(metadata)));
  }

  /**
   * Reads storage at any block whose state the node still has. polkadot-api itself reads only blocks that it follows.
   */
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

  /** All entries of a storage map at a block whose state the node still has. */
  async *entries<Pallet extends keyof Query & string, Entry extends keyof Query[Pallet] & string>(
    hash: string,
    pallet: Pallet,
    entry: Entry,
  ): AsyncGenerator<{ keys: any[]; value: NonNullable<Value<Query[Pallet][Entry]>> }> {
    const codec = this.codecs.buildStorage(pallet, entry);
    for await (const [key, value] of entriesOf((...asked) => this.chain.client._request(...asked), codec.keys.enc(), hash)) {
      yield { keys: codec.keys.dec(key), value: codec.value.dec(value) };
    }
  }

  /** The value of a constant. */
  constantOf(pallet: string, name: string): unknown {
    const found = this.pallet(pallet)?.constants.find((constant) => constant.name === name);
    if (!found) throw new Error(`the runtime has no constant ${pallet}.${name}`);
    return this.codecs.buildConstant(pallet, name).dec(found.value);
  }

  /** An error in words: its name, its documentation, and the values of the constants in the documentation. */
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

  /** A constant with its name and value. The amounts of our pallets are in plank. */
  private constant(pallet: string, name: string): string {
    if (!this.pallet(pallet)?.constants.some((constant) => constant.name === name)) return name;
    const value = this.constantOf(pallet, name);
    return `${name} (${typeof value === "bigint" ? ride(value) : String(value)})`;
  }
}
