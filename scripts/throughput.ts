// SPDX-License-Identifier: Apache-2.0

// How many transfers the 12-second and the 6-second chain take, side by side on one relay chain, both under full load.
//
// Transfers between funded accounts are signed beforehand, and fed so that those of one and a half to two slots wait at each
// chain. What counts are the successful transfers of final blocks whose candidates were backed while both chains made full
// blocks.

import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { basename, join, resolve } from "node:path";
import { writeCodeOf } from "../zombienet/src/codes.ts";
import { REPOSITORY, binaries, onNetwork } from "../zombienet/src/network.ts";
import { CHAINS, writeSpecs } from "../zombienet/src/throughput/chains.ts";
import type { Arm, Order } from "../zombienet/src/throughput/feeder.ts";
import { paceOf } from "../zombienet/src/rates/decide.ts";
import { shortfall } from "../zombienet/src/throughput/figures.ts";
import { measure } from "../zombienet/src/throughput/measure.ts";
import { type Setting, ratiosOf, tableOfMeasurement } from "../zombienet/src/throughput/table.ts";
import { type Answer, parse, printAnswer, run } from "../client/command-line.ts";

const USAGE = `Measures how many transfers the 12-second and the 6-second chain take, side by side on one relay chain.

usage: scripts/throughput [--arm transfers|batches] [--pace PACE] [--in-turn] [--profile fast|release] [--slots N]
                          [--node FILE] [--seconds N] [--keep-povs DIR] [--json]

  --arm NAME       transfers: balances.transfer_keep_alive, one a transaction (if nothing is said); batches: utility.batch
                   of 100 of them
  --pace PACE      the pace of the 6-second chain, RATE/OFFSET: blocks in a slot (1, 2, 3, 6 or 12), and how many relay blocks the
                   relay parent is behind the newest one (0 or 1); 1/0 if nothing is said
  --in-turn        loads first the 12-second chain, then the 6-second chain: on two cores, the chains take the processor
                   from each other
  --profile NAME   fast: the binaries that tests run (if nothing is said); release: optimized ones, for figures to publish
  --node FILE      the node of a release (profile production), in place of the built one
  --slots N        slots full of blocks of the 6-second chain after which the load stops: 4 to 1000, 20 if nothing is said
  --seconds N      seconds after which the load stops in any case: 60 to 7200, 600 if nothing is said
  --keep-povs DIR  keeps what \`outrider-throughput validate\` takes, in a new or an empty folder: the proofs of validity of
                   all blocks in DIR/6s and DIR/12s, the runtimes as DIR/local.wasm and DIR/local-sync-backing.wasm, the
                   author time of each block in DIR/6s-author-times.json and DIR/12s-author-times.json. DIR/throughput.json
                   has what --json prints
  --json           prints one object with all figures and all measured blocks

Fails, after the table, if more than a tenth of the blocks of a chain ended for another reason than the weight limit.`;

const OPTIONS = {
  arm: { type: "string", default: "transfers" },
  "in-turn": { type: "boolean", default: false },
  profile: { type: "string", default: "fast" },
  pace: { type: "string", default: "1/0" },
  node: { type: "string" },
  slots: { type: "string", default: "20" },
  seconds: { type: "string", default: "600" },
  "keep-povs": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const ARMS = ["transfers", "batches"] as const;
const PROFILES = ["fast", "release"] as const;

/** The binaries besides the node. */
const OTHERS = ["outrider-relay", "outrider-throughput", "polkadot-execute-worker", "polkadot-prepare-worker"];

interface Options extends Order {
  node: string | undefined;
  profile: (typeof PROFILES)[number];
  keepPovs: string | undefined;
  json: boolean;
}

function oneOf<T extends string>(what: string, known: readonly T[], given: string): T {
  const found = known.find((name) => name === given);
  if (found === undefined) throw new Error(`unknown ${what} \`${given}\`; known: ${known.join(", ")}`);
  return found;
}

function numberOf(what: string, given: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`bad number of ${what} \`${given}\`; it is from ${least} to ${most}`);
}

