// SPDX-License-Identifier: Apache-2.0

// The scripts before they compile: the choice of the Wasm compiler, and the needs of a long build. rustup, cargo,
// apt-get, disk and memory are stand-ins.

import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { userEnvironment } from "./user.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-setup-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "proc"));
  standIn("rustup", RUSTUP);
  standIn("cargo", CARGO);
  standIn("apt-get", 'echo "apt-get $*" >>"$STATE/log"; exit 100');
  standIn("dpkg-query", "exit 1");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function standIn(name: string, script: string): void {
  writeFileSync(join(folder, "bin", name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

/** Has the toolchains and targets in the file `has`. Installs the target if that file has `can-add`. */
const RUSTUP = `
has() { grep -qx "$1" "$STATE/has" 2>/dev/null; }
case "$*" in
"target list --installed") if has target; then echo wasm32v1-none; fi ;;
"target add wasm32v1-none") has can-add && echo target >>"$STATE/has" ;;
"toolchain list") echo stable; if has debian; then echo debian; fi ;;
"run debian cargo "*) shift 3; has debian && TOOLCHAIN=debian exec cargo "$@" ;;
*) exit 1 ;;
esac`;

/** Compiles for the target if the target is there. The log has the request, and the toolchain for the Wasm. */
const CARGO = `
has() { grep -qx "$1" "$STATE/has" 2>/dev/null; }
case "$*" in
*"--target wasm32v1-none"*) has "\${TOOLCHAIN:-target}" || { echo "can't find crate for core" >&2; exit 101; } ;;
*) echo "cargo $* by \${WASM_BUILD_TOOLCHAIN:-itself}" >>"$STATE/log" ;;
esac
[ "$1" != fetch ] || has crates || { [ "$*" = "fetch --locked --quiet" ] && has registry; }`;

/** Runs a line with the functions of the scripts, on a machine that has these things. */
function run(line: string, has: string[], env: Record<string, string> = {}) {
  writeFileSync(join(folder, "has"), has.join("\n") + "\n");
  const { WASM_BUILD_TOOLCHAIN: _, SKIP_WASM_BUILD: __, CARGO_TARGET_DIR: ___, ...rest } = userEnvironment();
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `. scripts/lib.sh; ${line}`], {
    cwd: REPOSITORY,
    encoding: "utf8",
    timeout: 60_000,
    env: {
      ...rest,
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      OUTRIDER_CACHE: join(folder, "cache"),
      OUTRIDER_PROC: join(folder, "proc"),
      STATE: folder,
      ...env,
    },
  });
  const log = join(folder, "log");
  return { status, stdout, stderr, log: existsSync(log) ? readFileSync(log, "utf8") : "" };
}

const SET_UP_AND_BUILD = '"$REPOSITORY/scripts/setup.sh" wasm && build';
/** A build, and its Wasm compiler. The second run checks that the binaries belong to this checkout. */
const built = (by: string) =>
  ["", " --quiet"].map((quiet) => `cargo build --workspace --all-targets --profile fast --locked${quiet} by ${by}\n`).join("");

it.each([
  ["has the target", ["target"], "itself"],
  ["can get the target", ["can-add"], "itself"],
  ["can't, but Debian's compiler is linked", ["debian"], "debian"],
])("the first command builds where rustup %s", (_, has, by) => {
  const { status, log, stderr } = run(SET_UP_AND_BUILD, has);
  expect({ status, log, stderr }).toEqual({ status: 0, log: built(by), stderr: "" });
});

it("where nothing compiles Wasm the set-up fails before anything is built", () => {
  const { status, log, stdout } = run(SET_UP_AND_BUILD, []);
  expect(status).not.toBe(0);
  expect(log).toBe("apt-get update -qq\n");
  expect(stdout).toContain("setup: rustup can't get it; building it from the sources in Debian's packages");
});

it("a build that fails is a failure also where the caller looks at the status", () => {
  standIn("cargo", `case "$*" in "build --workspace"*) exit 101 ;; esac${CARGO}`);
  expect(run("if build; then echo built; else echo failed; fi", ["target"])).toMatchObject({ status: 0, stdout: "failed\n" });
});

it("a build without set-up fails in seconds where nothing compiles Wasm, and says what to do", () => {
  const { status, log, stderr } = run("build", []);
  expect({ status, log }).toEqual({ status: 1, log: "" });
  expect(stderr).toMatch(/^error: nothing here compiles Wasm: .*wasm-target.log says why; scripts\/setup.sh installs what is missing\n$/);
  expect(readFileSync(join(folder, "cache/wasm-target.log"), "utf8")).toContain("can't find crate for core");
});

it("a toolchain that the caller has chosen is kept, or refused by its name", () => {
  const env = { WASM_BUILD_TOOLCHAIN: "debian" };
  expect(run("build", ["target", "debian"], env).log).toBe(built("debian"));
  expect(run("build", ["target"], env).stderr).toContain("nothing here compiles Wasm (WASM_BUILD_TOOLCHAIN is debian)");
  expect(run(SET_UP_AND_BUILD, ["target"], env).stderr).toContain("the toolchain that WASM_BUILD_TOOLCHAIN names, debian, compiles no Wasm");
});

it("the crate that tries a toolchain compiles with the compiler of this machine", () => {
  rmSync(join(folder, "bin"), { recursive: true });
  expect(run("choose_wasm_toolchain", [])).toMatchObject({ status: 0, stderr: "" });
});

const PINNED = /^channel = "(.*)"$/m.exec(readFileSync(join(REPOSITORY, "rust-toolchain.toml"), "utf8"))![1]!;

it.each([
  ["another compiler", "rustc 1.0.0 (abc 2015-05-15)", "", `the compiler is rustc 1.0.0 (abc 2015-05-15), and a release takes rustup's Rust ${PINNED}`],
  ["Debian's compiler", `rustc ${PINNED} (abc)`, "WASM_BUILD_TOOLCHAIN=debian", "WASM_BUILD_TOOLCHAIN is debian: a released Wasm comes from rustup's Rust"],
  ["settings of cargo", `rustc ${PINNED} (abc)`, 'CARGO_HOME="$STATE/cargo"', "sets how crates are compiled, or where they come from: a release takes neither"],
])("a released runtime is refused by %s", (_, version, line, message) => {
  standIn("rustc", `echo '${version}'`);
  mkdirSync(join(folder, "cargo"));
  writeFileSync(join(folder, "cargo/config.toml"), "[net]\noffline = true\n[profile.release]\nopt-level = 1\n");
  const { status, stderr, log } = run(`${line} "$REPOSITORY/scripts/release.sh" wasm "$STATE/out.wasm"`, ["target", "debian"]);
  expect({ status, log }).toEqual({ status: 1, log: "" });
  expect(stderr).toContain(message);
});

it.each([
  ["is there", "pinned", "", 0],
  ["can be got", "can-install", `setup: installing Rust ${PINNED}\n`, 0],
  ["is there by the name of stable", "stable", "its stable one is that version\n", 0],
  ["can't be had", "", `setup: installing Rust ${PINNED}\n`, 1],
])("the pinned compiler %s", (_, has, message, status) => {
  standIn("rustc", `grep -qx pinned "$STATE/has" && echo 'rustc ${PINNED} (abc)'`);
  standIn(
    "rustup",
    `case "$*" in
"toolchain install ${PINNED} "*) grep -qx can-install "$STATE/has" ;;
"run stable rustc --version") grep -qx stable "$STATE/has" && echo 'rustc ${PINNED} (abc)' ;;
"run stable rustc --print sysroot") mkdir -p "$STATE/toolchains/stable-x86" && echo "$STATE/toolchains/stable-x86" ;;
*) exit 1 ;;
esac`,
  );
  const found = run('"$REPOSITORY/scripts/setup.sh" rust', [has]);
  expect(found.status).toBe(status);
  expect(found.stdout.endsWith(message)).toBe(true);
  if (status === 1) expect(found.stderr).toContain(`rustup can't get Rust ${PINNED}`);
  expect(existsSync(join(folder, "toolchains", `${PINNED}-x86`))).toBe(has === "stable");
});

const GIB = 2 ** 20;

it.each([
  ["enough", 100, 0],
  ["too little", 5, 1],
])("%s disk space", (_, free, status) => {
  standIn("df", `printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 1 1 ${free * GIB} 1%% /\\n'`);
  const found = run("check_disk", []);
  expect(found.status).toBe(status);
  if (status === 1) {
    expect(found.stderr).toMatch(/^error: 5 GiB are free where .*\/cache\/target is, and building takes \d+ GiB: make room, or name a folder on another disk in OUTRIDER_CACHE\n$/);
  }
});

it("files that are already built need no further room", () => {
  standIn("df", `printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 1 1 ${6 * GIB} 1%% /\\n'`);
  standIn("du", `printf '${100 * GIB}\\t%s\\n' "$2"`);
  mkdirSync(join(folder, "cache/target"), { recursive: true });
  expect(run("check_disk", [])).toMatchObject({ status: 0, stderr: "" });
  // As du ends where another checkout compiles.
  standIn("du", `printf '${8 * GIB}\\tcache/target\\n'; echo "du: cannot access" >&2; exit 1`);
  expect(run("check_disk", [])).toMatchObject({ status: 0, stderr: "" });
});

it.each([
  [32, "4", ""],
  [6, "2", ""],
  [1, "2", "1 GiB of memory are free, and the largest crates take "],
  [6, "16", "compile fewer at once, CARGO_BUILD_JOBS="],
])("%i GiB of memory for %s crates at once", (gibibytes, jobs, message) => {
  writeFileSync(join(folder, "proc/meminfo"), `MemTotal: 99999999 kB\nMemAvailable: ${(gibibytes - 0.5) * GIB} kB\nSwapFree: ${0.5 * GIB} kB\n`);
  const { status, stderr } = run("check_memory", [], { CARGO_BUILD_JOBS: jobs });
  expect(status).toBe(message === "" ? 0 : 1);
  expect(stderr).toContain(message);
  // The test follows the advice.
  const advised = /CARGO_BUILD_JOBS=(\d+)/.exec(stderr)?.[1];
  if (advised !== undefined) expect(run("check_memory", [], { CARGO_BUILD_JOBS: advised }).status).toBe(0);
  // No long compilation is left.
  mkdirSync(join(folder, "cache/target/fast"), { recursive: true });
  writeFileSync(join(folder, "cache/target/fast/outrider"), "", { mode: 0o755 });
  expect(run("check_memory", [], { CARGO_BUILD_JOBS: jobs }).status).toBe(0);
});

it("crates are got before anything is compiled, and nothing is asked of a registry where they are there", () => {
  expect(run("fetch_crates", ["crates"])).toMatchObject({ status: 0, stdout: "", log: "cargo fetch --locked --offline by itself\n" });
  expect(run("fetch_crates", ["registry"])).toMatchObject({ status: 0, stdout: "setup: getting the crates that Cargo.lock names\n" });
  expect(run("fetch_crates", [])).toMatchObject({
    status: 1,
    stderr: "error: cargo can't get all crates that Cargo.lock names: check the network, and the proxy or the registry that cargo is set to use\n",
  });
  mkdirSync(join(folder, "cache/target/fast"), { recursive: true });
  appendFileSync(join(folder, "cache/target/fast/outrider"), "");
  spawnSync("chmod", ["+x", join(folder, "cache/target/fast/outrider")]);
  expect(run("fetch_crates", []).status).toBe(0);
});

it("a port that is taken is refused before the node is built, with the option for another one", async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  // `run` blocks this process. The operating system keeps the port taken meanwhile.
  const refused = `error: port ${port} is taken: end what listens there, or give another port by --rpc-port, 0 for any that is free\n`;
  for (const given of [`--rpc-port ${port}`, `--rpc-port=${port}`, `--rpc-port 0 --rpc-port ${port}`]) {
    expect(run(`"$REPOSITORY/scripts/run.sh" dev ${given}`, [])).toMatchObject({ status: 1, stdout: "", stderr: refused });
  }
  expect(run(`check_ports 0 --rpc-port 1 --prometheus-port`, []).status).toBe(0);
  await new Promise((closed) => server.close(closed));
});

