// SPDX-License-Identifier: Apache-2.0

// The ports that zombienet gives to nodes.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { REPOSITORY } from "../../zombienet/src/network.ts";

/** Runs JavaScript in which `ask` asks zombienet for a port. Answers with the `ports` of the script. */
function portsOf(script: string): number[] {
  const program = `
    const ask = () => require("@zombienet/utils").getRandomPort();
    const ports = [];
    (async () => {
      ${script}
      console.log(JSON.stringify(ports));
    })();`;
  const args = ["--import", pathToFileURL(join(REPOSITORY, "zombienet/ports.mjs")).href, "--input-type=commonjs", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: REPOSITORY, encoding: "utf8" }));
}

it("zombienet gives ports that no system gives out by itself, and none twice", () => {
  const ports = portsOf("for (let i = 0; i < 50; i += 1) ports.push(await ask());");
  expect(new Set(ports).size).toBe(50);
  expect(ports.filter((port) => port < 20_000 || port > 29_999)).toEqual([]);
});

it("zombienet gives no port that somebody listens on", () => {
  const [given, taken, next] = portsOf(`
    ports.push(await ask());
    const taken = 20_000 + ((ports[0] + 1) % 10_000);
    const server = require("node:net").createServer();
    // Where another program has the port, somebody listens there too.
    await new Promise((done) => server.once("error", done).listen(taken, done));
    ports.push(taken, await ask());
    server.close();`);
  expect(next).not.toBe(taken);
  expect(next).not.toBe(given);
});

it("another process begins at another port", () => {
  const first = () => portsOf("ports.push(await ask());")[0];
  expect(first()).not.toBe(first());
});
