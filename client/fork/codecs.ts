// SPDX-License-Identifier: Apache-2.0

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import type { Ask } from "./storage.ts";

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** Keys and values of storage as the runtime of one block encodes them. */
export class Codecs {
  private readonly metadata;
  private readonly builder;

  private constructor(metadata: string) {
    this.metadata = unifyMetadata(decAnyMetadata(metadata));
    this.builder = getDynamicBuilder(getLookupFn(this.metadata as any));
  }

  static async of(ask: Ask, at: string): Promise<Codecs> {
    return new Codecs(await ask<string>("state_getMetadata", at));
  }

  key(pallet: string, entry: string, ...keys: unknown[]): string {
    return this.builder.buildStorage(pallet, entry).keys.enc(...keys);
  }

  decode(pallet: string, entry: string, value: string): any {
    return this.builder.buildStorage(pallet, entry).value.dec(value);
  }

  encode(pallet: string, entry: string, value: unknown): string {
    return hex(this.builder.buildStorage(pallet, entry).value.enc(value));
  }

  constant(pallet: string, name: string): any {
    const constants = this.metadata.pallets.find((one) => one.name === pallet)?.constants;
    const found = constants?.find((constant) => constant.name === name);
    if (!found) throw new Error(`the runtime has no constant ${pallet}.${name}`);
    return this.builder.buildConstant(pallet, name).dec(found.value);
  }
}
