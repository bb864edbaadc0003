// SPDX-License-Identifier: Apache-2.0

// The systems on which an operator runs a release: a Debian with systemd, and the runtime of a container engine.

import { type ChildProcess, execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { endOf, start } from "../../zombienet/src/processes.ts";
import { Hopeless, until } from "../../zombienet/src/until.ts";

/** By `OUTRIDER_RUN` the scripts find what a run has left, and end it. */
const AS_ROOT = process.getuid?.() === 0 ? [] : ["sudo", "--preserve-env=OUTRIDER_RUN"];

/** Seconds within which a system or a node starts. A test that passes does not wait for them to end. */
export const START_SECONDS = 600;

const execute = promisify(execFile);

/** Runs a command, and returns its output. */
export async function run(...[name, ...args]: [string, ...string[]]): Promise<string> {
  return (await execute(name, args, { maxBuffer: 2 ** 26 })).stdout.trim();
}

/** The same, as root. */
export const asRoot = (...command: string[]): Promise<string> => run(...([...AS_ROOT, ...command] as [string, ...string[]]));

/** Starts a command as root. Its output goes to `output`. */
function startAsRoot(...command: string[]): { child: ChildProcess; output: () => string } {
  const [name, ...args] = [...AS_ROOT, ...command];
  let text = "";
  const child = start(name!, args, { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (part) => (text += part));
  return { child, output: () => text };
}

/**
 * A port on which nobody listens, below the ports that a system gives out: no other process gets it by asking for any
 * port.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer();
  const free = await new Promise<boolean>((answered) => {
    server.once("error", () => answered(false));
    server.listen(port, () => answered(true));
  });
  if (!free) return freePort();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Calls a node's RPC once. */
export async function ask<T>(port: number, method: string, params: unknown[] = []): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  });
  const { result, error } = (await response.json()) as { result?: T; error?: { message: string } };
  if (error) throw new Error(`${method}: ${error.message}`);
  return result as T;
}

const pgrep = (...args: string[]) => execFileSync("pgrep", args, { encoding: "utf8" }).trim();

/**
 * The first process of a system that systemd-nspawn boots: nspawn's child, once the child counts its own processes from
 * 1.
 */
function initOf(root: string): string {
  const pid = pgrep("--parent", pgrep("--newest", "--full", `^systemd-nspawn .*--directory ${root} --boot$`));
  if (!/^NSpid:.*\t1$/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) throw new Error("no first process yet");
  return pid;
}

/** A booted Debian, with systemd as its first process. It shares this machine's network. */
export class BootedDebian {
  private constructor(
    private readonly folder: string,
    private readonly boot: ReturnType<typeof startAsRoot>,
    private init = "",
  ) {}

  /** Unpacks a root file system, copies files into its folder /root, and boots it. */
  static async boot(rootTar: string, ...files: string[]): Promise<BootedDebian> {
    const folder = mkdtempSync(join(tmpdir(), "outrider-boot-"));
    const root = join(folder, "root");
    mkdirSync(root);
    await asRoot("tar", "-x", "--file", rootTar, "--directory", root);
    await asRoot("cp", ...files, join(root, "root"));
    const boot = startAsRoot("systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--directory", root, "--boot");
    const debian = new BootedDebian(folder, boot);
    try {
      await until("Debian has booted", START_SECONDS, async () => {
        if (endOf(boot.child) !== undefined) throw new Hopeless(`Debian has ended: ${boot.output()}`);
        debian.init = initOf(root);
        return ["running", "degraded"].includes(await debian.tries("systemctl", "is-system-running"));
      });
    } catch (error) {
      await debian.close();
      throw error;
    }
    return debian;
  }

  /** Runs a command inside, and returns its output. */
  run(...command: string[]): Promise<string> {
    return asRoot("nsenter", "--target", this.init, "--all", "--root", "--wd", "--", ...command);
  }

