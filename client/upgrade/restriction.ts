// SPDX-License-Identifier: Apache-2.0

// Does the relay chain let this chain upgrade now?

import { type Chain, type Outrider, connect, firstWhere } from "../chain.ts";

/** What the relay chain says; `null` where nothing could be asked. */
export interface Restriction {
  isRestricted: boolean | null;
  /** The relay block at which the cooldown ends, if that is known. */
  until: number | null;
  source: string;
}

/** Seconds within which a node of the relay chain has to answer. */
const ANSWER_SECONDS = 30;

/** What the node says where a runtime lacks the function: other things can be "not found" as well, such as the block. */
const UNKNOWN = "Exported method UpgradeApi_restriction_signal is not found";

/** Asks the runtime, which has it of the relay chain by proof. An older runtime does not know. */
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

/** Connects to a node of the relay chain. */
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

/** What both say who can be asked: either is enough for a restriction. */
export async function restriction(chain: Outrider, at: string, relayUrl: string | undefined): Promise<Restriction> {
  const signal = await byRuntime(chain, at);
  if (relayUrl === undefined) {
    const unknown = "nobody: the runtime does not know it, and no --relay-url is given";
    return { isRestricted: signal, until: null, source: signal === null ? unknown : "the runtime" };
  }
  const relay = await byRelay(relayUrl, await chain.api.query.ParachainInfo.ParachainId.getValue({ at }));
  return { ...relay, isRestricted: relay.isRestricted || signal === true };
}

/** In words why the relay chain takes no code now, and what to do. */
export function restricted({ until }: Restriction): string {
  const when =
    until === null ? "--relay-url, with a node of the relay chain, says until when" : `until relay block ${until}`;
  return `the relay chain takes no code of this chain now: an upgrade is under way there, or its cooldown runs (${when}). Run this again after that`;
}
