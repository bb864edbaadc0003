// SPDX-License-Identifier: Apache-2.0

// The record of a code's networks, and the refusals without one.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runUpgrade } from "../../client/run-tool.ts";
import { hashOf } from "../../client/upgrade/code.ts";
import { type Entry, type Step, STEPS, addTo, missing, readRecord, stepOf, wayCheck } from "../../client/upgrade/record.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-record-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHAINS: { [step in Step]: string } = { local: "Outrider Local", staging: "Outrider Staging", canary: "Outrider Canary", main: "Outrider" };
const hash = (digit: string) => `0x${digit.repeat(64)}`;
const CODE = hash("c");

const entry = (step: Step, codeHash = CODE): Entry => ({
  step,
  chain: CHAINS[step],
  genesis: hash("9"),
  codeHash,
  specName: "outrider",
  specVersion: 1_000_001,
  from: 1_000_000,
  block: { number: 77, hash: hash("b") },
  relay: 140,
  date: "2026-11-29T12:00:00.000Z",
});

it("each public network's spec has the name by which it is known", () => {
  for (const step of STEPS.filter((step) => step !== "local")) {
    const { name } = JSON.parse(readFileSync(join(REPOSITORY, `chain-specs/${step}.json`), "utf8"));
    expect([name, stepOf(name)]).toEqual([CHAINS[step], step]);
  }
  for (const other of ["Outrider Development", "outrider", "toString", ""]) expect(stepOf(other)).toBeUndefined();
});

it("written entries are read again, line after line", async () => {
  const path = join(folder, "record");
  expect(await readRecord(path)).toEqual([]);
  await addTo(path);
  expect(await readRecord(path)).toEqual([]);
  await addTo(path, entry("local"));
  await addTo(path, entry("canary"), entry("main"));
  expect(await readRecord(path)).toEqual([entry("local"), entry("canary"), entry("main")]);
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(4);
  await expect(addTo(join(folder, "none", "record"))).rejects.toThrow(/^can't write to `.*none\/record`: ENOENT/);
});

it("a record with a wrong line is refused", async () => {
  const path = join(folder, "void");
  const bad: object[] = [
    { ...entry("local"), step: "paris" },
    // A local network that looks like the canary one.
    { ...entry("canary"), chain: "Outrider Local" },
    { ...entry("local"), codeHash: "0xcc" },
    { ...entry("local"), genesis: undefined },
    { ...entry("local"), block: { number: "77", hash: hash("b") } },
    { ...entry("local"), date: "yesterday" },
    [],
  ];
  for (const line of [...bad.map((line) => JSON.stringify(line)), "{", "local", "null"]) {
    writeFileSync(path, `${JSON.stringify(entry("local"))}\n${line}\n`);
    await expect(readRecord(path), line).rejects.toThrow(`line 2 of \`${path}\` is no step of a record`);
  }
});

it("the canary network comes after a local one, the main network after both, with the same code", () => {
  const other = hash("d");
  const [local, canary] = [entry("local"), entry("canary")];
  expect(missing([], CODE, "local")).toEqual([]);
  expect(missing([], CODE, "staging")).toEqual([]);
  expect(missing([], CODE, "canary")).toEqual(["local"]);
  expect(missing([], CODE, "main")).toEqual(["local", "canary"]);
  expect(missing([local], CODE, "canary")).toEqual([]);
  expect(missing([local, entry("staging")], CODE, "main")).toEqual(["canary"]);
  expect(missing([local, canary], CODE, "main")).toEqual([]);
  expect(missing([local, entry("canary", other)], CODE, "main")).toEqual(["canary"]);
  expect(missing([local, canary], other, "main")).toEqual(["local", "canary"]);
});

it("a code that has left networks out is refused, unless the user waives the check", () => {
  const network = (chain: string) => ({ chain, genesis: hash("9") });
  const record = (...entries: Entry[]) => ({ path: "record", entries });
  const problem = (chain: string, found: ReturnType<typeof record> | null, isWaived = false) => wayCheck(network(chain), CODE, found, isWaived).problem;
  expect(problem("Outrider", null)).toBe(
    "on main a code comes after local, canary: give --record FILE, to which those upgrades have written; --unrehearsed goes on without",
  );
  expect(problem("Outrider", record(entry("local")))).toBe(
    `by \`record\` the code ${CODE} has not been on canary: upgrade there first, with --record; --unrehearsed goes on without`,
  );
  expect(problem("Outrider Canary", record(entry("local", hash("d"))))).toContain("has not been on local");
  expect(problem("Outrider", record(entry("local"), entry("canary")))).toBeNull();
  for (const chain of ["Outrider Local", "Outrider Staging"]) expect(problem(chain, null)).toBeNull();
  expect(wayCheck(network("Outrider"), CODE, null, true)).toEqual({
    what: "steps of this code before",
    found: "not on local, canary",
    problem: null,
    isOpen: true,
  });
  // A chain outside of these networks has no earlier network, and can have no entry.
  expect(wayCheck(network("Outrider Development"), CODE, null, false)).toMatchObject({ problem: null, isOpen: true });
  expect(problem("Outrider Development", record())).toContain("is none of the networks local, staging, canary, main: leave --record out");
});

it("the checklist ticks what the record has of this code", async () => {
  // A module with only its version: outrider 7.
  const version = [...Buffer.from("runtime_version"), 8 << 2, ...Buffer.from("outrider"), 0, 1, 0, 0, 0, 7, 0, 0, 0];
  const wasm = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, version.length + 1, 15, ...version]);
  const [file, path] = [join(folder, "a.wasm"), join(folder, "ticks")];
  writeFileSync(file, wasm);
  await addTo(path, entry("local", hashOf(wasm)), entry("canary"));
  const said = await runUpgrade(["checklist", file, "--record", path]);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout.trim().split("\n")).toEqual([
    `Where outrider 7, ${hashOf(wasm)}, has been`,
    `  [x]  local    block 77 of Outrider Local, 2026-11-29T12:00:00.000Z, genesis ${hash("9")}`,
    "  [ ]  staging  not yet",
    "  [ ]  canary   not yet",
    "  [ ]  main     not yet: first canary",
  ]);
  const { stdout } = await runUpgrade(["checklist", file, "--record", path, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ codeHash: hashOf(wasm), steps: [{ step: "local" }, {}, { missing: [] }, { missing: ["canary"] }] });
});
