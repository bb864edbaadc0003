// SPDX-License-Identifier: Apache-2.0

// Every link in a document leads to an existing target, on GitHub and in rustdoc. Addresses on the web are not
// requested.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";
import { documents } from "../../zombienet/src/documents.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";

/** A document without its code, in which brackets are not links. */
function prose(markdown: string): string {
  return markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, "").replace(/`[^`\n]*`/g, "code");
}

/** The anchors of a document on GitHub: its headings, and the anchors in its HTML. */
function anchorsOf(markdown: string): Set<string> {
  const withoutBlocks = markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, "");
  const anchors = new Set<string>();
  for (const [, heading] of withoutBlocks.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const text = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const slug = text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "").replaceAll(" ", "-");
    let unique = slug;
    for (let n = 1; anchors.has(unique); n++) unique = `${slug}-${n}`;
    anchors.add(unique);
  }
  for (const [, name] of withoutBlocks.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(name!);
  return anchors;
}

/** The reason why a link is broken. `undefined` if it is not. */
function fault(document: string, target: string, read: (path: string) => string): string | undefined {
  if (/^(https?|mailto):/.test(target)) return undefined;
  if (target.includes("::")) return "only rustdoc follows this";
  const [path, anchor] = target.split("#") as [string, string | undefined];
  const file = path === "" ? document : normalize(join(dirname(document), path));
  if (file.startsWith("..")) return "leads out of the repository";
  if (file !== document && !existsSync(join(REPOSITORY, file))) return `there is no ${file}`;
  if (anchor === undefined) return undefined;
  if (!file.endsWith(".md")) return `${file} has no anchors`;
  return anchorsOf(read(file)).has(anchor) ? undefined : `${file} has no heading #${anchor}`;
}

/** All broken links of a document. */
function faults(document: string, markdown: string): string[] {
  const text = prose(markdown);
  const read = (path: string) => (path === document ? markdown : readFileSync(join(REPOSITORY, path), "utf8"));
  const inline = [...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target]) => target!);
  const definitions = [...text.matchAll(/^\[[^\]]+\]: +(\S+)/gm)].map(([, target]) => target!);
  const found = [...inline, ...definitions].flatMap((target) => {
    const why = fault(document, target, read);
    return why === undefined ? [] : [`${document}: ${target}: ${why}`];
  });
  // Rustdoc takes such text for a link to an item, GitHub for text in brackets.
  const items = [...markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, "").matchAll(/\[`[^`\]]+`\](?![([:])/g)];
  return [...found, ...items.map(([item]) => `${document}: ${item}: only rustdoc follows this`)];
}

it("every link between documents leads to a file and a heading that are there", () => {
  expect(documents()).toContain("README.md");
  expect(documents().flatMap((path) => faults(path, readFileSync(join(REPOSITORY, path), "utf8")))).toEqual([]);
});

it("every kind of broken link is found", () => {
  const text = [
    "# One heading: `with` code, and more",
    "[there](#one-heading-with-code-and-more) [gone](#one-heading)",
    "[file](../README.md) [no file](nothing.md) [no heading](../README.md#nothing) [outside](../../x.md)",
    "[web](https://example.org/#x) `[code](nothing.md)` [`Config::Table`] [trait](frame_support::traits::Get)",
    "```sh",
    "[in a block](nothing.md)",
    "```",
    "[one]: gone.md",
  ].join("\n");
  expect(faults("docs/x.md", text)).toEqual([
    "docs/x.md: #one-heading: docs/x.md has no heading #one-heading",
    "docs/x.md: nothing.md: there is no docs/nothing.md",
    "docs/x.md: ../README.md#nothing: README.md has no heading #nothing",
    "docs/x.md: ../../x.md: leads out of the repository",
    "docs/x.md: frame_support::traits::Get: only rustdoc follows this",
    "docs/x.md: gone.md: there is no docs/gone.md",
    "docs/x.md: [`Config::Table`]: only rustdoc follows this",
  ]);
});
