// SPDX-License-Identifier: Apache-2.0

// Checks for everything that would make an upgrade fail late, before anything is paid.

import { ride } from "../amount.ts";
import type { Outrider } from "../chain.ts";
import { tryCall } from "../submit.ts";
import { type Code, importsOf, moduleOf } from "./code.ts";
import { codeInPlaceHasMetadataHash, hasMetadataHash } from "./metadata-hash.ts";
import { type Restriction, restricted } from "./restriction.ts";
import { type State, codeInPlace } from "./state.ts";
import { type Order, type Step, ayesNeeded } from "./steps.ts";
import { trial } from "./trial.ts";

/** The result of one check. */
export interface Check {
  what: string;
  found: string;
  /** The problem, and its remedy. */
  problem: string | null;
  /** The question could not be answered. */
  isOpen: boolean;
}

const check = (what: string, found: string, problem: string | false, isOpen = false): Check => ({
  what,
  found,
  problem: problem || null,
  isOpen,
});

/** Spec name and version of the runtime that executes the next block. */
export async function runtimeVersion(chain: Outrider, at: string): Promise<{ specName: string; specVersion: number }> {
  return chain.client._request("state_getRuntimeVersion", [at]);
}

async function codeChecks(chain: Outrider, state: State, code: Code): Promise<Check[]> {
  const now = await runtimeVersion(chain, state.block.hash);
  const configuration = await chain.api.query.ParachainSystem.HostConfiguration.getValue({ at: state.block.hash });
  const most = configuration?.max_code_size;
  const inPlace = state.codeHash === code.hash;
  const sameName = code.specName === now.specName;
  const versions = `${now.specVersion} to ${code.specVersion}`;
  return [
    check(
      "spec name",
      `${now.specName} to ${code.specName}`,
      !sameName &&
        `the file is a runtime of \`${code.specName}\`, and the chain is \`${now.specName}\`: give a runtime of this chain`,
    ),
    check(
      "spec version",
      inPlace ? `${now.specVersion}, in place` : versions,
      sameName &&
        !inPlace &&
        code.specVersion <= now.specVersion &&
        `the file has spec version ${code.specVersion}, and the chain is at ${now.specVersion}: it must be higher. Raise it and build again`,
    ),
    check(
      "size of the code in bytes",
      most === undefined ? `${code.bytes.length}` : `${code.bytes.length} of ${most}`,
      most === undefined
        ? "the chain does not know how large a code the relay chain accepts: it has not made a block yet. Run this again after one"
        : code.bytes.length > most &&
            `the code has ${code.bytes.length} bytes, and the relay chain accepts ${most}: compress it, or make it smaller`,
    ),
  ];
}

/**
 * Host functions that the new code imports and the code in place does not. Validators accept such code, and nodes may
 * lack the functions.
 */
async function importCheck(chain: Outrider, state: State, { code, takesNewImports }: Order): Promise<Check> {
  const inPlace = await importsOf(moduleOf(await codeInPlace(chain, state.block.hash)));
  const added = code.imports.filter((one) => !inPlace.includes(one));
  return check(
    "imports from the host",
    added.length === 0 ? `${code.imports.length}, all of them also in the code in place` : `new: ${added.join(", ")}`,
    added.length > 0 &&
      !takesNewImports &&
      `the code imports from its host what the code in place does not: ${added.join(", ")}. The relay chain lets host functions ` +
        "pass that it does not know, and the chain stops if its own nodes lack them: upgrade all nodes first, and give --new-imports",
  );
}

/** Checks for the hash of the metadata, which hardware wallets need, if the code in place has one. */
export function metadataHashCheck(inPlace: boolean | null, has: () => boolean | null, isLeftOut: boolean): Check {
  const what = "hash of the metadata";
  if (inPlace === null) return check(what, "not known for the code in place", false, true);
  if (!inPlace) return check(what, "not in the code in place", false);
  const isIn = has();
  const problem =
    "the code in place holds the hash of its metadata, and the new one does not: wallets on hardware, such as Ledger, could sign no " +
    "more. Build it with the feature `metadata-hash`, or give --no-metadata-hash";
  const found = isIn === null ? "not known for the new code" : isIn ? "in both" : "not in the new code";
  return check(what, found, isIn === false && !isLeftOut && problem, isIn === null);
}

async function readMetadataHash(chain: Outrider, state: State, { code, leavesMetadataHashOut }: Order): Promise<Check> {
  const inPlace = await codeInPlaceHasMetadataHash(chain, state.block.hash);
  return metadataHashCheck(inPlace, () => hasMetadataHash(code.bytes), leavesMetadataHashOut);
}

function chainChecks(state: State, { code, replaces }: Order, relay: Restriction): Check[] {
  const { pending, authorized, migrating } = state;
  const isOther = authorized !== null && authorized.codeHash !== code.hash;
  const isUnderWay = pending === code.hash || state.codeHash === code.hash;
  return [
    check(
      "code that waits for the relay chain",
      pending ?? "none",
      pending !== null &&
        pending !== code.hash &&
        `another upgrade waits for the relay chain's go-ahead, to the code ${pending}: run this again when that is done`,
    ),
    check(
      "code that is authorized",
      authorized?.codeHash ?? "none",
      isOther &&
        !replaces &&
        `another code is authorized, ${authorized.codeHash}: let it be applied first, or give --replace, which lets this one take its place`,
    ),
    check(
      "migrations of the last upgrade",
      migrating ? "running" : "none running",
      migrating && !isUnderWay && "migrations of the last upgrade are running: run this again when they are done",
    ),
    check(
      "the relay chain's restriction",
      relay.isRestricted === null ? `not checked, asked ${relay.source}` : relay.isRestricted ? "restricted" : "none",
      relay.isRestricted === true && !isUnderWay && restricted(relay),
      relay.isRestricted === null,
    ),
  ];
}

