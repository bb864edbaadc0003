// SPDX-License-Identifier: Apache-2.0

// The tool `upgrade` without a node: wrong command lines, wrong files, and the arithmetic of tracks.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compress, init } from "@bokuweb/zstd-wasm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Outrider } from "../../client/chain.ts";
import { COMPRESSED, hashOf, moduleOf, readCode, versionOf } from "../../client/upgrade/code.ts";
import { metadataHashCheck } from "../../client/upgrade/checks.ts";
import { Seen } from "../../client/upgrade/forks.ts";
import { hasMetadataHash, metadataHash } from "../../client/upgrade/metadata-hash.ts";
import { relayBlocks } from "../../client/upgrade/progress.ts";
import { restricted, restriction } from "../../client/upgrade/restriction.ts";
import { ayesNeeded } from "../../client/upgrade/steps.ts";
import { ONE, type Curve, share, threshold } from "../../client/upgrade/tracks.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { withNextVersion, withVersion } from "../../zombienet/src/wasm-version.ts";
import { runUpgrade } from "../../client/run-tool.ts";

const ALICE = { OUTRIDER_SURI: "//Alice" };
const SECRET = "bottom drive obey lake curtain smoke";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "outrider-wasm-"));
  await init();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const text = (value: string) => [...Buffer.from(value)];
const u32 = (value: number) => [...Buffer.from(new Uint32Array([value]).buffer)];
const section = (id: number, content: number[]) => [id, content.length, ...content];
const custom = (name: string, content: number[]) => section(0, [name.length, ...text(name), ...content]);
/**
 * A version in SCALE: names with their length, authoring, spec and impl version, no APIs, transaction and system
 * version.
 */
const version = (name: string, spec: number) =>
  custom("runtime_version", [
    name.length << 2,
    ...text(name),
    4 << 2,
    ...text("impl"),
    ...u32(1),
    ...u32(spec),
    ...u32(0),
    0,
    ...u32(1),
    1,
  ]);
const wasm = (...parts: number[][]) => Uint8Array.from([...HEADER, ...parts.flat()]);

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

it.concurrent.each([
  [[], "nothing to do; accepted are a Wasm file, `status`, or `checklist`; `scripts/upgrade --help` says more"],
  [
    ["a.wasm", "b.wasm"],
    "2 arguments were given; accepted are a Wasm file, `status`, or `checklist`; `scripts/upgrade --help` says more; a phrase goes into quotes",
  ],
  [["a.wasm", "--track", "treasurer"], "unknown track `treasurer`; known: whitelisted, root"],
  [["a.wasm", "--track", "toString"], "unknown track `toString`; known: whitelisted, root"],
  [
    ["a.wasm", "--track", "root", "--committee", "//Alice"],
    "--committee goes with --track whitelisted: the root track needs no whitelisting",
  ],
  [
    ["a.wasm", "--votes", "0"],
    "bad amount `0`; an amount is in RIDE, more than 0, with at most 18 decimals, such as 12.5",
  ],
  [["a.wasm", "--conviction", "7"], "bad conviction `7`; a conviction is a whole number from 0 to 6"],
  [["status", "--dry-run"], "`status` takes no --dry-run"],
  [["status", "--suri", "//Alice"], "`status` takes no --suri"],
  [["status", "--record", "record"], "`status` takes no --record"],
  [["checklist", "--record", "record"], "`checklist` takes a Wasm file, and 0 arguments were given"],
  [["checklist", "a.wasm"], "no record; give --record FILE"],
  [["checklist", "a.wasm", "--dry-run"], "`checklist` takes no --dry-run"],
  [["status", "--url", "localhost:9944"], "bad address `localhost:9944`; a node's address begins with ws:// or wss://"],
  [
    ["status", "--relay-url", "localhost"],
    "bad address `localhost`; the address of a relay chain node begins with ws:// or wss://",
  ],
  [
    ["a.wasm", "--force"],
    "Unknown option '--force'; known options: --track, --suri, --suri-file, --committee, --committee-file, --voters, --voters-file, --votes, --conviction, --replace, --new-imports, --no-metadata-hash, --record, --unrehearsed, --url, --relay-url, --dry-run, --json, --help",
  ],
])("%j is refused", async (args, message) => {
  expect(await runUpgrade(args, ALICE)).toEqual({ code: 1, stdout: "", stderr: `error: ${message}\n` });
});

