// SPDX-License-Identifier: Apache-2.0

// Types of metadata: how a person calls one, and how one differs from another in what is encoded.

import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";

type Type = UnifiedMetadata["lookup"][number];
type Variant = Extract<Type["def"], { tag: "variant" }>["value"][number];

/** A field of a call, an event, a structure. */
export interface Field {
  name: string | undefined;
  type: number;
}

/** Enums over all pallets. What changes in them is listed with the pallets, and in nothing that holds one of them. */
const LISTED_ELSEWHERE = /^(RuntimeCall|RuntimeEvent|RuntimeError)$/;

/** How deep a type is named: `Vec<Option<…>>`. */
const DEEPEST_NAME = 4;

const typeOf = (metadata: UnifiedMetadata, id: number): Type => {
  const type = metadata.lookup[id];
  if (type?.id !== id) throw new Error(`the metadata has no type ${id}`);
  return type;
};

/** The variants of an enum. */
export function variantsOf(metadata: UnifiedMetadata, id: number): Variant[] {
  const { def } = typeOf(metadata, id);
  if (def.tag !== "variant") throw new Error(`the type ${id} of the metadata is no enum`);
  return def.value;
}

/** How a person calls a type. */
export function nameOf(metadata: UnifiedMetadata, id: number, depth = 0): string {
  if (depth > DEEPEST_NAME) return "…";
  const name = (inner: number) => nameOf(metadata, inner, depth + 1);
  const { path, params, def } = typeOf(metadata, id);
  if (path.length > 0) {
    const given = params.flatMap(({ type }) => (type === undefined ? [] : [name(type)]));
    return path.at(-1)! + (given.length === 0 || depth > 1 ? "" : `<${given.join(", ")}>`);
  }
  switch (def.tag) {
    case "primitive":
      return def.value.tag;
    case "sequence":
      return `Vec<${name(def.value)}>`;
    case "array":
      return `[${name(def.value.type)}; ${def.value.len}]`;
    case "tuple":
      return `(${def.value.map(name).join(", ")})`;
    case "compact":
      return `Compact<${name(def.value)}>`;
    default:
      return def.tag;
  }
}

/** Fields as a person reads them: `dest: MultiAddress, value: Compact<u128>`. */
export const fieldsOf = (metadata: UnifiedMetadata, fields: Field[]): string =>
  fields.map(({ name, type }) => (name === undefined ? "" : `${name}: `) + nameOf(metadata, type)).join(", ");

/** Compares types of one runtime with types of another one, by what their values are encoded to. */
export class Comparison {
  /** Pairs of types, by their ids, that were found to be the same, or are being compared. */
  private same = new Set<string>();

  constructor(
    readonly before: UnifiedMetadata,
    readonly after: UnifiedMetadata,
  ) {}

  /** Where two types differ, as lines. None where all values of one are encoded like those of the other. */
  types(before: number, after: number, where: string): string[] {
    const known = new Set(this.same);
    const found = this.compare(before, after, where);
    // What was taken to be the same while a pair was compared holds only if that pair is.
    if (found.length > 0) this.same = known;
    return found;
  }

  /** Where two lists of fields differ. Names count: clients address fields by them. */
  fields(before: Field[], after: Field[], where: string): string[] {
    const named = (fields: Field[]) => fields.map(({ name }) => name ?? "").join();
    if (before.length !== after.length || named(before) !== named(after)) {
      return [`${where}: (${fieldsOf(this.before, before)}) → (${fieldsOf(this.after, after)})`];
    }
    return before.flatMap(({ name, type }, i) => this.types(type, after[i]!.type, name === undefined ? where : `${where}.${name}`));
  }

  private compare(before: number, after: number, where: string): string[] {
    const pair = `${before}:${after}`;
    if (this.same.has(pair)) return [];
    this.same.add(pair);
    const [a, b] = [typeOf(this.before, before), typeOf(this.after, after)];
    const [last, lastAfter] = [a.path.at(-1), b.path.at(-1)];
    if (last !== undefined && last === lastAfter && LISTED_ELSEWHERE.test(last)) return [];
    const differ = [`${where}: ${nameOf(this.before, before)} → ${nameOf(this.after, after)}`];
    if (a.def.tag === "composite" && b.def.tag === "composite") return this.fields(a.def.value, b.def.value, where);
    if (a.def.tag === "variant" && b.def.tag === "variant") return this.variants(a.def.value, b.def.value, where);
    if (a.def.tag === "sequence" && b.def.tag === "sequence") return this.types(a.def.value, b.def.value, `${where}[]`);
    if (a.def.tag === "compact" && b.def.tag === "compact") return this.types(a.def.value, b.def.value, where);
    if (a.def.tag === "array" && b.def.tag === "array") {
      return a.def.value.len === b.def.value.len ? this.types(a.def.value.type, b.def.value.type, `${where}[]`) : differ;
    }
    if (a.def.tag === "tuple" && b.def.tag === "tuple") {
      const values = b.def.value;
      if (a.def.value.length !== values.length) return differ;
      return a.def.value.flatMap((type, i) => this.types(type, values[i]!, `${where}.${i}`));
    }
    return a.def.tag === b.def.tag && nameOf(this.before, before) === nameOf(this.after, after) ? [] : differ;
  }

  private variants(before: Variant[], after: Variant[], where: string): string[] {
    const later = new Map(after.map((variant) => [variant.name, variant]));
    const earlier = new Set(before.map(({ name }) => name));
    const added = after.filter(({ name }) => !earlier.has(name)).map(({ name, index }) => `${where}: ${name} is new, with index ${index}`);
    const changed = before.flatMap((variant) => {
      const now = later.get(variant.name);
      if (now === undefined) return [`${where}: ${variant.name} is gone`];
      if (now.index !== variant.index) return [`${where}: ${variant.name} has index ${now.index}, and had ${variant.index}`];
      return this.fields(variant.fields, now.fields, `${where}.${variant.name}`);
    });
    return [...changed, ...added];
  }
}
