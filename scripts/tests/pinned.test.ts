// SPDX-License-Identifier: Apache-2.0

// Everything that is installed has a fixed version, and comes from the registry that the machine is set to use.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";

const read = (name: string) => readFileSync(join(REPOSITORY, name), "utf8");
const scripts = readdirSync(join(REPOSITORY, "scripts"))
  .filter((name) => statSync(join(REPOSITORY, "scripts", name)).isFile())
  .map((name) => read(`scripts/${name}`).replaceAll("\\\n", " "));
const linesWith = (pattern: RegExp) => scripts.flatMap((text) => text.split("\n").filter((line) => pattern.test(line) && !/^\s*#/.test(line)));

it("everything that cargo and npm install beside the lock files has a version", () => {
  const cargo = linesWith(/\bcargo install\b/);
  expect(cargo).toHaveLength(2);
  for (const line of cargo) expect(line).toMatch(/ --locked .* --version "=\$(\w+_VERSION|version)" /);
  const crates = linesWith(/^\s*install_crate /);
  expect(crates.length).toBeGreaterThan(0);
  for (const line of crates) expect(line).toMatch(/^\s*install_crate [\w-]+ "\$\w+_VERSION" /);
  const npm = linesWith(/\bnpm install\b/);
  expect(npm).toHaveLength(2);
  for (const line of npm) expect(line).toMatch(/ --ignore-scripts /);
  expect(npm.filter((line) => line.includes("--prefix")).every((line) => line.includes("@$NODE_VERSION"))).toBe(true);
});

it("the compiler has a version", () => {
  expect(read("rust-toolchain.toml")).toMatch(/^channel = "\d+\.\d+\.\d+"$/m);
});

it("everything that pip installs has a version", () => {
  for (const line of read("scripts/requirements.txt").trim().split("\n")) expect(line).toMatch(/^[\w-]+==(\d+!)?[\d.]+$/);
});

it("the lock file has a version and a hash of each package, and no download address", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Record<string, unknown>> };
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  const { "": _, ...others } = packages;
  expect(Object.entries(others).filter(([, { version, integrity }]) => !version || !integrity)).toEqual([]);
});

it("the linters find the faults that they are for", () => {
  const folder = mkdtempSync(join(tmpdir(), "outrider-lint-"));
  writeFileSync(join(folder, "bad.ts"), "export const bad = (x: unknown) => x == 1;\n");
  const lint = ["--config", join(REPOSITORY, ".oxlintrc.json"), join(folder, "bad.ts")];
  const { status, stdout } = spawnSync(join(REPOSITORY, "node_modules/.bin/oxlint"), lint, { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stdout).toContain("eqeqeq");
});