it.each([
  ["run.sh dve", "unknown network `dve`; known: dev "],
  ["run.sh local --rpc-port 1", "a network takes no arguments, and 2 were given"],
  ["benchmark.sh pallet_staking", "unknown pallet `pallet_staking`; known: frame_system "],
  ["test.sh fast local", "only `network` takes a name: scripts/test.sh network NAME"],
  ["setup.sh all-of-it", "unknown set-up `all-of-it`; known: rust, wasm, node, browser"],
  ["test.sh networks", "unknown tests `networks`; known: all, fast, network [NAME]"],
  ["rehearse-upgrade.sh now", "no file `now`; the runtime to upgrade to comes first"],
  ["rehearse-upgrade.sh --record FILE", "no file `--record`; the runtime to upgrade to comes first"],
  ['rehearse-upgrade.sh "$REPOSITORY/package.json" --json FILE', "unknown option `--json`; known: --record FILE"],
  ['rehearse-upgrade.sh "$REPOSITORY/package.json" --record', "accepted are RUNTIME.wasm and --record FILE, and 2 arguments were given"],
  ["try-runtime", "one or two files are needed, and 0 arguments were given"],
  ["try-runtime no-such-file", "no file `no-such-file`"],
  ["release.sh", "no version is given; usage: scripts/release.sh VERSION"],
  ["release.sh wasm --profile fast", "no file is given for the runtime"],
  ["release.sh 9.9.9 --profile release", "unknown profile `release`; known: production, and fast for a rehearsal"],
  ["release.sh 9.9.9 --gpg KEY", "unknown option `--gpg`"],
  ["release.sh 9.9.9 --out", "the option --out needs a value, or is unknown"],
  ["release.sh 9.9.9", "the version is 9.9.9, and Cargo.toml says "],
  ["make-relay-spec.sh", "no version is given; usage: scripts/make-relay-spec.sh VERSION"],
])("scripts/%s is refused at once", (line, message) => {
  const { status, log, stderr } = run(`"$REPOSITORY"/scripts/${line}`, []);
  expect({ status, log }).toEqual({ status: 1, log: "" });
  expect(stderr).toContain(message);
});

