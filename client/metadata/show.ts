// SPDX-License-Identifier: Apache-2.0

// The difference of two runtimes, as text that is also Markdown.

import type { Change, Difference } from "./diff.ts";

/** The most lines of one change: a type that is used everywhere would fill pages. */
const MOST_LINES = 6;
/** The most characters of a line: some constants are tables. */
const LONGEST_LINE = 300;

const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

const short = (line: string) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line);

function linesOf({ kind, what, lines }: Change): string[] {
  const shown = lines.slice(0, MOST_LINES).map(short);
  if (lines.length > MOST_LINES) shown.push(`and ${lines.length - MOST_LINES} more`);
  const [first, ...rest] = shown;
  if (rest.length === 0) return [`${SIGNS[kind]} ${what}  ${first}`.trimEnd()];
  return [`${SIGNS[kind]} ${what}`, ...shown.map((line) => `    ${line}`)];
}

/** Whether two runtimes have the same metadata, apart from the version. */
export const isSame = ({ changes }: Difference): boolean => Object.values(changes).every((part) => part.length === 0);

/** The changes, each part under a heading: `+` is new, `-` is removed, `~` is changed. */
export function showDifference(difference: Difference): string {
  if (isSame(difference)) return "No call, storage item, event, error, constant, runtime API or transaction extension differs.";
  const parts = Object.entries(difference.changes)
    .filter(([, changes]) => changes.length > 0)
    .map(([part, changes]) => `${part}:\n\n\`\`\`text\n${changes.flatMap(linesOf).join("\n")}\n\`\`\``);
  return parts.join("\n\n");
}
