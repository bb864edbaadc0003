// SPDX-License-Identifier: Apache-2.0

// The states before a block on the block's own chain. Best blocks can be on different forks.

import type { Block } from "./state.ts";

/** More blocks than a fork without finality has. */
const MOST_KEPT = 64;

/** The states that were read, of one chain at a time. */
export class Seen<State extends { block: Block }> {
  private states: State[] = [];

  constructor(private readonly parentOf: (hash: string) => Promise<string>) {}

  /** Adds a state, and returns the newest earlier state on the same chain. States of other forks are removed. */
  async add(state: State): Promise<State | undefined> {
    let { number, hash } = state.block;
    let before = this.states.at(-1);
    while (before) {
      for (; number > before.block.number; number -= 1) hash = await this.parentOf(hash);
      if (hash === before.block.hash) break;
      this.states.pop();
      before = this.states.at(-1);
    }
    this.states = [...this.states, state].slice(-MOST_KEPT);
    return before;
  }
}
