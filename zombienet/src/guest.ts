// SPDX-License-Identifier: Apache-2.0

// A node that joins a running network, beside those that zombienet has started.

import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Chain, connect } from "../../client/chain.ts";
import { type Network, binaries, specsOf } from "./network.ts";
import { endOf, start } from "./processes.ts";
import { Hopeless, until } from "./until.ts";

/** Where the node listens, in its log. The relay chain node inside it listens too. */
const OWN_ADDRESS = /^(?!.*\[Relaychain\]).*Running JSON-RPC server: addr=([\d.]+:\d+)[,\s]/m;

/** What a node logs whose warp sync has failed: it would execute all blocks, and lacks the first of them. */
const WARP_FAILED = /State sync failed\. Falling back to full sync/;

/** Warp sync has failed, as it does now and then: docs/first-sync.md has the sign and the remedy. */
export class WarpFailed extends Hopeless {}

export interface Guest {
  chain: Chain;
  /** All that the node has logged until now. */
  log(): string;
}

/** The number of a node's newest final block. Without a subscription: one that begins before warp sync has ended misses its end. */
async function finalNumber(address: string): Promise<number> {
  const ask = async (method: string, ...params: unknown[]) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const answer = await fetch(`http://${address}`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return ((await answer.json()) as { result: any }).result;
  };
  return Number((await ask("chain_getHeader", await ask("chain_getFinalizedHead"))).number);
}

/** The folder of a guest's database and keys. */
export const baseOf = (network: Network, name: string): string => join(network.folder, name);

/**
 * Starts a node with a relay chain node inside, and waits until its newest final block is as new as the network's. The
 * options are those before and after `--`.
 */
export async function joinAs(network: Network, name: string, own: string[], relay: string[]): Promise<Guest> {
  const { parachain, relayChain } = specsOf(network);
  const base = baseOf(network, name);
  const file = `${base}.log`;
  const output = openSync(file, "w");
  const both = ["--port", "0", "--rpc-port", "0", "--prometheus-port", "0", "--no-mdns"];
  const ours = ["--base-path", base, "--chain", parachain, "--name", name, ...both, "--no-hardware-benchmarks", ...own];
  const args = [...ours, "--", "--chain", relayChain, ...both, ...relay];
  const child = start(join(binaries(), "outrider"), args, { stdio: ["ignore", output, output] });
  closeSync(output);
  const log = () => readFileSync(file, "utf8");
  const address = await until(`${name} listens`, 180, () => {
    const end = endOf(child);
    const [, found] = OWN_ADDRESS.exec(log()) ?? [];
    if (end !== undefined) throw new Hopeless(`the node ended ${end}: ${file}`);
    if (WARP_FAILED.test(log())) {
      child.kill("SIGKILL");
      throw new WarpFailed(`the warp sync of ${name} failed: ${file}`);
    }
    return found;
  });
  const other = connect(network.node("charlie").rpc);
  const { number } = await other.client.getFinalizedBlock();
  other.client.destroy();
  await until(`${name} has block ${number}`, 180, async () => (await finalNumber(address)) >= number);
  return { chain: connect(`ws://${address}`), log };
}
