// SPDX-License-Identifier: Apache-2.0

import type { Outrider } from "../chain.ts";
import type { Answer } from "../command-line.ts";
import { type Check, line } from "./check.ts";
import { type Facts, readFacts } from "./facts.ts";
import { money } from "./money.ts";
import { progress } from "./progress.ts";
import { queues } from "./queues.ts";

/** All checks, one after the other, so that the node gets one request for a page at a time. */
export async function allChecks(facts: Facts): Promise<Check[]> {
  const found: Check[] = [];
  for (const part of [...progress, ...queues, ...money]) found.push(...(await part(facts)));
  return found;
}

/** Checks a chain through one node. */
export async function smoke(chain: Outrider, blocks?: number): Promise<{ answer: Answer; failed: number; all: number }> {
  const facts = await readFacts(chain, blocks);
  const checks = await allChecks(facts);
  const failed = checks.filter(({ status }) => status === "FAIL").length;
  const { block } = facts.state;
  return {
    failed,
    all: checks.length,
    answer: {
      json: { ok: failed === 0, block, checks },
      print() {
        console.log(`block ${block.number} ${block.hash}`);
        for (const check of checks) console.log(line(check));
      },
    },
  };
}
