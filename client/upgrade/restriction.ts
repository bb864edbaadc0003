// SPDX-License-Identifier: Apache-2.0

// Checks whether the relay chain accepts an upgrade of this chain now.

import { type Chain, type Outrider, connect, firstWhere } from "../chain.ts";

/** The relay chain's answer. `null` if nobody could be asked. */
export interface Restriction {
  isRestricted: boolean | null;
  /** The relay block at which the cooldown ends, if it is known. */
  until: number | null;
  source: string;
}

/** The longest time that a relay chain node has to answer, in seconds. */
const ANSWER_SECONDS = 30;

/** The node's error if a runtime lacks the function. A missing block, for example, gives another "not found". */
const UNKNOWN = "Exported method UpgradeApi_restriction_signal is not found";

/**
 * Asks the runtime, which knows the signal from a proof of the relay chain's state. An older runtime does not know it.
 */
async function byRuntime(chain: Outrider, at: string): Promise<boolean | null> {
  let answer: string;
  try {
    answer = await chain.client._request<string>("state_call", ["UpgradeApi_restriction_signal", "0x", at]);
  } catch (error) {
    if (String(error).includes(UNKNOWN)) return null;
    throw error;
  }
  if (answer !== "0x00" && answer !== "0x01")
    throw new Error(`UpgradeApi_restriction_signal answers ${answer}; expected is 0x00 or 0x01`);
  return answer === "0x01";
}

async function reachRelay(url: string): Promise<Chain> {
  const relay = connect(url);
  try {
    await firstWhere(relay.client.finalizedBlock$, () => true, ANSWER_SECONDS, `${url} (--relay-url) answers`);
    return relay;
  } catch (error) {
    relay.client.destroy();
    throw error;
  }
}

async function byRelay(url: string, paraId: number): Promise<Restriction> {
  const relay = await reachRelay(url);
  try {
    const [signal, cooldowns] = await Promise.all([
      relay.api.query.Paras.UpgradeRestrictionSignal.getValue(paraId),
      relay.api.query.Paras.UpgradeCooldowns.getValue(),
    ]);
    const cooldown = cooldowns.find(([id]: [number, number]) => id === paraId);
    return { isRestricted: signal !== undefined, until: cooldown?.[1] ?? null, source: "the relay chain" };
  } finally {
    relay.client.destroy();
  }
}

/** Asks both sources as far as possible. One of them is enough for a restriction. */
export async function restriction(chain: Outrider, at: string, relayUrl: string | undefined): Promise<Restriction> {
  const signal = await byRuntime(chain, at);
  if (relayUrl === undefined) {
    const unknown = "nobody: the runtime does not know it, and no --relay-url is given";
    return { isRestricted: signal, until: null, source: signal === null ? unknown : "the runtime" };
  }
  const relay = await byRelay(relayUrl, await chain.api.query.ParachainInfo.ParachainId.getValue({ at }));
  return { ...relay, isRestricted: relay.isRestricted || signal === true };
}

/** The reason why the relay chain accepts no code now, and the remedy, in words. */
export function restricted({ until }: Restriction): string {
  const when =
    until === null ? "--relay-url, with a node of the relay chain, says until when" : `until relay block ${until}`;
  return `the relay chain takes no code of this chain now: an upgrade is under way there, or its cooldown runs (${when}). Run this again after that`;
}
