// SPDX-License-Identifier: Apache-2.0

// Upgrades a live chain by referendum, from the Wasm file to the first block on the new code. Started by
// `scripts/upgrade`.

import { parseRide } from "../client/amount.ts";
import { type Outrider, reachOutrider } from "../client/chain.ts";
import { type Answer, parse, printAnswer, run } from "../client/command-line.ts";
import { SIGNER_OPTIONS, accounts, signer, signerHelp } from "../client/secrets.ts";
import { TRACKS, type TrackName, proposalOf } from "../client/upgrade/calls.ts";
import { allChecks, price } from "../client/upgrade/checks.ts";
import { type Code, readCode } from "../client/upgrade/code.ts";
import { progressOn } from "../client/upgrade/console.ts";
import { type Network, type Record, addTo, entryOf, networkOf, readRecord, stepsOf, wayCheck } from "../client/upgrade/record.ts";
import { restriction } from "../client/upgrade/restriction.ts";
import { firstFinal, readBest, upgrade } from "../client/upgrade/run.ts";
import { status } from "../client/upgrade/status.ts";
import type { Block } from "../client/upgrade/state.ts";
import { type Order, stepsLeft } from "../client/upgrade/steps.ts";
import * as tables from "../client/upgrade/tables.ts";

const USAGE = `Upgrades a live chain by referendum, from the Wasm file to the first block on the new code.

usage: scripts/upgrade WASM [OPTIONS]
       scripts/upgrade status [--url URL] [--relay-url URL] [--json]
       scripts/upgrade checklist WASM --record FILE [--json]

  WASM       the runtime, compressed or not. First come checks: nothing is paid if one fails. Then follow preimage, motion of
             the committee, referendum, deposit, votes, authorization, and the relay chain's go-ahead. Steps that the
             chain has already taken are not repeated: after an interruption the same command continues.
  status     the state of a chain's upgrades: versions, authorized and waiting code, referenda, the relay chain's
             restriction, migrations
  checklist  the networks that have a code already, by the record; connects to no node

  --track NAME           whitelisted (default), on which the technical committee must agree, or root
${signerHelp(23, "the payer of deposits and fees")}
  --committee-file FILE  members of the technical committee, a secret on each line; without it the tool waits for their motion
  --voters-file FILE     accounts that vote aye, a secret on each line
  --committee SECRETS    the secrets themselves, separated by commas: all processes can read them, so only for development
  --voters SECRETS       accounts. The variables OUTRIDER_COMMITTEE and OUTRIDER_VOTERS take the same
  --votes AMOUNT         the tokens of each vote, in RIDE, such as 12.5 (default: nine tenths of the voter's tokens)
  --conviction N         0 to 6: how long the votes' tokens are locked, and how much they count (default: 1)
  --replace              go on although another code is authorized, and take its place
  --new-imports          go on although the code imports host functions that the code in place does not: all nodes have them
  --no-metadata-hash     go on although the code lacks the hash of its metadata: no hardware wallet can sign for it
  --record FILE          add a line when the upgrade is final: the code, the chain, the block, its time. For the canary network
                         the record must have this code on a local one, for the main network also on the canary network
  --unrehearsed          go on although the record lacks earlier networks
  --url URL              the node (default: ws://127.0.0.1:9944)
  --relay-url URL        a node of the relay chain, which knows the end of a cooldown
  --dry-run              run the checks, show the transactions and their cost, and submit nothing
  --json                 print one JSON object: amounts are strings of plank. Progress goes to standard error.`;

