// SPDX-License-Identifier: Apache-2.0

// Prints the notes of a release whose files are in a folder. Called by release.sh.

import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, run } from "../client/command-line.ts";
import { readMetadata } from "../client/metadata/read.ts";
import { notes } from "../client/release/notes.ts";
import { readCode } from "../client/upgrade/code.ts";

const OPTIONS = {
  folder: { type: "string" },
  wasm: { type: "string" },
  version: { type: "string" },
  commit: { type: "string" },
  compiler: { type: "string" },
  before: { type: "string" },
  rehearsal: { type: "boolean" },
} as const;

async function main(): Promise<void> {
  const { values } = parse({ options: OPTIONS });
  const needed = (name: "folder" | "wasm" | "version" | "commit" | "compiler"): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`--${name} is missing`);
    return value;
  };
  const [folder, wasm] = [needed("folder"), needed("wasm")];
  const files = readdirSync(folder).sort().map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  const before = values.before === undefined ? {} : { before: { name: basename(values.before), metadata: await readMetadata(values.before) } };
  const release = {
    version: needed("version"),
    commit: needed("commit"),
    compiler: needed("compiler"),
    isRehearsal: values.rehearsal ?? false,
    code: await readCode(join(folder, wasm)),
    wasm,
    files,
    ...before,
  };
  process.stdout.write(await notes(release));
}

run(main);
