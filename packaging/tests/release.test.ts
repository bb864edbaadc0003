// SPDX-License-Identifier: Apache-2.0

// Tests a release in the form in which an operator gets it: the folder from scripts/release.sh, in OUTRIDER_RELEASE.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connectOutrider } from "../../client/chain.ts";
import { metadataOfCode } from "../../client/metadata/read.ts";
import { notes } from "../../client/release/notes.ts";
import { proposalOf } from "../../client/upgrade/calls.ts";
import { hashOf, readCode } from "../../client/upgrade/code.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { until } from "../../zombienet/src/until.ts";
import { BootedDebian, RunningImage, START_SECONDS, ask, asRoot, freePort, run } from "./machine.ts";

// What does not start tells why before the test or the hook is over.
vi.setConfig({ testTimeout: 2 * START_SECONDS * 1_000, hookTimeout: 2 * START_SECONDS * 1_000 });

/** The worst accepted rating of `systemd-analyze security`, of 100. A lower rating means fewer rights. */
const MOST_EXPOSED = 15;
/** The longest time in which the service must end after it is told to, in seconds. The unit allows 90. */
const STOP_SECONDS = 30;
/** The storage key `:code`. */
const CODE_KEY = "0x3a636f6465";

const folder = process.env.OUTRIDER_RELEASE ?? "";
const bootRoot = process.env.OUTRIDER_BOOT_ROOT ?? "";

