// SPDX-License-Identifier: Apache-2.0

// The changes from one runtime to another, on made-up metadata. The test of a release uses real runtimes.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import { expect, it } from "vitest";
import { difference } from "../../client/metadata/diff.ts";
import { showDifference } from "../../client/metadata/show.ts";
import { runTool } from "../../client/run-tool.ts";

type Fields = [name: string, type: number][];
type Variants = [name: string, index: number, fields: Fields][];

/** A runtime with one pallet, and the differences that a test wants. */
interface MadeUp {
  index?: number;
  calls?: Variants;
  account?: Fields;
  tree?: Variants;
  hasher?: string;
  fallback?: string;
  deposit?: [type: number, value: string];
  errors?: Variants;
  /** Each signs a byte, unless another type is given. */
  extensions?: [name: string, type: number, signed?: number][];
  api?: { name: string; inputs: Fields; output: number };
  /** Types before all others: they shift the ids, as a release does. */
  moved?: number;
}

const CALLS: Variants = [
  ["transfer", 0, [["dest", 4], ["value", 2]]],
  ["burn", 3, [["value", 2]]],
  ["batch", 4, [["calls", 8]]],
];
const ACCOUNT: Fields = [["free", 2], ["frozen", 2]];
const TREE: Variants = [["Leaf", 0, []], ["Node", 1, [["left", 9], ["right", 9]]]];

function madeUp({ moved = 0, ...given }: MadeUp = {}): UnifiedMetadata {
  const at = (type: number) => type + moved;
  const field = ([name, type]: Fields[number]) => ({ name, type: at(type), typeName: undefined, docs: [] });
  const variant = (all: Variants) => ({ tag: "variant", value: all.map(([name, index, fields]) => ({ name, index, fields: fields.map(field), docs: [] })) });
  const primitive = (tag: string) => ({ tag: "primitive", value: { tag } });
  const definitions: [path: string[], def: unknown][] = [
    ...Array.from({ length: moved }, (): [string[], unknown] => [[], primitive("bool")]),
    [[], primitive("u8")],
    [[], primitive("u32")],
    [[], primitive("u128")],
    [["pallet_balances", "AccountData"], { tag: "composite", value: (given.account ?? ACCOUNT).map(field) }],
    [[], { tag: "array", value: { len: 32, type: at(0) } }],
    [["pallet_balances", "pallet", "Call"], variant(given.calls ?? CALLS)],
    [["pallet_balances", "pallet", "Error"], variant(given.errors ?? [["TooLow", 0, []]])],
    [["runtime", "RuntimeCall"], variant([["Balances", given.index ?? 10, [["0", 5]]]])],
    [[], { tag: "sequence", value: at(7) }],
    [["pallet_balances", "Tree"], variant(given.tree ?? TREE)],
    [["NoBytes"], { tag: "composite", value: [] }],
  ];
  const { type: depositType, value } = { type: given.deposit?.[0] ?? 1, value: given.deposit?.[1] ?? "0x0a000000" };
  const account = { hashers: [{ tag: given.hasher ?? "Blake2128Concat" }], key: at(4), value: at(3) };
  const items = [
    { name: "Account", modifier: 1, type: { tag: "map", value: account }, fallback: given.fallback ?? "0x00", docs: [] },
    { name: "Shape", modifier: 0, type: { tag: "plain", value: at(9) }, fallback: "0x00", docs: [] },
  ];
  const api = given.api ?? { name: "balance", inputs: [["who", 4]] as Fields, output: 2 };
  const metadata = {
    version: 15,
    lookup: definitions.map(([path, def], id) => ({ id, path, params: [], def, docs: [] })),
    pallets: [
      {
        name: "Balances",
        index: given.index ?? 10,
        storage: { prefix: "Balances", items },
        calls: { type: at(5) },
        events: undefined,
        errors: { type: at(6) },
        constants: [{ name: "Deposit", type: at(depositType), value, docs: [] }],
        associatedTypes: [],
        viewFns: [],
        docs: [],
      },
    ],
    extrinsic: {
      version: [4],
      address: at(4),
      call: at(7),
      signature: at(4),
      signedExtensions: {
        0: (given.extensions ?? [["CheckNonce", 1], ["CheckWeight", 0]]).map(([identifier, type, signed = 0]) => ({ identifier, type: at(type), additionalSigned: at(signed) })),
      },
    },
    apis: [{ name: "BalancesApi", methods: [{ name: api.name, inputs: api.inputs.map(field), output: at(api.output), docs: [] }], docs: [] }],
    outerEnums: { call: at(7), event: at(7), error: at(6) },
    custom: [],
  };
  return metadata as unknown as UnifiedMetadata;
}

const NOTHING = "No call, storage item, event, error, constant, runtime API or transaction extension differs.";

it("a runtime does not differ from itself, wherever its types stand", () => {
  const found = difference(madeUp(), madeUp({ moved: 3 }));
  expect(found.breaksTransactions).toEqual([]);
  expect(showDifference(found)).toBe(NOTHING);
});