function committeeChecks(state: State, { committee }: Order): Check[] {
  const needed = ayesNeeded(state.committee.length);
  const strangers = committee.filter(({ address }) => !state.committee.includes(address));
  const names = strangers.map(({ address }) => address).join(", ");
  const found = `${committee.length} keys given, ${needed} of ${state.committee.length} members must agree`;
  const { motion } = state;
  return [
    check(
      "technical committee",
      found,
      strangers.length > 0 && `not in the technical committee: ${names}; its members are ${state.committee.join(", ")}`,
    ),
    check(
      "its motion",
      motion ? `motion ${motion.index}, ${motion.ayes.length} of ${motion.threshold} ayes` : "none yet",
      motion !== null &&
        motion.threshold < needed &&
        `motion ${motion.index} of the committee asks for ${motion.threshold} ayes, and can't whitelist with fewer than ` +
          `${needed}: let the committee close it, and run this again`,
    ),
  ];
}

/** A step with its fee and deposit. */
export interface Priced {
  step: Step;
  data: Uint8Array;
  deposit: bigint;
  fee: bigint;
}

/** The amount that a step holds or reserves, found by a dry run. */
async function depositOf(chain: Outrider, { call, by }: Step): Promise<bigint> {
  const { emitted_events } = await tryCall(chain, call, by!);
  let sum = 0n;
  for (const event of emitted_events as any[]) {
    if (event.type !== "Balances" || !["Held", "Reserved"].includes(event.value.type)) continue;
    sum += event.value.value.amount;
  }
  return sum;
}

export async function price(chain: Outrider, steps: Step[]): Promise<Priced[]> {
  const priced: Priced[] = [];
  for (const step of steps) {
    const data = await step.call.getEncodedData();
    const fee: bigint = step.by ? await step.call.getEstimatedFees(step.by.address) : 0n;
    priced.push({ step, data, deposit: step.deposit ?? (await depositOf(chain, step)), fee });
  }
  return priced;
}

/** Checks that each account can pay its fees and deposits. */
async function paymentChecks(chain: Outrider, state: State, order: Order, priced: Priced[]): Promise<Check[]> {
  const needs = new Map<string, bigint>([[order.signer.address, 0n]]);
  for (const { step, deposit, fee } of priced) {
    if (step.by) needs.set(step.by.address, (needs.get(step.by.address) ?? 0n) + deposit + fee);
  }
  const least = await chain.api.constants.Balances.ExistentialDeposit();
  const checks: Check[] = [];
  for (const [address, need] of needs) {
    const { data } = await chain.api.query.System.Account.getValue(address, { at: state.block.hash });
    // Frozen tokens may be among the held ones.
    const frozen = data.frozen > data.reserved ? data.frozen - data.reserved : 0n;
    const kept = frozen > least ? frozen : least;
    const usable = data.free > kept ? data.free - kept : 0n;
    checks.push(
      check(
        `deposits and fees of ${address}`,
        `${ride(need)} of ${ride(usable)} that it can spend`,
        need > usable &&
          `${address} must pay ${ride(need)} in deposits and fees, and can spend ${ride(usable)}: give it tokens, or let another account sign`,
      ),
    );
    if (
      order.votes !== null &&
      order.voters.some((voter) => voter.address === address) &&
      order.votes > data.free + data.reserved
    ) {
      checks.push(
        check(
          `votes of ${address}`,
          ride(order.votes),
          `${address} has ${ride(data.free + data.reserved)}, less than it is to vote with: give a lower --votes`,
        ),
      );
    }
  }
  return checks;
}

/** Checks that the chain would take each step after all steps before it. */
async function stepChecks(chain: Outrider, priced: Priced[]): Promise<Check[]> {
  const steps = priced.map(({ step }) => step);
  const refused = await trial(chain, steps);
  if (refused.length === 0) return [check("the steps, tried one after the other", `${steps.length}, none is refused`, false)];
  return refused.map(({ step, why }) =>
    check(
      step.what,
      "would be refused",
      `${step.by!.address} can't ${step.what}: ${why}. Take away what stands against it, or leave the account out`,
    ),
  );
}

export async function allChecks(
  chain: Outrider,
  state: State,
  order: Order,
  relay: Restriction,
  priced: Priced[],
): Promise<Check[]> {
  return [
    ...(await codeChecks(chain, state, order.code)),
    await importCheck(chain, state, order),
    await readMetadataHash(chain, state, order),
    ...chainChecks(state, order, relay),
    ...(order.proposal.track === "whitelisted" ? committeeChecks(state, order) : []),
    ...(await paymentChecks(chain, state, order, priced)),
    ...(await stepChecks(chain, priced)),
  ];
}
