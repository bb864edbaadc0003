// SPDX-License-Identifier: Apache-2.0

// Nodes and networks as processes: their failures, and their end. The binaries are stand-ins.

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DevFolder, DevNode } from "../../zombienet/src/dev-node.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { watchBestBlocks } from "../../zombienet/src/parachain.ts";
import { endOf, killIn, processesIn } from "../../zombienet/src/processes.ts";
import { recordRelay } from "../../zombienet/src/relay.ts";
import { Hopeless, until, within } from "../../zombienet/src/until.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outrider-processes-"));
  vi.stubEnv("OUTRIDER_BIN", folder);
  // The folder in which nodes and networks make their folders.
  vi.stubEnv("TMPDIR", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await killIn(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a stand-in for a binary. */
function binary(name: string, script: string, mode = 0o755): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(path, mode);
}

const LISTENS = `echo "Prometheus exporter started at 127.0.0.1:2345"
echo "Running JSON-RPC server: addr=127.0.0.1:1234,[::1]:1235"`;
const IDLE = "trap 'exit 0' INT TERM; while :; do read -rt 1 <> <(:); done";

it.each([
  ["ends", "exit 3", 0o755, "with status 3"],
  ["is killed", "kill -KILL $$", 0o755, "by SIGKILL"],
  ["can't be run", "exit 0", 0o644, "before it began: spawn"],
])("a development node that %s is noticed at once", async (_, script, mode, end) => {
  binary("outrider", script, mode);
  vi.spyOn(console, "error").mockImplementation(() => {});
  const dev = new DevFolder();
  const started = Date.now();
  await expect(DevNode.start(dev)).rejects.toThrow(`the node ended ${end}`);
  // Well before the deadline of a node that does not listen, also on a busy machine.
  expect(Date.now() - started).toBeLessThan(60_000);
  await dev.close(true);
});

it("a development node is there once its log has its ports whole, that of the metrics too", async () => {
  // The end of each port comes late, and the metrics last.
  const late = 'read -rt 1 <> <(:)';
  const parts = ["Running JSON-RPC server: addr=127.0.0.1:12", "34,[::1]:1235\\n", "Prometheus exporter started at 127.0.0.1:23", "45\\n"];
  binary("outrider", `${parts.map((part) => `printf '${part}'; ${late}`).join("\n")}\n${IDLE}`);
  const dev = new DevFolder();
  const node = await DevNode.start(dev, "--prometheus-port", "0");
  expect(node).toMatchObject({ rpc: "ws://127.0.0.1:1234", metrics: "http://127.0.0.1:2345/metrics" });
  await node.stop("SIGTERM");
  await dev.close(false);
});

it("a development node chooses its ports, and its log tells them", async () => {
  binary("outrider", `${LISTENS}\necho "$*" >&2\n${IDLE}`);
  const dev = new DevFolder();
  const node = await DevNode.start(dev, "--prometheus-port", "0");
  expect(node).toMatchObject({ rpc: "ws://127.0.0.1:1234", metrics: "http://127.0.0.1:2345/metrics" });
  const { code, output } = await node.stop("SIGTERM");
  expect(code).toBe(0);
  expect(output).toContain("--rpc-port 0 --port 0");
  await dev.close(false);
});

/** Runs TypeScript in a process of its own. */
const program = (...args: string[]): ChildProcess =>
  spawn("node", ["--import", "tsx", ...args], { cwd: REPOSITORY, stdio: ["ignore", "pipe", "pipe"] });

const ended = (child: ChildProcess) => until("the program has ended", 60, () => endOf(child));

it("a node ends with the program that has started it, even if that is killed", async () => {
  binary("outrider", `${LISTENS}\n${IDLE}`);
  const script = `
    import { DevFolder, DevNode } from "./zombienet/src/dev-node.ts";
    await DevNode.start(new DevFolder());
    console.log("started");
    setInterval(() => {}, 1_000);
  `;
  const child = program("--input-type=module", "--eval", script);
  await new Promise((started) => child.stdout!.once("data", started));
  expect(processesIn(folder)).toHaveLength(1);
  child.kill("SIGKILL");
  await until("the node has ended", 20, () => processesIn(folder).length === 0);
});

it.each([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a network that is being started, with status %i", async (signal, status) => {
  for (const name of ["outrider", "outrider-relay"]) binary(name, IDLE);
  const child = program("zombienet/src/show.ts", "local");
  await until("zombienet runs", 60, () => processesIn(folder).length > 0 || (endOf(child) && expect.fail("it ended")));
  child.kill(signal);
  expect(await ended(child)).toBe(`with status ${status}`);
  expect(processesIn(folder)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith("outrider-network-"))).toEqual([]);
}, 120_000);