it.each(["benchmark.sh", "growth", "make-relay-spec.sh", "rehearse-upgrade.sh", "release.sh", "run.sh", "setup.sh", "test.sh", "try-runtime"])(
  "scripts/%s --help says how it is used, and does nothing",
  (name) => {
    const { status, stdout, stderr, log } = run(`"$REPOSITORY/scripts/${name}" --help`, []);
    expect({ status, stderr, log }).toEqual({ status: 0, stderr: "", log: "" });
    expect(stdout).toContain(`\nusage: scripts/${name}`);
  },
);

it("a checkout keeps its binaries when another one builds in the same target folder", () => {
  // Links the checkout's own binary, as cargo does. The file `between` names a build in between.
  standIn(
    "cargo",
    `case "$*" in *"--target wasm32v1-none"*) exit ;; esac
mkdir -p "$CARGO_TARGET_DIR/fast"
printf '#!/usr/bin/env bash\necho %s\n' "\${PWD##*/}" >"$STATE/new"
if [ -e "$STATE/between" ]; then
	printf '#!/usr/bin/env bash\necho between\n' >"$STATE/new"
	rm "$STATE/between"
fi
chmod +x "$STATE/new"
cmp -s "$STATE/new" "$CARGO_TARGET_DIR/fast/outrider" || mv "$STATE/new" "$CARGO_TARGET_DIR/fast/outrider"`,
  );
  const checkout = (name: string) => {
    cpSync(join(REPOSITORY, "scripts"), join(folder, name, "scripts"), { recursive: true });
    return join(folder, name);
  };
  const build = (path: string) => expect(run(`. ${path}/scripts/lib.sh; build`, [])).toMatchObject({ status: 0, stderr: "" });
  const says = (path: string) => execFileSync(join(path, "target/bin/outrider"), { encoding: "utf8" }).trim();
  const [one, two] = [checkout("one"), checkout("two")];
  build(one);
  const running = statSync(join(one, "target/bin/outrider")).ino;
  build(two);
  expect([says(one), says(two)]).toEqual(["one", "two"]);
  // Another build ends between the end of this build and the look at its result.
  writeFileSync(join(folder, "between"), "");
  build(two);
  expect([says(one), says(two)]).toEqual(["one", "two"]);
  expect(statSync(join(one, "target/bin/outrider")).ino).toBe(running);
});

