// SPDX-License-Identifier: Apache-2.0

// The changes of a runtime for its users, from one release to the next, by the metadata of both.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import { Comparison, type Field, fieldsOf, isEmpty, nameOf, variantsOf } from "./types.ts";

export interface Change {
  kind: "added" | "removed" | "changed";
  /** Such as `Balances.burn`. */
  what: string;
  /** The description of an added or removed item, or the differences of a changed one. */
  lines: string[];
}

export type Part = "pallets" | "calls" | "storage" | "events" | "errors" | "constants" | "runtime APIs" | "transaction extensions";

export interface Difference {
  changes: Record<Part, Change[]>;
  /** The changes that give transactions which were signed for the earlier runtime another meaning, or none. */
  breaksTransactions: string[];
}

type Pallet = UnifiedMetadata["pallets"][number];
type StorageItem = NonNullable<Pallet["storage"]>["items"][number];
interface Entry {
  index: number;
  fields: Field[];
}
interface Extension {
  type: number;
  additionalSigned: number;
  at: number;
}

/** Compares the named items of both runtimes. */
function compare<T>(
  before: Map<string, T>,
  after: Map<string, T>,
  show: (metadata: "before" | "after", item: T) => string,
  differ: (before: T, after: T) => string[],
): Change[] {
  const changes: Change[] = [];
  for (const [what, item] of before) {
    const now = after.get(what);
    if (now === undefined) {
      changes.push({ kind: "removed", what, lines: [show("before", item)] });
      continue;
    }
    const lines = differ(item, now);
    if (lines.length > 0) changes.push({ kind: "changed", what, lines });
  }
  for (const [what, item] of after) if (!before.has(what)) changes.push({ kind: "added", what, lines: [show("after", item)] });
  return changes.sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** The calls, events or errors of all pallets. */
function entries(metadata: UnifiedMetadata, which: "calls" | "events" | "errors"): Map<string, Entry> {
  return new Map(
    metadata.pallets.flatMap((pallet) =>
      pallet[which] === undefined
        ? []
        : variantsOf(metadata, pallet[which].type).map(({ name, index, fields }) => [`${pallet.name}.${name}`, { index, fields }] as const),
    ),
  );
}

const storageOf = (metadata: UnifiedMetadata) =>
  new Map(metadata.pallets.flatMap(({ name, storage }) => (storage?.items ?? []).map((item) => [`${name}.${item.name}`, item] as const)));

function showStorage(metadata: UnifiedMetadata, { type }: StorageItem): string {
  if (type.tag === "plain") return nameOf(metadata, type.value);
  const hashers = type.value.hashers.map(({ tag }) => tag).join(", ");
  return `${nameOf(metadata, type.value.key)} → ${nameOf(metadata, type.value.value)}, by ${hashers}`;
}

function storageDiffers(types: Comparison, before: StorageItem, after: StorageItem): string[] {
  const [a, b] = [before.type, after.type];
  const values = (): string[] => {
    if (a.tag === "plain" && b.tag === "plain") return types.types(a.value, b.value, "value");
    if (a.tag === "plain" || b.tag === "plain") return [`${showStorage(types.before, before)} → ${showStorage(types.after, after)}`];
    const hashers = (item: typeof a) => item.value.hashers.map(({ tag }) => tag).join(", ");
    return [
      ...(hashers(a) === hashers(b) ? [] : [`hashers: ${hashers(a)} → ${hashers(b)}`]),
      ...types.types(a.value.key, b.value.key, "key"),
      ...types.types(a.value.value, b.value.value, "value"),
    ];
  };
  const found = values();
  // If the types differ, the bytes of the defaults differ too.
  if (found.length > 0) return found;
  if (before.modifier !== after.modifier) return ["whether it has a default"];
  return before.fallback === after.fallback ? [] : [`default: ${before.fallback} → ${after.fallback}`];
}

/** A constant's value, as JSON. */
type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** The constants of all pallets, without the version, which each release changes. */
function constantsOf(metadata: UnifiedMetadata): Map<string, Plain> {
  const { buildConstant } = getDynamicBuilder(getLookupFn(metadata));
  const plain = (_: string, part: unknown) =>
    typeof part === "bigint" ? `${part}` : part instanceof Uint8Array ? `0x${Buffer.from(part).toString("hex")}` : part;
  const valueOf = (pallet: string, name: string, value: string): Plain => {
    // An option without a value is `undefined`, which JSON does not have.
    return JSON.parse(JSON.stringify(buildConstant(pallet, name).dec(value), plain) ?? "null");
  };
  return new Map(
    metadata.pallets.flatMap(({ name, constants }) =>
      constants
        .filter((constant) => `${name}.${constant.name}` !== "System.Version")
        .map((constant) => [`${name}.${constant.name}`, valueOf(name, constant.name, constant.value)] as const),
    ),
  );
}

const showPlain = (value: Plain): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The differences of two values, by part if both have the same parts. */
function partsThatDiffer(before: Plain, after: Plain, where: string): string[] {
  const areParted = typeof before === "object" && typeof after === "object" && before !== null && after !== null;
  if (areParted && Object.keys(before).join() === Object.keys(after).join()) {
    return Object.entries(before).flatMap(([name, part]) => partsThatDiffer(part, (after as Record<string, Plain>)[name]!, `${where}.${name}`));
  }
  const [a, b] = [showPlain(before), showPlain(after)];
  return a === b ? [] : [`${where === "" ? "" : `${where.slice(1)}: `}${a} → ${b}`];
}

const apisOf = (metadata: UnifiedMetadata) =>
  new Map(metadata.apis.flatMap(({ name, methods }) => methods.map((method) => [`${name}.${method.name}`, method] as const)));

/** The extensions of a transaction, in order, by the version that wallets sign. */
const extensionsOf = (metadata: UnifiedMetadata): Map<string, Extension> =>
  new Map((metadata.extrinsic.signedExtensions[0] ?? []).map(({ identifier, ...types }, at) => [identifier, { ...types, at }]));

function compareEntries(types: Comparison, which: "calls" | "events" | "errors"): Change[] {
  return compare(
    entries(types.before, which),
    entries(types.after, which),
    (side, { index, fields }) => `index ${index} (${fieldsOf(types[side], fields)})`,
    (a, b) => [
      ...(a.index === b.index ? [] : [`index: ${a.index} → ${b.index}`]),
      ...types.fields(a.fields, b.fields, "fields"),
    ],
  );
}

function compareApis(types: Comparison): Change[] {
  return compare(
    apisOf(types.before),
    apisOf(types.after),
    (side, { inputs, output }) => `(${fieldsOf(types[side], inputs)}) → ${nameOf(types[side], output)}`,
    (a, b) => [...types.fields(a.inputs, b.inputs, "arguments"), ...types.types(a.output, b.output, "answer")],
  );
}

/** The extensions that have bytes in a transaction or in what is signed. The others can come and go. */
const extensionsWithBytes = (metadata: UnifiedMetadata): Map<string, Extension> =>
  new Map(
    [...extensionsOf(metadata)]
      .filter(([, { type, additionalSigned }]) => !isEmpty(metadata, type) || !isEmpty(metadata, additionalSigned))
      .map(([name, types], at) => [name, { ...types, at }]),
  );

function compareExtensions(types: Comparison, of: (metadata: UnifiedMetadata) => Map<string, Extension>): Change[] {
  return compare(
    of(types.before),
    of(types.after),
    (side, { type, at }) => `place ${at}, ${nameOf(types[side], type)}`,
    (a, b) => [
      ...(a.at === b.at ? [] : [`place: ${a.at} → ${b.at}`]),
      ...types.types(a.type, b.type, "carried"),
      ...types.types(a.additionalSigned, b.additionalSigned, "signed"),
    ],
  );
}

const palletsOf = ({ pallets }: UnifiedMetadata) => new Map(pallets.map(({ name, index }) => [name, index]));

/** The changes from one runtime to another. */
export function difference(before: UnifiedMetadata, after: UnifiedMetadata): Difference {
  const types = new Comparison(before, after);
  const index = (_: unknown, index: number) => `index ${index}`;
  const changes: Difference["changes"] = {
    pallets: compare(palletsOf(before), palletsOf(after), index, (a, b) => (a === b ? [] : [`index: ${a} → ${b}`])),
    calls: compareEntries(types, "calls"),
    storage: compare(
      storageOf(before),
      storageOf(after),
      (side, item) => showStorage(types[side], item),
      (a, b) => storageDiffers(types, a, b),
    ),
    events: compareEntries(types, "events"),
    errors: compareEntries(types, "errors"),
    constants: compare(
      constantsOf(before),
      constantsOf(after),
      (_, value) => showPlain(value),
      (a, b) => partsThatDiffer(a, b, ""),
    ),
    "runtime APIs": compareApis(types),
    "transaction extensions": compareExtensions(types, extensionsOf),
  };
  const breaks = [...changes.pallets, ...changes.calls].filter(({ kind }) => kind !== "added");
  const extensions = compareExtensions(types, extensionsWithBytes);
  return { changes, breaksTransactions: [...breaks, ...extensions].map(({ what }) => what) };
}