it("a network that can't be started leaves no process, and its logs", async () => {
  for (const name of ["outrider", "outrider-relay"]) binary(name, "exit 1");
  const child = program("zombienet/src/show.ts", "local");
  let told = "";
  child.stderr!.on("data", (text) => (told += text));
  expect(await ended(child)).toBe("with status 1");
  expect(told).toMatch(/the logs of the network local are kept in (\S+)\nerror: zombienet ended /);
  expect(processesIn(folder)).toEqual([]);
  const [kept] = readdirSync(folder).filter((name) => name.startsWith("outrider-network-"));
  expect(existsSync(join(folder, kept!, "local.zombienet.log"))).toBe(true);
}, 120_000);

it("waiting ends at once where there is no hope, and goes on after other errors", async () => {
  let tries = 0;
  const probe = () => {
    tries += 1;
    if (tries === 1) throw new Error("not yet");
    throw new Hopeless("never");
  };
  await expect(until("something happens", 60, probe, 1)).rejects.toThrow("never");
  expect(tries).toBe(2);
  const stalled = within(0.01, "it is read", [Promise.resolve(), new Promise(() => {})]);
  await expect(stalled).rejects.toThrow("gave up after 0.01 s waiting until it is read");
});

it("an error of reading a best block is thrown at the record's end, and not before", async () => {
  const getValue = () => Promise.reject(new Error("the connection is lost"));
  const chain = {
    client: {
      bestBlocks$: {
        subscribe: ({ next }: any) => {
          next([{ number: 1, hash: "0x01" }]);
          return { unsubscribe() {} };
        },
      },
    },
    api: { query: { ParachainSystem: { UnincludedSegment: { getValue } } } },
  };
  const { seen, stop } = watchBestBlocks(chain as any);
  // Nobody waits for the promise yet: without a handler its rejection would end the process.
  await new Promise(setImmediate);
  expect(seen).toMatchObject([{ number: 1 }]);
  await expect(stop()).rejects.toThrow("the connection is lost");
});

/** A relay chain whose finalized blocks the test gives, and whose blocks have no events. */
function relayChain() {
  let observer: { next(block: object): void; error(error: Error): void } | undefined;
  const subscribe = (given: typeof observer) => {
    observer = given;
    return { unsubscribe: () => {} };
  };
  const chain: any = {
    client: { finalizedBlock$: { subscribe } },
    api: { query: { System: { Events: { getValue: async () => [] } } } },
  };
  return {
    chain,
    finalize: (number: number) => observer!.next({ number, hash: `0x${number}` }),
    fail: (error: Error) => observer!.error(error),
  };
}

it("a record of the relay chain ends when it is stopped, with the next block", async () => {
  const { chain, finalize } = relayChain();
  const record = recordRelay(chain);
  finalize(7);
  await record.reaches(7, 5);
  const stopped = record.stop();
  finalize(8);
  await stopped;
  expect(record.blocks.map(({ number }) => number)).toEqual([7, 8]);
});

it("what goes wrong while the relay chain is recorded, fails what waits for its blocks", async () => {
  const { chain, fail } = relayChain();
  const record = recordRelay(chain);
  const waiting = record.reaches(7, 5);
  fail(new Error("the connection is lost"));
  await expect(waiting).rejects.toThrow("the connection is lost");
  await expect(record.reaches(7, 5)).rejects.toThrow("the connection is lost");
  await expect(record.stop()).rejects.toThrow("the connection is lost");
});
