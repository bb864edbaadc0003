// SPDX-License-Identifier: Apache-2.0

// The state of settlement from the bodies of blocks alone.

import type { Posted } from "./bodies.ts";
import { hex } from "./bytes.ts";
import type { Domain } from "./records.ts";
import { execute } from "./execute.ts";
import { State } from "./state.ts";

const lastRoot = ({ chunks, parent }: Posted): string => chunks.at(-1)?.postRoot ?? parent;

/**
 * The batches by the root that they end with.
 *
 * A root names a state, and each batch names its parent's root. From the wanted root back there may be several ways, since anybody may
 * write any roots into a transaction. The true way leads to the empty state by batches whose last roots are what execution
 * gives.
 */
function waysBack(posted: Posted[]): Map<string, Posted[]> {
  const ways = new Map<string, Posted[]>();
  for (const batch of posted) {
    const root = lastRoot(batch);
    ways.set(root, [...(ways.get(root) ?? []), batch]);
  }
  return ways;
}

/** The roots from which a way leads to the wanted one. */
function rootsBefore(ways: Map<string, Posted[]>, wanted: string): Set<string> {
  const found = new Set([wanted]);
  const open = [wanted];
  for (let root = open.pop(); root !== undefined; root = open.pop()) {
    for (const { parent } of ways.get(root) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      open.push(parent);
    }
  }
  return found;
}

/** The state after a batch. Its roots do not matter: execution alone says what the state is. */
function after(state: State, domain: Domain, { chunks, feeTo }: Posted): State {
  const next = state.copy();
  for (const { kind, bytes } of chunks) execute(next, { domain, feeTo }, kind, bytes);
  return next;
}

/**
 * The state with this root. Goes forward from the empty state, by batches that say that they lead towards the root, and executes each.
 * A false batch leads to another state than it says, and from there nowhere.
 */
export function stateAt(posted: Posted[], domain: Domain, wanted: string): State {
  const towards = rootsBefore(waysBack(posted), wanted);
  const children = new Map<string, Posted[]>();
  for (const batch of posted.filter((one) => towards.has(lastRoot(one)))) {
    children.set(batch.parent, [...(children.get(batch.parent) ?? []), batch]);
  }
  const open = [State.empty()];
  const reached = new Set<string>();
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const root = hex(state.root());
    if (root === wanted) return state;
    if (reached.has(root)) continue;
    reached.add(root);
    for (const batch of children.get(root) ?? []) open.push(after(state, domain, batch));
  }
  throw new Error(`no way leads from the empty state to the root ${wanted}: the node lacks bodies of blocks, or a batch is false`);
}
