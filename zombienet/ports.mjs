// SPDX-License-Identifier: Apache-2.0

// Ports for nodes. `src/network.ts` loads this file into zombienet, which would ask the system for a free port and start a
// node there some seconds later: meanwhile the system may give the port to another program. So it may with the port of a
// node that is killed and started again.

import { createServer } from "node:net";
import zombienet from "@zombienet/utils/dist/net.js";

/** Below the ports that Linux (32,768 and up) and macOS (49,152 and up) give out. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
/** Another process starts elsewhere. */
const first = process.pid * 101;
let asked = 0;

const isUnused = (port) =>
  new Promise((answered) => {
    const server = createServer();
    server.once("error", () => answered(false));
    server.listen(port, () => server.close(() => answered(true)));
  });

/** A port that nobody listens on, that nobody gets who asks the system for any port, and that is not given twice. */
async function unusedPort() {
  while (asked < PORTS) {
    const port = FIRST_PORT + ((first + asked) % PORTS);
    asked += 1;
    if (await isUnused(port)) return port;
  }
  throw new Error(`no port from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1} is left`);
}

if (typeof zombienet.getRandomPort !== "function") throw new Error("@zombienet/utils has no getRandomPort in dist/net.js");
zombienet.getRandomPort = unusedPort;
