// SPDX-License-Identifier: Apache-2.0

// Checks that waiting work moves, and that no brake is on.

import { type Check, check, some, unknown } from "./check.ts";
import { relayBlocks } from "../upgrade/progress.ts";
import type { Facts, State } from "./facts.ts";

/** Relay blocks by which due work may be late. */
export const LATE = 20;
/** The most blocks that migrations may take. An hour: nobody can send a transaction during a migration. */
const LONGEST_MIGRATION = 600;

export const relayNumber = async (state: State): Promise<number> =>
  (await state.value("ParachainSystem", "LastRelayChainBlockNumber")) ?? 0;

const named = (origin: { type: string; value?: unknown }) =>
  origin.value === undefined ? origin.type : `${origin.type} ${origin.value}`;

/** The place of a queue's next message, if there is one. */
async function head(state: State, origin: unknown): Promise<string | undefined> {
  const book = await state.value("MessageQueue", "BookStateFor", origin);
  if (!book || book.begin >= book.end) return undefined;
  const page = await state.value("MessageQueue", "Pages", origin, book.begin);
  return `${book.begin}:${page?.first_index}`;
}

async function messages({ state, before }: Facts): Promise<Check[]> {
  const [stuck, overweight]: [string[], string[]] = [[], []];
  let waiting = 0n;
  for await (const { keys: [origin], value: book } of state.entries("MessageQueue", "BookStateFor")) {
    waiting += book.message_count;
    const aside = book.count - Math.max(0, book.end - book.begin);
    if (aside > 0) overweight.push(`${named(origin)} (${aside} pages)`);
    const at = await head(state, origin);
    if (before && at !== undefined && at === (await head(before, origin))) stuck.push(named(origin));
  }
  const what = "messages from other chains";
  const blocks = before && state.block.number - before.block.number;
  return [
    before
      ? check(what, stuck.length === 0 ? `${waiting} wait` : `${waiting} wait, none was taken in ${blocks} blocks from ${some(stuck)}`, stuck.length > 0)
      : unknown(what, `${waiting} wait; the chain has too few blocks to say whether they move`),
    check("messages too heavy for a block", overweight.length === 0 ? "none" : `messageQueue.executeOverweight must take those from ${some(overweight)}`, overweight.length > 0),
  ];
}

async function channels({ state, before }: Facts): Promise<Check[]> {
  const wrong: string[] = [];
  const now = (await state.value("XcmpQueue", "OutboundXcmpStatus")) ?? [];
  const then = before ? ((await before.value("XcmpQueue", "OutboundXcmpStatus")) ?? []) : [];
  let pages = 0;
  for (const { recipient, state: of, first_index, last_index } of now) {
    const waiting = last_index - first_index;
    pages += waiting;
    const earlier = then.find((channel) => channel.recipient === recipient);
    if (of.type === "Suspended") wrong.push(`${recipient} has asked for a pause`);
    else if (waiting > 0 && earlier && earlier.last_index > earlier.first_index && earlier.first_index === first_index) {
      wrong.push(`${recipient} takes none`);
    }
  }
  const told = (await state.value("XcmpQueue", "InboundXcmpSuspended")) ?? [];
  return [
    check("pages for other chains", wrong.length === 0 ? `${pages} wait` : `${pages} wait: ${some(wrong)}`, wrong.length > 0),
    check("chains that were asked to pause", told.length === 0 ? "none" : `their messages came too fast: ${some(told.map(String))}`, told.length > 0),
  ];
}

async function agenda({ state }: Facts): Promise<Check[]> {
  const relay = await relayNumber(state);
  const since = (await state.value("Scheduler", "IncompleteSince")) ?? relay;
  let tasks = 0;
  const lost: string[] = [];
  for await (const { keys: [when], value } of state.entries("Scheduler", "Agenda")) {
    const left = value.filter((task: unknown) => task !== undefined).length;
    tasks += left;
    if (left > 0 && when < since) lost.push(String(when));
  }
  const late = Math.max(0, relay - since);
  return [
    check("scheduler", `${tasks} tasks wait; it is ${late === 0 ? "not late" : `late by ${relayBlocks(late)}`}`, late > LATE),
    check("scheduled tasks of the past", lost.length === 0 ? "none" : `never to be tried again, of the relay blocks ${some(lost)}: their preimages were missing; scheduler.cancel removes them`, lost.length > 0),
  ];
}

async function migrations({ state }: Facts): Promise<Check[]> {
  const what = "migrations";
  const cursor = await state.value("MultiBlockMigrations", "Cursor");
  if (cursor === undefined) return [check(what, "none running", false)];
  if (cursor.type === "Stuck") return [check(what, "stuck: the chain takes no transactions until the relay chain's governance forces an upgrade", true)];
  const { index, started_at } = cursor.value;
  const blocks = state.block.number - started_at;
  return [check(what, `number ${index} runs since ${blocks} blocks; nobody can send a transaction`, blocks > LONGEST_MIGRATION)];
}

async function brakes({ state }: Facts): Promise<Check[]> {
  const until = await state.value("SafeMode", "EnteredUntil");
  const paused: string[] = [];
  for await (const { keys: [call] } of state.entries("TxPause", "PausedCalls")) paused.push(call.join("."));
  const suspended = (await state.value("PolkadotXcm", "XcmExecutionSuspended")) ?? false;
  const held = (await state.value("XcmpQueue", "QueueSuspended")) ?? false;
  return [
    check("safe mode", until === undefined ? "off" : `on until block ${until}`, until !== undefined),
    check("paused calls", paused.length === 0 ? "none" : some(paused), paused.length > 0),
    check("execution of XCM", suspended ? "suspended" : "on", suspended),
    check("messages of siblings", held ? "suspended" : "on", held),
  ];
}

export const queues: ((facts: Facts) => Promise<Check[]>)[] = [messages, channels, agenda, migrations, brakes];