const OPTIONS = {
  track: { type: "string" },
  ...SIGNER_OPTIONS,
  committee: { type: "string" },
  "committee-file": { type: "string" },
  voters: { type: "string" },
  "voters-file": { type: "string" },
  votes: { type: "string" },
  conviction: { type: "string" },
  replace: { type: "boolean" },
  "new-imports": { type: "boolean" },
  "no-metadata-hash": { type: "boolean" },
  record: { type: "string" },
  unrehearsed: { type: "boolean" },
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  "relay-url": { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Options that `status` does not take. */
const UPGRADE_ONLY = [
  "track",
  "suri",
  "suri-file",
  "committee",
  "committee-file",
  "voters",
  "voters-file",
  "votes",
  "conviction",
  "replace",
  "new-imports",
  "no-metadata-hash",
  "record",
  "unrehearsed",
  "dry-run",
] as const;
/** Options of `checklist`. */
const CHECKLIST_OPTIONS = ["record", "json"];

/** The longest call that is printed, in bytes. The call with the runtime is longer. */
const MOST_SHOWN = 1_000;

/** A command with its arguments, ready to run on a node. */
type Task = (chain: Outrider) => Promise<Answer>;

type Options = ReturnType<typeof parse<{ options: typeof OPTIONS }>>["values"];

function trackName(text: string): TrackName {
  if (Object.hasOwn(TRACKS, text)) return text as TrackName;
  throw new Error(`unknown track \`${text}\`; known: ${Object.keys(TRACKS).join(", ")}`);
}

function conviction(text: string): number {
  if (/^[0-6]$/.test(text)) return Number(text);
  throw new Error(`bad conviction \`${text}\`; a conviction is a whole number from 0 to 6`);
}

/** The accounts of a role, from its option, its file or its environment variable. */
const accountsOf = (option: "committee" | "voters", options: Options, variable: string) =>
  accounts({ option, value: options[option], file: options[`${option}-file`], variable });

/** The request on the command line, without the parts that only a node can answer. */
async function wanted(options: Options): Promise<Omit<Order, "code" | "proposal"> & { track: TrackName }> {
  const track = trackName(options.track ?? "whitelisted");
  if (track === "root" && (options.committee ?? options["committee-file"]) !== undefined) {
    throw new Error("--committee goes with --track whitelisted: the root track needs no whitelisting");
  }
  const rest = {
    track,
    committee: track === "root" ? [] : accountsOf("committee", options, "OUTRIDER_COMMITTEE"),
    voters: accountsOf("voters", options, "OUTRIDER_VOTERS"),
    votes: options.votes === undefined ? null : parseRide(options.votes),
    conviction: conviction(options.conviction ?? "1"),
    replaces: options.replace ?? false,
    takesNewImports: options["new-imports"] ?? false,
    leavesMetadataHashOut: options["no-metadata-hash"] ?? false,
  };
  return { ...rest, signer: await signer(options) };
}

/** The code is in place already: only the record may need an entry. */
async function inPlace(chain: Outrider, code: Code, network: Network, record: Record | null, block: Block): Promise<Answer> {
  const isRecorded = record?.entries.some(({ codeHash, genesis }) => codeHash === code.hash && genesis === network.genesis);
  if (record && !isRecorded) {
    const first = await firstFinal(chain, code);
    if (!first) throw new Error("the code is in place, and none of its blocks is final yet: run this again after one, so that it is recorded");
    await addTo(record.path, await entryOf(chain, network, code, null, first));
  }
  const { specName, specVersion, hash } = code;
  return {
    json: { upgraded: false, specName, specVersion, codeHash: hash, at: block },
    print: () =>
      console.log(
        `nothing to do: ${specName} ${specVersion} (${hash}) makes the blocks already, at block ${block.number}`,
      ),
  };
}

async function upgrading(path: string, options: Options): Promise<Task> {
  const { track, ...rest } = await wanted(options);
  const code = await readCode(path);
  const relayUrl = options["relay-url"];
  const record = options.record === undefined ? null : { path: options.record, entries: await readRecord(options.record) };
  return async (chain) => {
    const network = await networkOf(chain);
    const order: Order = { ...rest, code, proposal: await proposalOf(chain, track, code.hash) };
    const state = await readBest(chain, order);
    if (state.codeHash === code.hash && state.lastUpgrade.specVersion === code.specVersion)
      return inPlace(chain, code, network, record, state.block);
    const next = await chain.api.query.Referenda.ReferendumCount.getValue({ at: state.block.hash });
    const priced = await price(chain, await stepsLeft(chain, state, order, next));
    const relay = await restriction(chain, state.block.hash, relayUrl);
    const checks = [
      wayCheck(network, code.hash, record, options.unrehearsed ?? false),
      ...(await allChecks(chain, state, order, relay, priced)),
    ];
    console.error(tables.checks(checks));
    const problems = checks.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join("\nerror: "));
    const common = { specName: code.specName, specVersion: code.specVersion, codeHash: code.hash, track, checks };
    if (options["dry-run"]) {
      const { authorizeHash, hash, whitelistHash } = order.proposal;
      const calls = priced.map(({ step, data, deposit, fee }) => ({
        what: step.what,
        by: step.by?.address ?? null,
        data: data.length > MOST_SHOWN ? null : `0x${Buffer.from(data).toString("hex")}`,
        bytes: data.length,
        deposit,
        fee,
      }));
      const motionHash = track === "root" ? null : whitelistHash;
      return {
        json: { dryRun: true, ...common, authorizeHash, proposalHash: hash, motionHash, calls },
        print: () => tables.plan(order, priced),
      };
    }
    // If the record can't be written, the tool fails now, not after weeks of voting.
    if (record) await addTo(record.path);
    const done = await upgrade(chain, order, relayUrl, progressOn(process.stderr));
    if (record) await addTo(record.path, await entryOf(chain, network, code, done.from, done.firstBlock));
    return { json: { upgraded: true, ...common, ...done }, print: () => tables.outcome(order, done) };
  };
}

function showing(options: Options): Task {
  for (const option of UPGRADE_ONLY)
    if (options[option] !== undefined) throw new Error(`\`status\` takes no --${option}`);
  return async (chain) => {
    const found = await status(chain, options["relay-url"]);
    return { json: found, print: () => tables.status(found) };
  };
}

/** The networks that a code has been on, by the record. */
async function checklist(given: string[], options: Options): Promise<Answer> {
  for (const option of Object.keys(options) as (keyof Options)[]) {
    const isGiven = options[option] !== undefined && options[option] !== false && option !== "url";
    if (isGiven && !CHECKLIST_OPTIONS.includes(option)) throw new Error(`\`checklist\` takes no --${option}`);
  }
  const [path, ...more] = given;
  if (path === undefined || more.length > 0) throw new Error(`\`checklist\` takes a Wasm file, and ${given.length} arguments were given`);
  if (options.record === undefined) throw new Error("no record; give --record FILE");
  const [code, entries] = [await readCode(path), await readRecord(options.record)];
  const steps = stepsOf(entries, code.hash);
  const { specName, specVersion, hash: codeHash } = code;
  return { json: { specName, specVersion, codeHash, steps }, print: () => tables.checklist(code, steps) };
}

/** Reads the command line and the runtime's file. */
async function read(positionals: string[], options: Options): Promise<Task> {
  const [what] = positionals;
  const relayUrl = options["relay-url"];
  if (relayUrl !== undefined && !/^wss?:\/\//.test(relayUrl)) {
    throw new Error(`bad address \`${relayUrl}\`; the address of a relay chain node begins with ws:// or wss://`);
  }
  const accepted = "accepted are a Wasm file, `status`, or `checklist`; `scripts/upgrade --help` says more";
  if (what === undefined) throw new Error(`nothing to do; ${accepted}`);
  // The message does not repeat the arguments: they may be a phrase without quotes.
  if (positionals.length > 1)
    throw new Error(`${positionals.length} arguments were given; ${accepted}; a phrase goes into quotes`);
  return what === "status" ? showing(options) : upgrading(what, options);
}

async function main(): Promise<void> {
  const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [what, ...given] = positionals;
  if (what === "checklist") return printAnswer(await checklist(given, values), values.json);
  const task = await read(positionals, values);
  const chain = await reachOutrider(values.url);
  try {
    printAnswer(await task(chain), values.json);
  } finally {
    chain.client.destroy();
  }
}

run(main);
