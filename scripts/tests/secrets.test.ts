// SPDX-License-Identifier: Apache-2.0

// The sources of the tools' secrets, and the processes that see a secret.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DEV_PHRASE } from "@polkadot-labs/hdkd-helpers";
import { account } from "../../client/account.ts";
import { runTool } from "../../client/run-tool.ts";
import { accounts, signer } from "../../client/secrets.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { userEnvironment } from "./user.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-secrets-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PASSWORD = `${DEV_PHRASE}//Alice///with, a comma`;

it("the signer's secret is read from a file, a variable or the command line", async () => {
  const { address } = account(PASSWORD);
  expect((await signer({ "suri-file": file("suri", `${PASSWORD}\n`) })).address).toBe(address);
  expect((await signer({ suri: PASSWORD })).address).toBe(address);
  vi.stubEnv("OUTRIDER_SURI", PASSWORD);
  expect((await signer({})).address).toBe(address);
});

it("several secrets are read from a file with one on each line, commas in passwords included", () => {
  const given = { option: "voters", value: undefined, variable: "OUTRIDER_VOTERS" };
  const path = file("voters", `//Alice\n\n${PASSWORD}\r\n//Alice\n`);
  const addresses = ["//Alice", PASSWORD].map((secret) => account(secret).address);
  expect(accounts({ ...given, file: path }).map(({ address }) => address)).toEqual(addresses);
  vi.stubEnv("OUTRIDER_VOTERS", "//Alice, //Bob");
  expect(accounts({ ...given, file: undefined })).toHaveLength(2);
  // One account with another password, or two accounts? The text does not tell.
  for (const list of [`//Eve///a,//Bob`, PASSWORD]) {
    const advice = "give --voters-file, with a secret on each line";
    expect(() => accounts({ ...given, value: list, file: undefined })).toThrow(`a password (///) and a comma in --voters: ${advice}`);
    vi.stubEnv("OUTRIDER_VOTERS", list);
    expect(() => accounts({ ...given, file: undefined })).toThrow(`a password (///) and a comma in OUTRIDER_VOTERS: ${advice}`);
  }
});

it("a file without exactly one secret is refused, and no secret is repeated", async () => {
  const both = { suri: "//Alice", "suri-file": file("suri", "//Bob") };
  await expect(signer(both)).rejects.toThrow("--suri and --suri-file were given; give one of them");
  await expect(signer({ "suri-file": join(folder, "none") })).rejects.toThrow(/^can't read --suri-file: ENOENT/);
  await expect(signer({ "suri-file": file("empty", "\n") })).rejects.toThrow(/^--suri-file must have one line, and has 0$/);
  await expect(signer({ "suri-file": file("two", "//Alice\n//Bob\n") })).rejects.toThrow(/^--suri-file must have one line, and has 2$/);
  await expect(signer({ "suri-file": file("bad", "some words") })).rejects.toThrow(/^bad secret; accepted are [^;]*$/);
});

/** Runs a tool on a terminal, types a line at the prompt, and returns the text on the terminal. */
const onTerminal = (typed: string, ...command: string[]): Promise<string> =>
  new Promise((ended) => {
    const script = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
while True:
    try:
        data = os.read(terminal, 1024)
    except OSError:
        break
    shown += data
    if b"the signer's secret: " in data:
        os.write(terminal, sys.argv[1].encode())
sys.stdout.write(shown.decode() + "status %d" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;
    const options = { timeout: 60_000, cwd: REPOSITORY, env: { ...userEnvironment(), OUTRIDER_SURI: "" } };
    execFile("python3", ["-c", script, typed, ...command], options, (_, stdout) => ended(stdout.replaceAll("\r", "")));
  });

const CLAIM = ["scripts/rewards", "claim", "--url", "ws://127.0.0.1:1"];

it("a secret is asked for on a terminal, which does not show it", async () => {
  expect(await onTerminal(`${PASSWORD}\n`, ...CLAIM)).toMatch(
    /^the signer's secret: \nerror: no node answers at ws:\/\/127.0.0.1:1; .*\nstatus 1$/,
  );
  const bad = await onTerminal("some words\n", ...CLAIM);
  expect(bad).toContain("error: bad secret; accepted are");
  expect(bad).not.toContain("some words");
  // Ctrl-C, and the end of the input.
  expect(await onTerminal("\x03", ...CLAIM)).toMatch(/status 130$/);
  expect(await onTerminal("\x04", ...CLAIM)).toMatch(/error: no secret was typed\nstatus 1$/);
});

it("installations by a tool get no secret, and packages run nothing when they are installed", async () => {
  const tools = join(folder, "bin");
  mkdirSync(tools);
  // Set-up starts with the versions of Node.js and npm. If the npm packages differ from the lock file it would go on with npm.
  const seen = join(folder, "seen");
  writeFileSync(join(tools, "node"), "#!/usr/bin/env bash\necho v20.0.0\n", { mode: 0o755 });
  const spy = `#!/usr/bin/env bash\n[ "$1" != --version ] || { echo 10.0.0; exit; }\necho "\${0##*/} $*" >>${seen}\nenv | grep -E "^OUTRIDER_(SURI|COMMITTEE|VOTERS)=" >>${seen}\n`;
  writeFileSync(join(tools, "npm"), `${spy}exit 1\n`, { mode: 0o755 });
  writeFileSync(join(tools, "cmp"), "#!/usr/bin/env bash\nexit 1\n", { mode: 0o755 });
  vi.stubEnv("PATH", `${tools}:${process.env.PATH}`);
  // Without programs that an earlier set-up has installed.
  vi.stubEnv("OUTRIDER_CACHE", join(folder, "cache"));
  vi.stubEnv("OUTRIDER_COMMITTEE", "//Alice");
  const { code, stderr } = await runTool("rewards", ["claim"], "//Alice");
  expect(code).toBe(1);
  expect(stderr).toContain("error: npm can't install what package-lock.json names");
  expect(readFileSync(seen, "utf8")).toMatch(/^npm install .*--ignore-scripts.*\n$/);
});
