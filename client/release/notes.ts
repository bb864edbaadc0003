// SPDX-License-Identifier: Apache-2.0

// The notes of a release: the content of its runtime, the hashes for a referendum, and the changes.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import { type Difference, difference } from "../metadata/diff.ts";
import { metadataOfCode } from "../metadata/read.ts";
import { showDifference } from "../metadata/show.ts";
import { type Proposal, type TrackName, proposalOf } from "../upgrade/calls.ts";
import { type Code, moduleOf } from "../upgrade/code.ts";
import { hasMetadataHash } from "../upgrade/metadata-hash.ts";
import { offline } from "./offline.ts";

/** A runtime's version. */
export interface Version {
  spec_name: string;
  spec_version: number;
  transaction_version: number;
  system_version: number;
}

/** A file of a release. */
export interface File {
  name: string;
  bytes: number;
}

export interface Release {
  version: string;
  commit: string;
  compiler: string;
  /** Is the release a rehearsal? */
  isRehearsal: boolean;
  code: Code;
  wasm: string;
  files: File[];
  /** The runtime of the release before. */
  before?: { name: string; metadata: UnifiedMetadata };
}

export function versionOf(metadata: UnifiedMetadata): Version {
  const constant = metadata.pallets.find(({ name }) => name === "System")?.constants.find(({ name }) => name === "Version");
  if (constant === undefined) throw new Error("the runtime has no constant System.Version");
  return getDynamicBuilder(getLookupFn(metadata)).buildConstant("System", "Version").dec(constant.value);
}

const grouped = (count: number) => count.toLocaleString("en-US");
const table = (rows: [string, string | number][]) => ["| | |", "|---|---|", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");

function heading({ version, commit, compiler, isRehearsal }: Release): string {
  const warning = "**A rehearsal, not for release.** The binary is compiled for tests, and its runtime lacks the hash of its metadata.\n\n";
  return `# Outrider ${version}\n\n${isRehearsal ? warning : ""}Commit ${commit}, compiled by ${compiler}.`;
}

function runtime({ code, wasm, isRehearsal }: Release, version: Version): string {
  const unpacked = moduleOf(code.bytes).length;
  const holdsHash = hasMetadataHash(code.bytes) === true;
  if (!holdsHash && !isRehearsal) throw new Error(`\`${wasm}\` lacks the hash of its metadata: hardware wallets could sign nothing`);
  return `## Runtime\n\n${table([
    ["file", `\`${wasm}\``],
    ["spec name", version.spec_name],
    ["spec version", version.spec_version],
    ["transaction version", version.transaction_version],
    ["system version", version.system_version],
    ["size", `${grouped(code.bytes.length)} bytes`],
    ["unpacked", `${grouped(unpacked)} bytes, ${(unpacked / code.bytes.length).toFixed(2)} times as many`],
    ["blake2-256", `\`${code.hash}\``],
    ["hash of its metadata", holdsHash ? "yes" : "no"],
  ])}`;
}

async function upgrade({ code, wasm }: Release, metadata: UnifiedMetadata): Promise<string> {
  const proposal = (track: TrackName): Promise<Proposal> => proposalOf(offline(metadata), track, code.hash);
  const [whitelisted, root] = [await proposal("whitelisted"), await proposal("root")];
  const row = (what: string, hash: string) => `| ${what} | \`${hash}\` |`;
  return `## Upgrade

Upgrade nodes first. \`scripts/upgrade ${wasm} --dry-run\` shows the same hashes beside what a chain would ask for.

| what | blake2-256 |
|---|---|
${row("code, as `system.authorize_upgrade` names it", code.hash)}
${row("`system.authorize_upgrade`: the proposal on the track `root`", root.hash)}
${row(`the proposal on the track \`whitelisted\`: its dispatch, ${whitelisted.bytes.length} bytes`, whitelisted.hash)}
${row("`whitelist.whitelist_call`: the committee's motion", whitelisted.whitelistHash)}`;
}

function since({ before }: Release, found: Difference | undefined, versions: { now: Version; before?: Version }): string {
  if (before === undefined || found === undefined || versions.before === undefined) {
    return "## Changes of the runtime\n\nThere is no earlier release to compare this one with.";
  }
  const { now, before: then } = versions;
  const isSigned = found.breaksTransactions.length === 0 || now.transaction_version > then.transaction_version;
  if (!isSigned) {
    throw new Error(
      `transactions mean something else than before (${found.breaksTransactions.slice(0, 5).join(", ")}), and the transaction version is still ` +
        `${now.transaction_version}: raise it in runtime/src/lib.rs`,
    );
  }
  const wallets = found.breaksTransactions.length === 0 ? "Transactions that were signed for it stay valid." : "Transactions that were signed for it are refused.";
  return `## Changes of the runtime

Since \`${before.name}\`, with spec version ${then.spec_version} and transaction version ${then.transaction_version}. ${wallets}
\`+\` is new, \`-\` is gone, \`~\` is changed.

${showDifference(found)}`;
}

const files = ({ files }: Release) =>
  `## Files\n\n| file | bytes |\n|---|---|\n${files.map(({ name, bytes }) => `| \`${name}\` | ${grouped(bytes)} |`).join("\n")}`;

function check({ commit, wasm }: Release): string {
  return `## Check it

\`\`\`sh
sha256sum --check SHA256SUMS
git checkout ${commit} && scripts/release.sh wasm again.wasm && cmp again.wasm ${wasm}
\`\`\``;
}

/** The notes, in Markdown. Fails if the release must not be made. */
export async function notes(release: Release): Promise<string> {
  const metadata = metadataOfCode(release.code.bytes);
  const now = versionOf(metadata);
  const { before } = release;
  const found = before && difference(before.metadata, metadata);
  const versions = before ? { now, before: versionOf(before.metadata) } : { now };
  const parts = [heading(release), runtime(release, now), await upgrade(release, metadata), since(release, found, versions), files(release)];
  if (!release.isRehearsal) parts.push(check(release));
  return `${parts.join("\n\n")}\n`;
}