it("a missing signer is reported, and a bad secret is not repeated", async () => {
  const [nobody, ...secret] = await Promise.all([
    runUpgrade(["a.wasm"]),
    runUpgrade(["a.wasm"], { OUTRIDER_SURI: SECRET }),
    runUpgrade(["a.wasm", "--voters", `//Alice,${SECRET}`], ALICE),
    runUpgrade(["a.wasm", "--suri", ...SECRET.split(" ")]),
  ]);
  expect(nobody!.stderr).toBe("error: nobody signs; give --suri-file FILE or --suri SECRET, or set OUTRIDER_SURI\n");
  for (const { code, stdout, stderr } of secret) {
    expect(code).toBe(1);
    for (const word of SECRET.split(" ")) expect(stdout + stderr).not.toContain(word);
  }
});

it("a file that is not a runtime is refused, with the reason", async () => {
  const whole = version("outrider", 7);
  const bad: [string, Uint8Array, string][] = [
    ["empty", Uint8Array.of(), "it begins neither like Wasm nor like a compressed runtime"],
    ["text", Buffer.from("#!/usr/bin/env bash\n"), "it begins neither like Wasm nor like a compressed runtime"],
    ["other-wasm", wasm(custom("name", [1, 2, 3])), "it has 0 sections `runtime_version`, where a runtime has one"],
    ["twice", wasm(whole, version("outrider", 8)), "it has 2 sections `runtime_version`, where a runtime has one"],
    ["cut", wasm(whole).subarray(0, -3), "it ends in the middle of a part"],
    // A function whose type does not exist.
    ["invalid", wasm(section(3, [1, 7]), whole), "it is not valid WebAssembly (WebAssembly.compile(): "],
    ["too-long", wasm([0, 0xff, 0xff, 0xff, 0xff, 0x0f]), "it ends in the middle of a part"],
    ["no-length", wasm([0, 0xff, 0xff, 0xff, 0xff, 0xff]), "a length in it is no number of 32 bits"],
    [
      "short-version",
      wasm(custom("runtime_version", [8 << 2, ...text("outrider"), 0, 1, 0])),
      "it ends in the middle of a part",
    ],
    ["long-name", wasm(custom("runtime_version", [2, 0, 1, 0])), "a name in its version is too long"],
    [
      "half-packed",
      Buffer.concat([COMPRESSED, compress(Buffer.from(wasm(whole)))]).subarray(0, -5),
      "it can't be unpacked as zstd to at most 52428800 bytes",
    ],
    [
      "not-zstd",
      Buffer.concat([COMPRESSED, Buffer.from("not zstd at all")]),
      "it can't be unpacked as zstd to at most 52428800 bytes",
    ],
    [
      "zstd-of-text",
      Buffer.concat([COMPRESSED, compress(Buffer.from("text".repeat(100)))]),
      "what it unpacks to does not begin like Wasm",
    ],
    [
      "bomb",
      Buffer.concat([COMPRESSED, compress(Buffer.alloc(52_428_801))]),
      "it can't be unpacked as zstd to at most 52428800 bytes",
    ],
  ];
  for (const [name, bytes, why] of bad) {
    const path = file(name, bytes);
    const { message } = await readCode(path).then(
      () => expect.fail(`${name} is taken`),
      (error: Error) => error,
    );
    expect(message.startsWith(`\`${path}\` is not a runtime: ${why}`), message).toBe(true);
    expect(message).toContain(". Accepted is a Wasm file of a runtime");
  }
  await expect(readCode(join(folder, "none"))).rejects.toThrow(/^can't read `.*none`: ENOENT/);
  expect(await runUpgrade([join(folder, "text")], ALICE)).toMatchObject({ code: 1, stdout: "" });
});

it("name, version, hash and imports of a runtime are read, compressed or not", async () => {
  // A function without arguments, and a memory.
  const imports = [2, 3, ...text("env"), 3, ...text("ext"), 0, 0, 3, ...text("env"), 3, ...text("mem"), 2, 0, 1];
  const types = section(1, [1, 0x60, 0, 0]);
  const module = wasm(custom("name", [0]), types, section(2, imports), version("rococo", 1_022_003));
  const packed = Buffer.concat([COMPRESSED, compress(Buffer.from(module))]);
  for (const bytes of [module, packed]) {
    const code = await readCode(file("good", bytes));
    expect(code).toMatchObject({ specName: "rococo", specVersion: 1_022_003, hash: hashOf(bytes) });
    expect(code.imports).toEqual(["env.ext", "env.mem"]);
  }
  // Blake2b-256 of no bytes.
  expect(hashOf(Uint8Array.of())).toBe("0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
});

it("the hash of the metadata is found in a runtime, and code without it is refused if the code in place has one", () => {
  const spec = JSON.parse(readFileSync(join(REPOSITORY, "zombienet/relay-chain-specs/rococo-local.json"), "utf8"));
  const code = Buffer.from(spec.genesis.runtimeGenesis.code.slice(2), "hex");
  const hash = metadataHash(code)!;
  expect(hash).toHaveLength(32);
  expect(hasMetadataHash(code)).toBe(false);
  expect(hasMetadataHash(Buffer.concat([moduleOf(code), Uint8Array.from(custom("constants", [...hash]))]))).toBe(true);
  // Not a runtime, and so without metadata.
  expect(hasMetadataHash(wasm(version("outrider", 7)))).toBeNull();

  const checked = (inPlace: boolean | null, has: boolean | null, isLeftOut = false) => metadataHashCheck(inPlace, () => has, isLeftOut);
  expect(checked(true, false).problem).toContain("or give --no-metadata-hash");
  expect(checked(true, false, true)).toMatchObject({ problem: null, isOpen: false });
  for (const [inPlace, has] of [[true, true], [false, false], [false, true]] as const) {
    expect(checked(inPlace, has)).toMatchObject({ problem: null, isOpen: false });
  }
  for (const [inPlace, has] of [[null, false], [true, null]] as const) {
    expect(checked(inPlace, has)).toMatchObject({ problem: null, isOpen: true });
  }
});

it("a version is raised in its section and in the code, and nowhere else", async () => {
  const constant = [0x41, 0xc0, 0x84, 0x3d]; // i32.const 1000000
  const signed = [0x42, 0xc0, 0x84, 0xbd, 0x80, 0x10]; // i64.const 2^32 + 1000000
  const used = [...constant, 0x49, 0x0d, 0x00, ...constant, 0x36, 0x02, ...signed, 0x37, 0x02];
  const [amount, struct] = [
    [...constant, 0x6a],
    [...u32(1), ...u32(1_000_000), ...u32(0), ...u32(1)],
  ];
  const module = wasm(
    section(10, [...used, ...amount]),
    section(11, [...struct, ...u32(1_000_000)]),
    version("outrider", 1_000_000),
  );
  const raised = withVersion(module, 1_000_001);
  expect(raised).toMatchObject({ inCode: 3, inData: 1 });
  expect(versionOf(raised.module)).toEqual({ specName: "outrider", specVersion: 1_000_001 });
  const changed = [...module.keys()].filter((at) => module[at] !== raised.module[at]);
  expect(changed).toHaveLength(5);
  expect(versionOf(moduleOf(await withNextVersion(module)))).toMatchObject({ specVersion: 1_000_001 });
  expect(() => withVersion(wasm(version("outrider", 1_000_000)), 1_000_001)).toThrow(
    "stands 0 times in the code and 0 times in the data",
  );
  expect(() => withVersion(module, 200_000_000)).toThrow("takes more bytes");
});

it("states of another fork do not count", async () => {
  // 1 - 2 - 3 - 4 - 5, and from 2 on 3x - 4x.
  const parents: Record<string, string> = { "5": "4", "4": "3", "3": "2", "2": "1", "4x": "3x", "3x": "2" };
  const asked: string[] = [];
  const seen = new Seen(async (hash) => {
    asked.push(hash);
    return parents[hash]!;
  });
  const add = async (hash: string) => (await seen.add({ block: { number: parseInt(hash), hash } }))?.block.hash;
  expect(await add("1")).toBeUndefined();
  expect(await add("2")).toBe("1");
  // The block in between was not read.
  expect(await add("4x")).toBe("2");
  expect(asked).toEqual(["2", "4x", "3x"]);
  // The other fork is the best one now: first with a lower block, then with one of the same height.
  expect(await add("3")).toBe("2");
  expect(await add("4")).toBe("3");
  expect(await add("4x")).toBe("2");
  expect(await add("5")).toBe("2");
  const other = new Seen(async (hash) => `parent of ${hash}`);
  await other.add({ block: { number: 1, hash: "1" } });
  expect(await other.add({ block: { number: 2, hash: "2" } })).toBeUndefined();
});

it("two thirds of a committee are rounded up", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(ayesNeeded)).toEqual([1, 2, 2, 3, 4, 4, 5]);
});

