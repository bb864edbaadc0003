// SPDX-License-Identifier: Apache-2.0

// Starts Prometheus and Alertmanager with the samples of `monitoring/`, and receives the notifications.

import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { ALERTMANAGER_FILE, RULES_FILE, SCRAPING_FILE } from "./monitoring.ts";
import { endOf, start } from "./processes.ts";
import { Hopeless, until } from "./until.ts";

/** A notification from Alertmanager to a receiver. */
export interface Notification {
  /** The end of the receiver's address, from its last `/` on. */
  path: string;
  status: "firing" | "resolved";
  alerts: { labels: Record<string, string>; annotations: Record<string, string> }[];
}

/** A program on the PATH, by one of its names. */
function program(...names: string[]): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.find((name) => folders.some((folder) => existsSync(join(folder, name))));
  if (found === undefined) throw new Error(`no ${names.join(" and no ")} on the PATH: \`scripts/setup.sh prometheus\` gets it`);
  return found;
}

/** Starts a server that chooses its own port. Returns the address, from the server's log. */
async function listen(folder: string, name: string, command: string, args: string[]): Promise<string> {
  const log = join(folder, `${name}.log`);
  const output = openSync(log, "w");
  const child: ChildProcess = start(command, ["--web.listen-address", "127.0.0.1:0", ...args], {
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  return until(`${name} listens`, 30, () => {
    const end = endOf(child);
    const [, address] = /msg="Listening on" address=(127\.0\.0\.1:\d+)/.exec(readFileSync(log, "utf8")) ?? [];
    if (end !== undefined) throw new Hopeless(`${name} ended ${end}: ${readFileSync(log, "utf8")}`);
    return address;
  });
}

/** A receiver that keeps all notifications. */
export class Receiver {
  readonly notifications: Notification[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { status, alerts } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
        this.notifications.push({ path: request.url ?? "", status, alerts });
        response.end();
      });
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((listening) => receiver.server.listen(0, "127.0.0.1", listening));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** Starts Alertmanager with our sample and `receiver`. Returns its address. */
export async function startAlertmanager(folder: string, receiver: Receiver): Promise<string> {
  const config = parse(readFileSync(ALERTMANAGER_FILE, "utf8"));
  for (const { webhook_configs } of config.receivers) {
    for (const webhook of webhook_configs) webhook.url = webhook.url.replace("127.0.0.1:9099", `127.0.0.1:${receiver.port}`);
  }
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, stringify(config));
  const alertmanager = program("prometheus-alertmanager", "alertmanager");
  // Without peers.
  const args = ["--config.file", file, "--storage.path", join(folder, "alertmanager"), "--cluster.listen-address="];
  return listen(folder, "alertmanager", alertmanager, args);
}

/** Starts Prometheus with our sample and rules, to scrape one half of a node. Returns its address. */
export async function startPrometheus(folder: string, node: string, alertmanager: string): Promise<string> {
  const config = parse(readFileSync(SCRAPING_FILE, "utf8"));
  config.rule_files = [RULES_FILE];
  config.alerting.alertmanagers[0].static_configs[0].targets = [alertmanager];
  config.scrape_configs = config.scrape_configs.filter(({ job_name }: { job_name: string }) => job_name === "outrider");
  config.scrape_configs[0].static_configs[0].targets = [node];
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, stringify(config));
  const args = ["--config.file", file, "--storage.tsdb.path", join(folder, "prometheus")];
  return listen(folder, "prometheus", program("prometheus"), args);
}

/** Calls Prometheus's API. */
export async function ask<T>(prometheus: string, question: string): Promise<T> {
  const response = await fetch(`http://${prometheus}/api/v1/${question}`);
  const { status, data, error } = (await response.json()) as { status: string; data: T; error?: string };
  if (status !== "success") throw new Error(`Prometheus refuses ${question}: ${error}`);
  return data;
}