const read = (name: string) => readFileSync(join(folder, name));
/** The only file whose name has this ending. */
function theFile(ending: string): string {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
  if (found.length !== 1) throw new Error(`${found.length} files end with ${ending} in \`${folder}\`, which OUTRIDER_RELEASE names`);
  return found[0]!;
}
const chains = readFileSync(join(REPOSITORY, "packaging/chains.txt"), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const printed = () => read("NOTES.md").toString();
const codeHash = () => hashOf(read(theFile(".wasm")));

it("the sums are of all files", async () => {
  await run("sh", "-c", `cd "${folder}" && sha256sum --check --strict --quiet SHA256SUMS`);
  const listed = read("SHA256SUMS").toString().trim().split("\n").map((line) => line.slice(66));
  expect(listed.sort()).toEqual(readdirSync(folder).filter((name) => !name.startsWith("SHA256SUMS")).sort());
});

it("each chain for release has a raw spec, a genesis head and a genesis code, all with the same runtime", () => {
  const code = read(theFile(".wasm"));
  expect(chains.length).toBeGreaterThan(0);
  for (const chain of chains) {
    const spec = JSON.parse(read(`${chain}.json`).toString());
    expect(spec.chainType).toBe(chain === "local" ? "Local" : "Live");
    expect(Buffer.from(spec.genesis.raw.top[CODE_KEY].slice(2), "hex").equals(code)).toBe(true);
    expect(read(`${chain}-genesis-code.hex`).toString().trim()).toBe(`0x${code.toString("hex")}`);
    // The parent's hash, and the number 0 as a compact number.
    expect(read(`${chain}-genesis-head.hex`).toString()).toMatch(/^0x(00){32}00[0-9a-f]{64,}\s*$/);
  }
});

it("the list of crates is CycloneDX, has the crates of the node in their versions, and no path of this machine", () => {
  const text = read("outrider.cdx.json").toString();
  const { bomFormat, metadata, components } = JSON.parse(text);
  expect({ bomFormat, name: metadata.component.name }).toEqual({ bomFormat: "CycloneDX", name: "outrider-node" });
  const lock = readFileSync(join(REPOSITORY, "Cargo.lock"), "utf8");
  for (const crate of ["sc-service", "wasmtime", "cumulus-client-service"]) {
    const [, version] = new RegExp(`name = "${crate}"\nversion = "(.*)"`).exec(lock)!;
    expect(components.filter(({ name }: { name: string }) => name === crate)).toMatchObject([{ version }]);
  }
  expect(text).not.toContain(tmpdir());
  expect(text).not.toContain(process.env.HOME);
});

it("a rehearsal says in its names and notes that it is not for release", () => {
  expect(theFile(".wasm")).toContain("-rehearsal.wasm");
  expect(printed()).toContain("**A rehearsal, not for release.**");
  expect(printed()).toContain("| hash of its metadata | no |");
  expect(printed()).toContain("There is no earlier release to compare this one with.");
});

it("the notes say what has changed since a runtime before", async () => {
  const spec = JSON.parse(await run(join(folder, "outrider"), "export-chain-spec", "--chain", "local-sync-backing"));
  const metadata = metadataOfCode(Buffer.from(spec.genesis.runtimeGenesis.code.slice(2), "hex"));
  const wasm = theFile(".wasm");
  const release = { version: "0", commit: "0", compiler: "0", code: await readCode(join(folder, wasm)), wasm, files: [], before: { name: "before.wasm", metadata } };
  const made = await notes({ ...release, isRehearsal: true });
  expect(made).toContain("~ Aura.SlotDuration  12000 → 6000");
  expect(made).toContain("Transactions that were signed for it stay valid.");
  // The two builds have the same calls, storage and constants, and other values of constants. One extension more adds no bytes.
  expect(made.match(/^[+-] .*/gm)).toEqual([expect.stringMatching(/^\+ DynamicMaxBlockWeight /)]);
  await expect(notes({ ...release, isRehearsal: false })).rejects.toThrow("lacks the hash of its metadata");
});

let debian: BootedDebian;
let port: number;
const SERVICE = "outrider.service";

beforeAll(async () => {
  port = await freePort();
  debian = await BootedDebian.boot(bootRoot, join(folder, theFile(".deb")));
});
afterAll(() => debian?.close());

it("the package installs, needs nothing else, and starts nothing by itself", async () => {
  await debian.run("dpkg", "--install", `/root/${theFile(".deb")}`);
  expect(await debian.run("dpkg-query", "--show", "--showformat=${db:Status-Status}", "outrider")).toBe("installed");
  expect(await debian.unit(SERVICE, "ActiveState", "UnitFileState")).toEqual({ ActiveState: "inactive", UnitFileState: "disabled" });
  expect(await debian.run("id", "--user", "outrider")).not.toBe("0");
  expect(await debian.run("outrider", "--version")).toBe(await run(join(folder, "outrider"), "--version"));
});

it(`the unit is one that systemd understands, and is exposed by ${MOST_EXPOSED} of 100 at most`, async () => {
  const verify = await debian.run("sh", "-c", `systemd-analyze verify ${SERVICE} 2>&1`);
  expect(verify).toBe("");
  await debian.run("systemd-analyze", "security", "--no-pager", `--threshold=${MOST_EXPOSED}`, SERVICE);
});

it("the service runs the runtime of the notes, from a folder of its own user alone", async () => {
  const args = `--dev --rpc-port ${port} --port 0 --no-prometheus`;
  await debian.run("sed", "-i", `s|^OUTRIDER_ARGS=.*|OUTRIDER_ARGS="${args}"|`, "/etc/default/outrider");
  await debian.run("systemctl", "enable", "--now", SERVICE);
  await debian.answers(port);
  const code = await ask<string>(port, "state_getStorage", [CODE_KEY]);
  expect(hashOf(Buffer.from(code.slice(2), "hex"))).toBe(codeHash());
  expect(printed()).toContain(`| blake2-256 | \`${codeHash()}\` |`);
  for (const path of ["/var/lib/outrider", "/var/cache/outrider"]) {
    expect(await debian.run("stat", "--format=%U %G %a", path)).toBe("outrider outrider 700");
  }
  expect(await debian.run("find", "/var/lib/outrider", "/var/cache/outrider", "!", "-user", "outrider")).toBe("");
  // The file system is read-only except for the service's own folders, and the service may execute the code that it has
  // compiled there.
  expect(await debian.run("find", "/var/cache/outrider", "-type", "f")).not.toBe("");
  const { MainPID } = await debian.unit(SERVICE, "MainPID");
  expect(await debian.run("stat", "--format=%U", `/proc/${MainPID}`)).toBe("outrider");
});

it("the notes name the hashes that a referendum on the chain names", async () => {
  const chain = connectOutrider(`ws://127.0.0.1:${port}`);
  const whitelisted = await proposalOf(chain, "whitelisted", codeHash());
  const root = await proposalOf(chain, "root", codeHash());
  chain.client.destroy();
  for (const hash of [root.hash, whitelisted.hash, whitelisted.whitelistHash]) expect(printed()).toContain(`\`${hash}\``);
});

it("a node that is killed is back, and goes on where it was", async () => {
  const { MainPID } = await debian.unit(SERVICE, "MainPID");
  const head = () => ask<{ number: string }>(port, "chain_getHeader").then(({ number }) => Number(number));
  const before = await until("a block is made", 60, async () => (await head()) || undefined);
  await debian.run("systemctl", "kill", "--kill-whom=main", "--signal=KILL", SERVICE);
  const after = await until("another node runs", 60, async () => {
    const { MainPID: pid, NRestarts } = await debian.unit(SERVICE, "MainPID", "NRestarts");
    return NRestarts === "1" && pid !== "0" && pid !== MainPID;
  });
  expect(after).toBe(true);
  await debian.answers(port);
  expect(await head()).toBeGreaterThanOrEqual(before - 1);
});

it(`the service ends by itself within ${STOP_SECONDS} s, and stays ended`, async () => {
  const started = Date.now();
  await debian.run("systemctl", "stop", SERVICE);
  expect(Date.now() - started).toBeLessThan(STOP_SECONDS * 1_000);
  // A service that was killed for being late would have failed, with the result `timeout`.
  expect(await debian.unit(SERVICE, "ActiveState", "Result", "ExecMainStatus")).toEqual({ ActiveState: "inactive", Result: "success", ExecMainStatus: "0" });
});

it("removed with all its settings, the package leaves the keys", async () => {
  await debian.run("dpkg", "--purge", "outrider");
  expect(await debian.run("find", "/var/lib/outrider/chains", "-name", "keystore")).not.toBe("");
  expect(await debian.tries("sh", "-c", "ls -d /var/cache/outrider /etc/default/outrider /usr/bin/outrider 2>/dev/null")).toBe("");
});

it("the image has no shell, and runs a node as a user without rights, on files that it can't change", async ({ onTestFinished }) => {
  const image = await RunningImage.unpack(join(folder, theFile("-oci.tar")), /outrider-(.*)-oci\.tar$/.exec(theFile("-oci.tar"))![1]!);
  const root = join(image, "bundle/rootfs");
  expect(await asRoot("find", root, "-name", "*sh", "-path", "*bin/*")).toBe("");
  expect(await asRoot("find", root, "(", "-perm", "/6000", "-o", "-perm", "-0002", ")", "-type", "f")).toBe("");
  const rpc = await freePort();
  const running = await RunningImage.start(image, ["--dev", "--base-path", "/data/dev", "--rpc-port", `${rpc}`, "--port", "0", "--no-prometheus"]);
  onTestFinished(() => running.close());
  await running.answers(rpc);
  expect(await running.user()).toEqual({ uid: 65_532, gid: 65_532 });
  const code = await ask<string>(rpc, "state_getStorage", [CODE_KEY]);
  expect(hashOf(Buffer.from(code.slice(2), "hex"))).toBe(codeHash());
  expect(await running.stop()).toBe(0);
});