it("the thresholds of tracks are those of the chain", () => {
  const linear: Curve = {
    type: "LinearDecreasing",
    value: { length: 1_000_000_000, floor: 10_000_000, ceil: 500_000_000 },
  } as Curve;
  expect([0n, ONE / 2n, ONE].map((at) => threshold(linear, at))).toEqual([500_000_000n, 255_000_000n, 10_000_000n]);
  const short: Curve = {
    type: "LinearDecreasing",
    value: { length: 500_000_000, floor: 0, ceil: 1_000_000_000 },
  } as Curve;
  expect([ONE / 4n, ONE].map((at) => threshold(short, at))).toEqual([500_000_000n, 0n]);
  const stepped: Curve = {
    type: "SteppedDecreasing",
    value: { begin: 900, end: 500, step: 150, period: 100_000_000 },
  } as Curve;
  expect([0n, 99_999_999n, 100_000_000n, ONE].map((at) => threshold(stepped, at))).toEqual([900n, 900n, 750n, 500n]);
  // 0.1 / (x + 0.2) - 0.05
  const reciprocal: Curve = {
    type: "Reciprocal",
    value: { factor: 100_000_000n, x_offset: 200_000_000n, y_offset: -50_000_000n },
  } as Curve;
  expect([0n, 100_000_000n, ONE].map((at) => threshold(reciprocal, at))).toEqual([
    450_000_000n,
    283_333_333n,
    33_333_333n,
  ]);
  expect([share(1n, 3n), share(0n, 0n), share(5n, 4n)]).toEqual([333_333_333n, ONE, ONE]);
});

