// SPDX-License-Identifier: Apache-2.0

// Checkouts share a folder of builds.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "outrider-checkouts-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A checkout with the scripts and a program that prints the checkout's name. Its files are a day old. */
function checkout(name: string): string {
  const place = join(folder, name);
  mkdirSync(join(place, "src"), { recursive: true });
  for (const part of ["scripts", "rust-toolchain.toml"]) {
    cpSync(new URL(`../../${part}`, import.meta.url), join(place, part), { recursive: true });
  }
  const files = {
    "Cargo.toml": `[package]\nname = "same"\nversion = "0.1.0"\nedition = "2021"\n`,
    "src/main.rs": `fn main() { println!("${name}"); }\n`,
  };
  const yesterday = Date.now() / 1_000 - 24 * 60 * 60;
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(place, file), text);
    utimesSync(join(place, file), yesterday, yesterday);
  }
  return place;
}

it("a checkout runs its own code after another one was built into the same folder", () => {
  const [one, two] = [checkout("one"), checkout("two")];
  const env = { ...process.env, CARGO_TARGET_DIR: join(folder, "target"), SKIP_WASM_BUILD: "1" };
  const run = (cwd: string) => execFileSync("bash", ["-c", ". scripts/lib.sh; workspace_cargo run --quiet"], { cwd, env, encoding: "utf8" });
  expect([one, two, one, one, two].map(run)).toEqual(["one\n", "two\n", "one\n", "one\n", "two\n"]);
});
