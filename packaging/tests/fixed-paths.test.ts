// SPDX-License-Identifier: Apache-2.0

// Compiles a small crate from two clones to the same bytes. The crate is for this machine, so any toolchain compiles
// it; a runtime would take too long. `scripts/release.sh reproduce` compares the bytes of the runtime.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { asRoot, run } from "./machine.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "outrider-fixed-"))));
afterAll(() => asRoot("rm", "-rf", folder));

const manifest = (name: string, more: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`;

/**
 * Two crates, as in a build of the Wasm builder: the linked crate is a workspace of its own, and names the other crate
 * by its path.
 */
const FILES: Record<string, string> = {
  "rust-toolchain.toml": readFileSync(join(REPOSITORY, "rust-toolchain.toml"), "utf8"),
  "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["pallet"]\nexclude = ["chain"]\n',
  "chain/Cargo.toml": manifest("chain", '[dependencies]\npallet = { path = "../pallet" }\n[workspace]\n'),
  "chain/src/main.rs": "fn main() { println!(\"{}\", pallet::product(std::env::args().count() as u64)); }\n",
  "pallet/Cargo.toml": manifest("pallet", ""),
  "pallet/src/lib.rs": `#[inline(never)]
pub fn product(count: u64) -> u64 { (1..count).fold(1, |product: u64, next| product.checked_mul(next).expect("small")) }
`,
};

/** Makes a checkout in a folder with this name, with a home of its own for the user and for cargo. */
async function checkout(name: string): Promise<{ work: string; env: string[] }> {
  const [work, home] = [join(folder, name, "work"), join(folder, name, `home-of-${name.length}`)];
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(work, "source", path, ".."), { recursive: true });
    writeFileSync(join(work, "source", path), text);
  }
  // The content of cargo's home after it has fetched any crate.
  mkdirSync(join(home, ".cargo/registry/src/index.crates.io-1949cf8c6b5b557f"), { recursive: true });
  const env = [`HOME=${home}`, `CARGO_HOME=${join(home, ".cargo")}`, `RUSTUP_HOME=${process.env.RUSTUP_HOME ?? join(homedir(), ".rustup")}`];
  return { work, env };
}

const BUILD = "build --manifest-path chain/Cargo.toml --release --quiet --offline";
const builtIn = (target: string) => readFileSync(join(target, "release/chain"));

it("two checkouts at different paths, with different homes, give the same bytes only with fixed paths", async () => {
  const [fixed, plain]: [Buffer[], Buffer[]] = [[], []];
  for (const name of ["one", "another/and-deeper"]) {
    const { work, env } = await checkout(name);
    const within = (line: string) => run("env", ...env, "bash", "-c", `. "${REPOSITORY}/scripts/lib.sh"; . "${REPOSITORY}/scripts/fixed-paths.sh"; ${line}`);
    await within(`cd "${work}/source" && cargo generate-lockfile --offline --quiet`);
    await within(`fixed_cargo "${work}" 0123456789abcdef ${BUILD}`);
    fixed.push(builtIn(join(work, "target")));
    await within(`cd "${work}/source" && CARGO_TARGET_DIR="${work}/plain" cargo ${BUILD}`);
    plain.push(builtIn(join(work, "plain")));
  }
  expect(fixed[0]!.equals(fixed[1]!)).toBe(true);
  expect(plain[0]!.equals(plain[1]!)).toBe(false);
  expect(fixed[0]!.includes(Buffer.from("/mnt/outrider/pallet/src/lib.rs"))).toBe(true);
  expect(fixed[0]!.includes(Buffer.from(folder))).toBe(false);
  // The file system of the build is gone.
  expect(readdirSync("/mnt").filter((name) => ["outrider", "target", "cargo"].includes(name))).toEqual([]);
}, 120_000);
