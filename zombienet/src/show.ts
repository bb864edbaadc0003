// SPDX-License-Identifier: Apache-2.0

// Starts a network and shows what a person wants to see of it: addresses, and the parablocks as they are included.
// usage: tsx zombienet/src/show.ts NETWORK

import { connect } from "../../client/chain.ts";
import { startNetwork } from "./network.ts";
import { followRelay } from "./relay.ts";

/** Included parablocks to print before it becomes quiet. */
const PARABLOCKS_TO_SHOW = 12;

const name = process.argv[2];
if (!name) throw new Error("no network is named; usage: tsx zombienet/src/show.ts NETWORK");

console.log(`starting the network ${name}: about a minute …`);
const network = await startNetwork(name);

const stop = async () => {
  console.log("\nstopping …");
  await network.stop(false);
  process.exit(0);
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

for (const { name, rpc } of network.nodes) {
  console.log(`${name.padEnd(8)} ${rpc}   https://polkadot.js.org/apps/?rpc=${rpc}#/explorer`);
}
console.log(`logs     ${network.folder}\nstop     Ctrl-C\n`);
console.log("waiting for the first parablocks: validators compile the runtime first, and the first session has to end");

const relay = connect(network.node("alice").rpc);
const first = Date.now();
let shown = 0;
await followRelay(relay, 600, "the first parablocks", (seen) => {
  const { number, included, backed } = seen.at(-1)!;
  for (const block of included) {
    shown += 1;
    const at = `${((Date.now() - first) / 1_000).toFixed(0)} s`.padStart(6);
    console.log(`${at}  relay block #${number} (final) includes #${block.number} of parachain ${block.paraId}, backs ${backed.length}`);
  }
  return shown >= PARABLOCKS_TO_SHOW;
});
console.log("it goes on like this until you press Ctrl-C");
