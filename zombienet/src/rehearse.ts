// SPDX-License-Identifier: Apache-2.0

// Starts the 12-second network, puts activity on it, upgrades it by governance, and prints the table of before and after.
// Started by `scripts/rehearse-upgrade.sh`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCodeOf } from "./codes.ts";
import { startNetwork } from "./network.ts";
import { eras, findScheduled } from "./upgrade/kept.ts";
import { finalRelay, upgradeUnderLoad } from "./upgrade/scenario.ts";
import { printFindings } from "./upgrade/table.ts";

const started = Date.now();
const tell = (line: string) => console.log(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

/** Upgrades, and waits until all that was promised before is due. */
async function rehearse(folder: string): Promise<void> {
  const network = await startNetwork("upgrade");
  const stop = async (failed: boolean) => {
    tell("stopping");
    await network.stop(failed);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => stop(false).then(() => process.exit(130)));
  try {
    for (const { name, rpc } of network.nodes) tell(`${name.padEnd(8)} ${rpc}`);
    const findings = await upgradeUnderLoad(network, writeCodeOf("local", folder), tell);
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
  } catch (error) {
    await stop(true);
    throw error;
  }
  await stop(false);
}

console.log("starting the network: about a minute …");
await rehearse(mkdtempSync(join(tmpdir(), "outrider-rehearsal-")));
process.exit(0);
