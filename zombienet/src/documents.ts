// SPDX-License-Identifier: Apache-2.0

// Finds the command lines of `outrider` in the documents.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./network.ts";

/** A command line of `outrider` in a document. */
export interface DocumentedCommand {
  /** The document and the line. */
  where: string;
  /** The words of the command line, without the program's name. */
  words: string[];
}

/** The paths of all documents. */
export function documents(): string[] {
  const paths = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: REPOSITORY, encoding: "utf8" });
  return paths.split("\n").filter((path) => path !== "" && existsSync(join(REPOSITORY, path)));
}

/** The shell lines of a document's code blocks. Continued lines are joined. */
const shellLines = (markdown: string): string[] =>
  [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, code]) => code!.replace(/ *\\\n */g, " ").split("\n"));

/** All command lines of `outrider` in the code blocks of the documents. */
export function documentedCommands(): DocumentedCommand[] {
  return documents().flatMap((path) =>
    shellLines(readFileSync(join(REPOSITORY, path), "utf8")).flatMap((line) => {
      const [, rest] = /(?:^|[\s'])outrider ((?:-|key|[a-z]+-[a-z]|revert)[^'|>;]*)/.exec(line.replace(/ #.*$/, "")) ?? [];
      return rest === undefined ? [] : [{ where: `${path}: ${line.trim()}`, words: rest.trim().split(/\s+/) }];
    }),
  );
}
