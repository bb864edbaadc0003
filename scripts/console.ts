// SPDX-License-Identifier: Apache-2.0

// Serves the page that shows blocks on their way. Started by `scripts/console`.

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, parse } from "../client/command-line.ts";
import { serveFolder } from "../client/static-server.ts";

const USAGE = `Serves the page that shows blocks on their way, to this machine only. Ctrl-C stops it.

usage: scripts/console [OPTIONS]

  --url URL    the node that the page connects to (default: ws://127.0.0.1:9944)
  --port PORT  the port of the page (default: 8044); 0 for any free port`;

const PAGE = resolve(dirname(fileURLToPath(import.meta.url)), "../console");

const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  port: { type: "string", default: "8044" },
  help: { type: "boolean", default: false },
} as const;

async function main(): Promise<void> {
  const { url, port, help } = parse({ options: OPTIONS }).values;
  if (help) return console.log(USAGE);
  if (!/^wss?:\/\//.test(url)) throw new Error(`bad address \`${url}\`; a node's address begins with ws:// or wss://`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`bad port \`${port}\`; a port is a number from 0 to 65535`);
  const { address } = await serveFolder(PAGE, Number(port));
  console.log(`page     ${address}?rpc=${encodeURIComponent(url)}\nnode     ${url}\nstop     Ctrl-C`);
}

// Not `run`, which ends the process: the server goes on.
main().catch(fail);
