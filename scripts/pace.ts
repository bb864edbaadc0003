// SPDX-License-Identifier: Apache-2.0

// What each pace of the chain gives: blocks, and the time that a transaction takes, on the local network.

import { account } from "../client/account.ts";
import { type Answer, parse, printAnswer, run } from "../client/command-line.ts";
import { firstIncluded, validatorsAreReady } from "../zombienet/src/cadence.ts";
import { assignCores } from "../zombienet/src/cores.ts";
import { onNetwork } from "../zombienet/src/network.ts";
import { type Pace, decidePace, nameOf, paceOf } from "../zombienet/src/rates/decide.ts";
import { type Paced, type Running, measurePace, tableOfPaces } from "../zombienet/src/rates/measure.ts";
import { type LoadedChain, FAST, SLOW } from "../zombienet/src/throughput/chains.ts";
import { record } from "../zombienet/src/upgrade/recorder.ts";

const SYNC = "12s";
const USUAL = [SYNC, "1/0", "1/1", "3/0", "3/1", "12/0", "12/1"];

const USAGE = `Measures paces of the chain on the local network, one after the other: blocks and candidates per relay block, blocks that
are given up, and the time of a transfer to a block and to finality. The same account sends 60 transfers at each pace, one
every 0.67 seconds. Referenda change the pace, which takes two to three minutes each.

usage: scripts/pace [--cores N] [--json] [PACE…]

  PACE       RATE/OFFSET: blocks in a slot (1, 2, 3, 6 or 12), and how many relay blocks the relay parent is behind the newest
             one (0 or 1); or ${SYNC}: the chain without asynchronous backing. If nothing is said: ${USUAL.join(" ")}
  --cores N  cores of the relay chain for the chain: 1 or 2, 1 if nothing is said
  --json     prints all figures, the time of each transfer too`;

const OPTIONS = {
  cores: { type: "string", default: "1" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Votes too, but not during a measurement. */
const sender = account("//Ferdie");

const tellSince = (started: number) => (line: string) =>
  console.error(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

/** What the command line asks for, or nothing if it asks for help. Fails first if it is wrong. */
function readOptions() {
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
  if (!["1", "2"].includes(values.cores)) throw new Error(`bad number of cores \`${values.cores}\`; it is 1 or 2`);
  const paces = positionals.length > 0 ? positionals : USUAL;
  const others = paces.filter((pace) => pace !== SYNC).map(paceOf);
  if (values.help) return undefined;
  return { cores: Number(values.cores), json: values.json, hasSync: paces.includes(SYNC), paces: others };
}

/** Runs `act` on one chain of a network, once the relay chain includes its blocks. */
async function onChain<T>(
  name: string,
  { paraId, collator }: LoadedChain,
  parachains: number,
  act: (running: Running) => Promise<T>,
): Promise<T> {
  return onNetwork(name, async (network) => {
    await validatorsAreReady(network, parachains);
    const recorder = record(network, collator);
    await firstIncluded(recorder.relay, [paraId]);
    const found = await act({ ...recorder, collator: network.node(collator), paraId });
    await recorder.stop();
    return found;
  });
}

type Named = [string, Paced];

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(USAGE);
  const tell = tellSince(Date.now());
  const found: Named[] = [];
  if (options.hasSync) {
    tell("starting the network with the 12-second chain");
    const paced = await onChain("sync-versus-async", SLOW, 2, (running) => measurePace(running, sender));
    found.push(["12-second blocks", paced]);
  }
  if (options.paces.length > 0) {
    tell("starting the local network");
    found.push(...(await measureAll(options.paces, options.cores, tell)));
  }
  const answer: Answer = {
    json: { cores: options.cores, paces: Object.fromEntries(found) },
    print: () => console.log(tableOfPaces(`Paces: the same load, ${options.cores} core(s)`, found)),
  };
  printAnswer(answer, options.json);
}

/** Measures paces one after the other on one network. */
async function measureAll(paces: Pace[], cores: number, tell: (line: string) => void): Promise<Named[]> {
  return onChain("local", FAST, 1, async (running) => {
    await assignCores(running.relay, running.paraId, cores);
    const found: Named[] = [];
    let present: Pace = { rate: 1, relayParentOffset: 0 };
    for (const pace of paces) {
      if (nameOf(pace) !== nameOf(present)) {
        tell(`deciding on ${nameOf(pace)}`);
        await decidePace(running.chain, pace);
        present = pace;
      }
      tell(`measuring ${nameOf(pace)}`);
      found.push([nameOf(pace), await measurePace(running, sender)]);
    }
    return found;
  });
}

run(main);
