// SPDX-License-Identifier: Apache-2.0

// What was seen before a block on its own chain: best blocks come and go with the forks that they are on.

import type { Block } from "./state.ts";

/** Further back than a fork goes that has not been final. */
const MOST_KEPT = 64;

/** The states that were seen, of one chain at a time. */
export class Seen<State extends { block: Block }> {
  private states: State[] = [];

  constructor(private readonly parentOf: (hash: string) => Promise<string>) {}

  /** Adds a state, and answers with the newest one before it on its own chain. What was seen on other forks is forgotten. */
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