it.each<[string, MadeUp, string, string[]]>([
  ["a new call", { calls: [...CALLS, ["upgrade", 9, [["who", 4]]]] }, "calls:\n\n```text\n+ Balances.upgrade  index 9 (who: [u8; 32])\n```", []],
  ["a call that is gone", { calls: CALLS.slice(1) }, "- Balances.transfer  index 0 (dest: [u8; 32], value: u128)", ["Balances.transfer"]],
  ["a call's place", { calls: [["transfer", 7, CALLS[0]![2]], ...CALLS.slice(1)] }, "~ Balances.transfer  index: 0 → 7", ["Balances.transfer"]],
  ["an argument's type", { calls: [...CALLS.slice(0, 1), ["burn", 3, [["value", 1]]], CALLS[2]!] }, "~ Balances.burn  fields.value: u128 → u32", ["Balances.burn"]],
  ["an argument more", { calls: [...CALLS.slice(0, 1), ["burn", 3, [["value", 2], ["keep", 0]]], CALLS[2]!] }, "~ Balances.burn  fields: (value: u128) → (value: u128, keep: u8)", ["Balances.burn"]],
  ["a pallet's place", { index: 11 }, "~ Balances  index: 10 → 11", ["Balances"]],
  ["what storage holds", { account: [["free", 2], ["frozen", 1]] }, "~ Balances.Account  value.frozen: u128 → u32", []],
  ["a type within itself", { tree: [["Leaf", 0, []], ["Node", 2, TREE[1]![2]]] }, "~ Balances.Shape  value: Node has index 2, and had 1", []],
  ["a variant more", { tree: [...TREE, ["Bud", 2, []]] }, "~ Balances.Shape  value: Bud is new, with index 2", []],
  ["how keys are hashed", { hasher: "Twox64Concat" }, "~ Balances.Account  hashers: Blake2128Concat → Twox64Concat", []],
  ["what is there where nothing was written", { fallback: "0x01" }, "~ Balances.Account  default: 0x00 → 0x01", []],
  ["a constant", { deposit: [1, "0x0b000000"] }, "constants:\n\n```text\n~ Balances.Deposit  10 → 11\n```", []],
  ["an error's place", { errors: [["TooHigh", 0, []], ["TooLow", 1, []]] }, "~ Balances.TooLow  index: 0 → 1", []],
  ["the order of extensions", { extensions: [["CheckWeight", 0], ["CheckNonce", 1]] }, "~ CheckNonce  place: 0 → 1", ["CheckNonce", "CheckWeight"]],
  ["what an extension carries", { extensions: [["CheckNonce", 2], ["CheckWeight", 0]] }, "~ CheckNonce  carried: u32 → u128", ["CheckNonce"]],
  ["an extension without bytes", { extensions: [["Room", 10, 10], ["CheckNonce", 1], ["CheckWeight", 0]] }, "+ Room  place 0, NoBytes", []],
  ["an extension that signs", { extensions: [["Room", 10], ["CheckNonce", 1], ["CheckWeight", 0]] }, "+ Room  place 0, NoBytes", ["CheckNonce", "CheckWeight", "Room"]],
  ["what a runtime API answers", { api: { name: "balance", inputs: [["who", 4]], output: 1 } }, "~ BalancesApi.balance  answer: u128 → u32", []],
  ["a runtime API's name", { api: { name: "free", inputs: [["who", 4]], output: 2 } }, "- BalancesApi.balance  (who: [u8; 32]) → u128\n+ BalancesApi.free  (who: [u8; 32]) → u128", []],
])("%s is shown", (_, after, shown, breaks) => {
  const found = difference(madeUp(), madeUp({ ...after, moved: 2 }));
  expect(showDifference(found)).toContain(shown);
  expect(found.breaksTransactions).toEqual(breaks);
  // The comparison in the other direction finds differences too.
  expect(showDifference(difference(madeUp({ ...after, moved: 2 }), madeUp()))).not.toBe(NOTHING);
});

it("a new call does not change calls that contain calls", () => {
  const { calls } = difference(madeUp(), madeUp({ calls: [...CALLS, ["upgrade", 9, []]] })).changes;
  expect(calls.map(({ what }) => what)).toEqual(["Balances.upgrade"]);
});

it("a type that changes in many places is shown in six lines", () => {
  const wide = (type: number): Fields => Array.from({ length: 9 }, (_, i) => [`part${i}`, type]);
  const shown = showDifference(difference(madeUp({ account: wide(1) }), madeUp({ account: wide(2) })));
  expect(shown).toContain("    value.part5: u32 → u128\n    and 3 more");
});

it("the tool says which files it takes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "outrider-metadata-"));
  const bad = join(folder, "bad.wasm");
  writeFileSync(bad, "no runtime");
  expect(await runTool("metadata-diff", [bad])).toMatchObject({ code: 1, stderr: expect.stringContaining("1 files were given; accepted are two") });
  expect(await runTool("metadata-diff", [bad, bad])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("has no metadata. Accepted are a Wasm file of a runtime, compressed or not, and metadata as bytes"),
  });
  rmSync(folder, { recursive: true });
});