/** A chain whose runtime gives this answer about the relay chain's restriction. */
const answering = (answer: () => Promise<string>) => ({ client: { _request: answer } }) as unknown as Outrider;

it("the runtime says whether the relay chain accepts code; an older runtime does not know", async () => {
  const of = (answer: () => Promise<string>) => restriction(answering(answer), "0x00", undefined);
  expect(await of(async () => "0x01")).toEqual({ isRestricted: true, until: null, source: "the runtime" });
  expect(await of(async () => "0x00")).toMatchObject({ isRestricted: false });
  const unknown = new Error("Exported method UpgradeApi_restriction_signal is not found");
  expect(await of(() => Promise.reject(unknown))).toMatchObject({ isRestricted: null });
  // Another error with "not found" must not count as an old runtime: the check would then pass without an answer.
  for (const message of ["State already discarded", "UnknownBlock: Header was not found in the database: 0x00"]) {
    await expect(of(() => Promise.reject(new Error(message)))).rejects.toThrow(message);
  }
  await expect(of(async () => "0x02")).rejects.toThrow("answers 0x02; expected is 0x00 or 0x01");
  const cooling = { isRestricted: true, until: 1_234, source: "the relay chain" };
  expect(restricted(cooling)).toContain("its cooldown runs (until relay block 1234). Run this again after that");
});

it("relay blocks are printed with their duration", () => {
  expect([0, 1, 18, 600, 14_400, 14_511].map(relayBlocks)).toEqual([
    "0 relay blocks (0 s)",
    "1 relay block (6 s)",
    "18 relay blocks (1 min 48 s)",
    "600 relay blocks (1 h)",
    "14400 relay blocks (1 d)",
    "14511 relay blocks (1 d 11 min)",
  ]);
});
