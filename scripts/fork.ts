// SPDX-License-Identifier: Apache-2.0

// Starts a development chain with the state of another chain. Started by `scripts/fork`.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outrider, reachOutrider } from "../client/chain.ts";
import { fail, parse } from "../client/command-line.ts";
import { Codecs } from "../client/fork/codecs.ts";
import { type LocalGenesis, type Override, empower } from "../client/fork/overrides.ts";
import { forgetBlock, moveDeadlines, resetPace } from "../client/fork/restart.ts";
import { type Fork, writeSpec } from "../client/fork/spec.ts";
import { type Ask, readStorage } from "../client/fork/storage.ts";
import { ask as askChain } from "../client/rpc.ts";
import { onSignals } from "../client/signals.ts";
import { printTable } from "../client/table.ts";

const USAGE = `Starts a development chain with the state of another chain, to rehearse an upgrade or a call.

usage: scripts/fork URL [OPTIONS] [-- NODE ARGUMENTS]

  --at BLOCK         number or hash of a final block (default: the newest one)
  --out FILE         write the chain spec to this file and keep it; by default the spec is deleted when the node ends
  --no-start         write the chain spec, and start no node; needs --out
  --keep-governance  keep the chain's own governance: development accounts get no tokens and no seats in the technical
                     committee, and referenda and sessions keep their lengths

Arguments after \`--\` go to the node, such as --base-path FOLDER or --dev-block-time 1000. Ctrl-C stops it.`;

const OPTIONS = {
  at: { type: "string" },
  out: { type: "string" },
  "no-start": { type: "boolean", default: false },
  "keep-governance": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Time between two progress lines. */
const PROGRESS_MS = 2_000;
/** The spec has the runtime in hexadecimal digits, at twice its size. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The node of this checkout. */
function binary(): string {
  const path = join(process.env.OUTRIDER_BIN ?? "", "outrider");
  if (existsSync(path)) return path;
  throw new Error(`no node at ${path}: build it with scripts/run.sh`);
}

/** The genesis configuration of the node's local network. */
function localGenesis(): LocalGenesis {
  const spec = execFileSync(binary(), ["export-chain-spec", "--chain", "local"], {
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(spec).genesis.runtimeGenesis.patch;
}

/** The final block with a number or a hash. Without a name: the newest final block. */
async function finalBlock(ask: Ask, named: string | undefined): Promise<Fork["block"]> {
  const newest = await ask<string>("chain_getFinalizedHead");
  const numberOf = async (hash: string) => Number((await ask<{ number: string } | null>("chain_getHeader", hash))?.number);
  const last = await numberOf(newest);
  if (named === undefined) return { number: last, hash: newest };
  const accepted = `the newest final block is ${last}`;
  const isHash = /^0x[0-9a-f]{64}$/i.test(named);
  if (!isHash && !/^\d{1,10}$/.test(named)) throw new Error(`bad block \`${named}\`; a block is a number or a hash; ${accepted}`);
  const number = isHash ? await numberOf(named) : Number(named);
  const hash = number <= last ? await ask<string | null>("chain_getBlockHash", number) : null;
  if (hash === null || (isHash && hash !== named.toLowerCase())) throw new Error(`\`${named}\` is no final block; ${accepted}`);
  return { number, hash };
}

/** Reads the chain's state, and adapts it to the genesis of a new chain. */
async function forkOf(chain: Outrider, named: string | undefined, local: LocalGenesis | undefined): Promise<[Fork, Override[]]> {
  const ask: Ask = (method, ...params) => askChain(chain, method, ...params);
  const block = await finalBlock(ask, named);
  const of = await ask<string>("system_chain");
  console.error(`reading the state of ${of} after block ${block.number} (${block.hash})`);
  let told = Date.now();
  const tell = (pairs: number) => {
    if (Date.now() - told < PROGRESS_MS) return;
    told = Date.now();
    console.error(`read ${pairs} values`);
  };
  const storage = await readStorage(ask, block.hash, tell).catch((error) => {
    if (!/State already discarded/.test(String(error))) throw error;
    const advice = "name a newer one, or a node that runs with --state-pruning archive";
    throw new Error(`the node no longer has the state after block ${block.number}: ${advice}`);
  });
  const codecs = await Codecs.of(ask, block.hash);
  const { top } = storage;
  console.error(`read all ${top.size} values`);
  const paraId: number = codecs.decode("ParachainInfo", "ParachainId", top.get(codecs.key("ParachainInfo", "ParachainId"))!);
  const { rate, relayParentOffset } = resetPace(top);
  const moved = moveDeadlines(top, codecs, { blocks: block.number, rate });
  const changes: Override[] = [
    ["items that describe block " + block.number, `${forgetBlock(top)} values removed: blocks begin with number 1 again`],
    ["deadlines counted in blocks", `${moved} moved, so that as much time is left`],
    ...(rate === 1 ? [] : [["BlockRate.CurrentRate", `1 block in a slot in place of ${rate}`] as Override]),
    ...(relayParentOffset === 0 ? [] : [["BlockRate.RelayParentOffset", `0 relay blocks in place of ${relayParentOffset}`] as Override]),
    ...(local ? empower(top, codecs, local) : []),
  ];
  return [{ of, block, properties: await ask("system_properties"), paraId, storage }, changes];
}

/** Runs the node on the spec until the node ends. Returns its exit code. */
function runNode(spec: string, args: string[]): Promise<number> {
  const node = spawn(binary(), ["--dev", "--chain", spec, ...args], { stdio: "inherit" });
  return new Promise((ended, failed) => {
    node.on("error", failed);
    node.on("close", (code) => ended(code ?? 1));
    onSignals(async () => {
      node.kill("SIGTERM");
      await new Promise((closed) => node.on("close", closed));
    });
  });
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const end = given.indexOf("--");
  const [own, forNode] = end < 0 ? [given, []] : [given.slice(0, end), given.slice(end + 1)];
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true, args: own });
  if (values.help) return console.log(USAGE);
  if (positionals.length !== 1) {
    throw new Error(`one URL of a node is needed, and ${positionals.length} were given; the node's arguments follow \`--\``);
  }
  if (values["no-start"] && values.out === undefined) throw new Error("--no-start needs --out FILE, or the spec would be lost");
  if (values["no-start"] && forNode.length > 0) throw new Error("--no-start starts no node, so it takes no arguments for a node");
  const local = values["keep-governance"] ? undefined : localGenesis();
  if (!values["no-start"]) binary();

  const chain = await reachOutrider(positionals[0]!);
  const [fork, changes] = await forkOf(chain, values.at, local).finally(() => chain.client.destroy());
  const folder = values.out === undefined ? mkdtempSync(join(tmpdir(), "outrider-fork-")) : undefined;
  process.on("exit", () => folder && rmSync(folder, { recursive: true, force: true }));
  const path = values.out ?? join(folder!, "fork.json");
  writeSpec(path, fork);
  printTable(`Fork of ${fork.of} at block ${fork.block.number}: what differs`, changes);
  console.log(`\nchain spec  ${path}`);
  if (!values["no-start"]) process.exit(await runNode(path, forNode));
}

main().then(() => process.exit(0), fail);
