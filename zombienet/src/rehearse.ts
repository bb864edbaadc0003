// SPDX-License-Identifier: Apache-2.0

// Starts the 12-second network, puts activity on it, upgrades it by governance, and prints a table of the chain before
// and after. Started by `scripts/rehearse-upgrade.sh`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, run } from "../../client/command-line.ts";
import { writeCodeOf } from "./codes.ts";
import { type Network, onNetwork } from "./network.ts";
import { type Kept, eras, findScheduled } from "./upgrade/kept.ts";
import { finalRelay, upgradeUnderLoad } from "./upgrade/scenario.ts";
import { printFindings } from "./upgrade/table.ts";

const started = Date.now();
const tell = (line: string) => console.log(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

const OPTIONS = { record: { type: "string" } } as const;

/** Upgrades, and waits until all earlier promises are due. Returns the broken ones. */
async function rehearse(network: Network, wasm: string, record: string[]): Promise<Kept[]> {
  for (const { name, rpc } of network.nodes) tell(`${name.padEnd(8)} ${rpc}`);
  const findings = await upgradeUnderLoad(network, wasm, tell, ...record);
  const { recorder, promises, outcome, history, load } = findings;
  const last = Math.max(
    promises.unlock,
    promises.vesting.end,
    promises.scheduled,
    promises.referendum.end,
    promises.announcement.due,
  );
  tell(`waiting until what was promised before is due: relay block ${last}`);
  const calls = await findings.calls;
  await finalRelay(recorder.chain, last + 2, 600);
  const kept = [
    ...eras(history, outcome.firstBlock.number),
    ...calls,
    ...(await findScheduled(recorder.chain, promises, outcome.firstBlock.number)),
  ];
  await load.stop();
  await recorder.stop();
  printFindings(findings, kept);
  tell("stopping");
  return kept.filter(({ isKept }) => !isKept);
}

async function main(): Promise<void> {
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
  console.log("starting the network: about a minute …");
  const folder = mkdtempSync(join(tmpdir(), "outrider-rehearsal-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const wasm = positionals[0] ?? writeCodeOf("local", folder);
  const record = values.record === undefined ? [] : ["--record", values.record];
  const broken = await onNetwork("upgrade", (network) => rehearse(network, wasm, record));
  if (broken.length > 0) throw new Error(`not kept: ${broken.map(({ what }) => what).join("; ")}`);
}

run(main);
