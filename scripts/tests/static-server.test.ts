// SPDX-License-Identifier: Apache-2.0

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StaticServer, serveFolder } from "../../client/static-server.ts";

let folder: string;
let server: StaticServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "outrider-static-"));
  writeFileSync(join(folder, "index.html"), "the page");
  writeFileSync(join(folder, "secret.txt"), "not for the browser");
  mkdirSync(join(folder, "folder.js"));
  server = await serveFolder(folder, 0);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The first line of the answer. `fetch` would normalize the path. */
const statusOf = (request: string): Promise<string> =>
  new Promise((answered, failed) => {
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1", () => socket.end(`${request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`));
    let text = "";
    socket.on("data", (data) => (text += data));
    socket.on("error", failed);
    socket.on("end", () => answered(text.split("\r\n")[0]!));
  });

it.each([
  ["GET /", "200 OK"],
  ["GET /?rpc=ws://127.0.0.1:9944", "200 OK"],
  ["GET /index.html#top", "200 OK"],
  ["GET //", "404 Not Found"],
  ["GET //index.html", "404 Not Found"],
  ["GET http://[", "404 Not Found"],
  ["GET /%", "404 Not Found"],
  ["GET /../index.html", "404 Not Found"],
  ["GET /secret.txt", "404 Not Found"],
  ["GET /folder.js", "404 Not Found"],
  ["POST /index.html", "404 Not Found"],
])("%s is answered by %s", async (request, status) => {
  expect(await statusOf(request)).toBe(`HTTP/1.1 ${status}`);
});
