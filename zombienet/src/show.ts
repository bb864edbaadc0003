// SPDX-License-Identifier: Apache-2.0

// Starts a network, and prints its addresses and its first included parablocks. Started by `scripts/run.sh NETWORK`.

import { connect } from "../../client/chain.ts";
import { run } from "../../client/command-line.ts";
import { type Network, type Node, onNetwork, specsOf } from "./network.ts";
import { followRelay } from "./relay.ts";

/** Included parablocks that are printed before the output ends. */
const PARABLOCKS_TO_SHOW = 12;
/**
 * The longest time until that many are included, in seconds: validators compile the runtime, the first session ends,
 * and each parablock takes two relay blocks.
 */
const SHOWN_SECONDS = 600;

async function showParablocks(network: Network): Promise<void> {
  const relay = connect(network.node("alice").rpc);
  const first = Date.now();
  let shown = 0;
  await followRelay(relay, SHOWN_SECONDS, "the first parablocks", (seen) => {
    const { number, included, backed } = seen.at(-1)!;
    for (const block of included) {
      shown += 1;
      const at = `${((Date.now() - first) / 1_000).toFixed(0)} s`.padStart(6);
      console.log(`${at}  relay block #${number} (final) includes #${block.number} of parachain ${block.paraId}, backs ${backed.length}`);
    }
    return shown >= PARABLOCKS_TO_SHOW;
  });
  relay.client.destroy();
}

const has = ({ command }: Node, option: string): boolean => command.split(" ").includes(option);

/** What a node does for settlement. */
function roleOf(node: Node): string {
  if (has(node, "--sequencer")) return "   sequencer";
  return has(node, "--settlement-watch") ? "   watcher" : "";
}

async function show(network: Network): Promise<void> {
  for (const node of network.nodes) {
    const { name, rpc } = node;
    console.log(`${name.padEnd(8)} ${rpc}   https://polkadot.js.org/apps/?rpc=${rpc}#/explorer${roleOf(node)}`);
  }
  const sequencer = network.nodes.find((node) => has(node, "--sequencer"));
  if (sequencer) console.log(`settle   scripts/settle status --url ${sequencer.rpc}`);
  const { parachain, relayChain } = specsOf(network);
  console.log(`specs    ${parachain}\n         ${relayChain} (relay chain)`);
  console.log(`logs     ${network.folder}\nstop     Ctrl-C\n`);
  console.log("waiting for the first parablocks: validators compile the runtime first, and the first session has to end");
  await showParablocks(network);
  console.log("the network goes on until you press Ctrl-C");
  await network.ended();
  throw new Error("the network has ended");
}

async function main(): Promise<void> {
  const [name] = process.argv.slice(2);
  if (!name) throw new Error("no network is named; `scripts/run.sh NETWORK` starts one");
  console.log(`starting the network ${name}: about a minute …`);
  await onNetwork(name, show);
}

run(main);