/** The folder for proofs of validity. */
function newFolder(given: string): string {
  const path = resolve(given);
  mkdirSync(path, { recursive: true });
  if (readdirSync(path).length > 0) throw new Error(`${given} is not empty; give --keep-povs a new or an empty folder`);
  return path;
}

/** The file of a program. */
function programAt(given: string): string {
  try {
    accessSync(given, constants.X_OK);
  } catch {
    throw new Error(`--node takes a program's file, and ${given} is none`);
  }
  return given;
}

/** Puts another node in place of the built one, in a folder of links to the binaries. */
function takeNode(node: string): void {
  const folder = mkdtempSync(join(tmpdir(), "outrider-node-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const name of OTHERS) symlinkSync(join(binaries(), name), join(folder, name));
  symlinkSync(resolve(node), join(folder, "outrider"));
  process.env.OUTRIDER_BIN = folder;
}

/** What the command line asks for, or nothing if it asks for help. Fails first if it is wrong. */
function readOptions(): Options | undefined {
  const { values } = parse({ options: OPTIONS });
  const options = {
    arm: oneOf<Arm>("arm", ARMS, values.arm),
    pace: paceOf(values.pace),
    inTurn: values["in-turn"],
    profile: oneOf("profile", PROFILES, values.profile),
    node: values.node === undefined ? undefined : programAt(values.node),
    slots: numberOf("slots", values.slots, 4, 1_000),
    seconds: numberOf("seconds", values.seconds, 60, 7_200),
    keepPovs: values["keep-povs"] === undefined ? undefined : newFolder(values["keep-povs"]),
    json: values.json,
  };
  return values.help ? undefined : options;
}

function settingOf({ profile: built, node }: Options): Setting {
  const profile = node === undefined ? built : `${built}, with the node ${basename(node)} of a release`;
  const git = (...args: string[]) => execFileSync("git", args, { cwd: REPOSITORY, encoding: "utf8" }).trim();
  const changes = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : " with changes";
  const [processor] = cpus();
  return {
    profile,
    commit: `${git("rev-parse", "--short", "HEAD")}${changes}`,
    machine: `${cpus().length} cores (${processor!.model.trim()}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`,
    loadAverage: loadavg()[0]!,
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(USAGE);
  const setting = settingOf(options);
  if (options.node !== undefined) takeNode(options.node);
  const started = Date.now();
  const tell = (line: string) => console.error(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const folder = options.keepPovs ?? mkdtempSync(join(tmpdir(), "outrider-throughput-"));
  if (!options.keepPovs) process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  tell("writing chain specs with funded accounts");
  writeSpecs(folder, options.pace);
  if (options.keepPovs) for (const { spec } of CHAINS) writeCodeOf(spec, folder);
  tell("starting the network: about a minute");
  const act = (network: Parameters<typeof measure>[0]) => measure(network, options, tell);
  const { measurement, built } = await onNetwork("throughput", act, { OUTRIDER_THROUGHPUT: folder });
  const answer: Answer = {
    json: { ...setting, arm: options.arm, ...measurement, ratios: ratiosOf(measurement) },
    print: () => console.log(tableOfMeasurement(measurement, setting)),
  };
  if (options.keepPovs) {
    writeFileSync(join(folder, "throughput.json"), `${JSON.stringify(answer.json, undefined, 2)}\n`);
    for (const { name, blocks } of built) {
      const times = blocks.map(({ hash, authorMs }) => ({ block: hash, author_ms: authorMs }));
      writeFileSync(join(folder, `${name}-author-times.json`), `${JSON.stringify(times)}\n`);
    }
  }
  printAnswer(answer, options.json);
  const shortfalls = measurement.chains.map(shortfall).filter((text) => text !== undefined);
  if (shortfalls.length > 0) throw new Error(shortfalls.join("; "));
}

run(main);