/** Programs of these versions. `npm install --prefix FOLDER PACKAGE@VERSION…` installs such programs. */
const NPM = (version: string) => `
[ "$1" != --version ] || { echo ${version}; exit; }
echo "npm $*" >>"$STATE/log"
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/.bin"
for package in "\${@:3}"; do
  name=\${package%@*} file=$2/node_modules/.bin/\${name/node-linux-*/node}
  printf '#!/bin/sh\necho %s\n' "\${package##*@}" >"$file"
  chmod +x "$file"
done`;

it.each([
  ["v18.20.4", "9.2.0"],
  ["v20.19.2", "9.2.0"],
])("Node.js %s with npm %s, as Debian has them: newer ones are installed beside them", (node, npm) => {
  standIn("node", `echo ${node}`);
  standIn("npm", NPM(npm));
  const { status, stdout } = run('"$REPOSITORY/scripts/setup.sh" node && node --version && npm --version', []);
  expect(stdout).toContain(`Node.js is ${node}, npm is ${npm}; installing`);
  expect(stdout).toMatch(/\n20\.\d+\.\d+\n1\d\.\d+\.\d+\n$/);
  expect(status).toBe(0);
});

it("Node.js 20 with npm 10: nothing is installed", () => {
  standIn("node", "echo v20.19.2");
  standIn("npm", NPM("10.8.2"));
  expect(run('"$REPOSITORY/scripts/setup.sh" node', [])).toMatchObject({ status: 0, stdout: "", log: "" });
});
