// SPDX-License-Identifier: Apache-2.0

// Types in metadata: their names for people, and the differences between two types in the encoding.

import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";

type Type = UnifiedMetadata["lookup"][number];
type Variant = Extract<Type["def"], { tag: "variant" }>["value"][number];

/** A field of a call, an event or a structure. */
export interface Field {
  name: string | undefined;
  type: number;
}

/**
 * Enums over all pallets. Their changes are listed with the pallets, and not repeated for each type that contains one.
 */
const LISTED_ELSEWHERE = /^(RuntimeCall|RuntimeEvent|RuntimeError)$/;

/** The deepest level that a type's name shows: `Vec<Option<…>>`. */
const DEEPEST_NAME = 4;

const typeOf = (metadata: UnifiedMetadata, id: number): Type => {
  const type = metadata.lookup[id];
  if (type?.id !== id) throw new Error(`the metadata has no type ${id}`);
  return type;
};

export function variantsOf(metadata: UnifiedMetadata, id: number): Variant[] {
  const { def } = typeOf(metadata, id);
  if (def.tag !== "variant") throw new Error(`the type ${id} of the metadata is no enum`);
  return def.value;
}

/** Whether values of the type have no bytes. */
export function isEmpty(metadata: UnifiedMetadata, id: number): boolean {
  const { def } = typeOf(metadata, id);
  switch (def.tag) {
    case "tuple":
      return def.value.every((inner) => isEmpty(metadata, inner));
    case "composite":
      return def.value.every(({ type }) => isEmpty(metadata, type));
    case "array":
      return def.value.len === 0 || isEmpty(metadata, def.value.type);
    default:
      return false;
  }
}

/** The name of a type for people. */
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

/** Fields for people: `dest: MultiAddress, value: Compact<u128>`. */
export const fieldsOf = (metadata: UnifiedMetadata, fields: Field[]): string =>
  fields.map(({ name, type }) => (name === undefined ? "" : `${name}: `) + nameOf(metadata, type)).join(", ");

/** Compares types of two runtimes by the encoding of their values. */
export class Comparison {
  /** Pairs of type ids that are known to be the same, or that are being compared now. */
  private same = new Set<string>();

  constructor(
    readonly before: UnifiedMetadata,
    readonly after: UnifiedMetadata,
  ) {}

  /** The differences of two types, as lines. Empty if all values of one are encoded like those of the other. */
  types(before: number, after: number, where: string): string[] {
    const known = new Set(this.same);
    const found = this.compare(before, after, where);
    // Pairs that were assumed to be the same during this comparison are forgotten if it finds a difference.
    if (found.length > 0) this.same = known;
    return found;
  }

  /** The differences of two lists of fields. Names count too: clients address fields by name. */
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