  /** The same, with any exit status. */
  async tries(...command: string[]): Promise<string> {
    try {
      return await this.run(...command);
    } catch (error) {
      return String((error as { stdout?: string }).stdout ?? "").trim();
    }
  }

  /** Properties of a unit, from systemd. */
  async unit(name: string, ...properties: string[]): Promise<Record<string, string>> {
    const shown = await this.run("systemctl", "show", name, ...properties.map((property) => `--property=${property}`));
    const lines = shown.split("\n");
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  }

  /** Waits until a node answers on a port. Fails with the node's log if it does not. */
  async answers(port: number): Promise<void> {
    try {
      await until(`a node answers on port ${port}`, START_SECONDS, () => ask(port, "system_health"));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await this.tries("journalctl", "--no-pager", "--lines=40", "--unit=outrider")}`);
    }
  }

  async close(): Promise<void> {
    await this.tries("systemctl", "poweroff");
    // The system ends together with systemd-nspawn.
    const killed = setTimeout(() => this.boot.child.kill("SIGTERM"), 30_000);
    await until("Debian has ended", 90, () => endOf(this.boot.child) !== undefined);
    clearTimeout(killed);
    await asRoot("rm", "-rf", this.folder);
  }
}

/** An image in a container runtime, with the image's own user and command. It shares this machine's network. */
export class RunningImage {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly container: ReturnType<typeof startAsRoot>,
  ) {}

  /** Unpacks an image. Returns the folder for the runtime. */
  static async unpack(image: string, tag: string): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "outrider-image-"));
    // The owner of the image can read its folders.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "layout"));
    await run("tar", "-x", "--file", image, "--directory", join(folder, "layout"));
    await asRoot("umoci", "unpack", "--image", `${join(folder, "layout")}:${tag}`, join(folder, "bundle"));
    return folder;
  }

  /** Starts an unpacked image with arguments, on read-only files. */
  static async start(folder: string, args: string[]): Promise<RunningImage> {
    const path = join(folder, "bundle/config.json");
    const config = JSON.parse(await asRoot("cat", path));
    config.process.terminal = false;
    config.process.args.push(...args);
    config.root.readonly = true;
    config.linux.namespaces = config.linux.namespaces.filter(({ type }: { type: string }) => type !== "network");
    // As a container engine does, so that host names are resolved.
    const resolver = { destination: "/etc/resolv.conf", type: "bind", source: join(folder, "resolv.conf"), options: ["bind", "ro"] };
    config.mounts.push(resolver);
    writeFileSync(resolver.source, existsSync("/etc/resolv.conf") ? readFileSync("/etc/resolv.conf") : "");
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    await asRoot("cp", join(folder, "config.json"), path);
    const name = `outrider-${process.pid}`;
    const container = startAsRoot("runc", "--root", join(folder, "state"), "run", "--bundle", join(folder, "bundle"), name);
    return new RunningImage(folder, name, container);
  }

  /** Waits until its node answers. */
  async answers(port: number): Promise<void> {
    await until("the image's node answers", START_SECONDS, () => {
      if (endOf(this.container.child) !== undefined) throw new Hopeless(`the image has ended: ${this.container.output()}`);
      return ask(port, "system_health");
    });
  }

  /** The user and the group of the first process. */
  async user(): Promise<{ uid: number; gid: number }> {
    const { pid } = JSON.parse(await asRoot("runc", "--root", join(this.folder, "state"), "state", this.name));
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const id = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    return { uid: id("Uid"), gid: id("Gid") };
  }

  /** Asks the container to end, and returns its status. */
  async stop(): Promise<number | null> {
    await asRoot("runc", "--root", join(this.folder, "state"), "kill", this.name, "TERM");
    await until("the image has ended", 60, () => endOf(this.container.child) !== undefined);
    return this.container.child.exitCode;
  }

  /** Ends what still runs, and removes the unpacked image. */
  async close(): Promise<void> {
    await asRoot("runc", "--root", join(this.folder, "state"), "delete", "--force", this.name);
    await asRoot("rm", "-rf", this.folder);
  }
}
