// SPDX-License-Identifier: Apache-2.0

import { readdirSync, readFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** Allows the page to load its own files and to talk to nodes, and nothing else. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ws: wss:; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

export interface StaticServer {
  /** The server's address, with a slash at the end. */
  address: string;
  stop(): Promise<void>;
}

/**
 * Serves the files of a folder, without subfolders, to this machine only. Port 0 means any free port. The folder is
 * listed again for each request, and only listed names are served.
 */
export async function serveFolder(folder: string, port: number): Promise<StaticServer> {
  const server = createServer((request, response) => {
    // `URL` would throw where a browser would ask another host, as with `//`.
    const [path] = (request.url ?? "/").split(/[?#]/, 1);
    const name = path === "/" ? "index.html" : path!.slice(1);
    const type = TYPES[extname(name)];
    const files = () => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    if (request.method !== "GET" || type === undefined || !files().some((entry) => entry.name === name)) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    response.writeHead(200, { ...HEADERS, "Content-Type": type }).end(readFileSync(join(folder, name)));
  });
  await listen(server, port);
  const found = server.address();
  if (found === null || typeof found === "string") throw new Error("the server has no port");
  return {
    address: `http://127.0.0.1:${found.port}/`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, rejected) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      rejected(taken ? new Error(`can't listen on port ${port}: ${error.message}. Give another one by --port`) : error);
    });
    server.listen(port, "127.0.0.1", listening);
  });
}
