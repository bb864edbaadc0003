// SPDX-License-Identifier: Apache-2.0

// The state of settlement comes back from the batches in block bodies, whatever else stands there.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Posted } from "../../client/settlement/bodies.ts";
import { hex, unhex } from "../../client/settlement/bytes.ts";
import { stateAt } from "../../client/settlement/rebuild.ts";
import type { Kind } from "../../client/settlement/records.ts";

interface Chunk {
  kind: Kind;
  fee_to: number;
  bytes: string;
  pre: string;
  post: string;
}

const file = new URL("../../pallets/settlement/core/vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as {
  domain: { genesis: string; instance: number };
  empty_root: string;
  chunks: Chunk[];
};
const domain = { genesis: unhex(`0x${vectors.domain.genesis}`), instance: vectors.domain.instance };

/** Each chunk of the vectors as a batch. */
const honest: Posted[] = vectors.chunks.map(({ kind, fee_to, bytes, pre, post }) => ({
  parent: `0x${pre}`,
  feeTo: fee_to,
  chunks: [{ kind, bytes: unhex(`0x${bytes}`), postRoot: `0x${post}` }],
}));
const last = `0x${vectors.chunks.at(-1)!.post}`;
const nowhere = `0x${"ab".repeat(32)}`;

it("the batches are found in any order, beside others that lead elsewhere", () => {
  const [first] = honest;
  const repeated = honest[vectors.chunks.findIndex(({ kind }) => kind === "withdraw")];
  const elsewhere: Posted[] = [
    // Reverted: on a true parent, with a false root.
    { ...first!, chunks: [{ ...first!.chunks[0]!, postRoot: nowhere }] },
    // Never accepted: from nowhere to a true root, and in a circle.
    { ...first!, parent: nowhere },
    { ...first!, chunks: [{ ...first!.chunks[0]!, postRoot: first!.parent }] },
    { parent: last, feeTo: 0, chunks: [{ ...first!.chunks[0]!, postRoot: honest[3]!.parent }] },
  ];
  // Accepted, and without any effect: it leads from a state to the same one.
  const idle = { ...repeated!, parent: repeated!.chunks[0]!.postRoot };
  const state = stateAt([...elsewhere, ...[...honest].reverse(), ...honest, idle], domain, last);
  expect(hex(state.root())).toBe(last);
  expect(state.head.inbox).toBeGreaterThan(0n);
});

it("a batch of several chunks is one step", () => {
  const [first, second] = honest;
  const both: Posted = { ...first!, chunks: [...first!.chunks, ...second!.chunks] };
  expect(hex(stateAt([both], domain, second!.chunks[0]!.postRoot).root())).toBe(second!.chunks[0]!.postRoot);
});

it("a batch that lies about a root in between, and ends with the right one, is a step as well", () => {
  const [first, second] = honest;
  const both: Posted = { ...first!, chunks: [{ ...first!.chunks[0]!, postRoot: nowhere }, ...second!.chunks] };
  expect(hex(stateAt([both], domain, second!.chunks[0]!.postRoot).root())).toBe(second!.chunks[0]!.postRoot);
});

it("the empty state needs no batch", () => {
  expect(hex(stateAt([], domain, `0x${vectors.empty_root}`).root())).toBe(`0x${vectors.empty_root}`);
});

it("without a body, or with a false batch only, there is no state", () => {
  const error = `no way leads from the empty state to the root ${last}`;
  expect(() => stateAt(honest.slice(0, 3).concat(honest.slice(4)), domain, last)).toThrow(error);
  expect(() => stateAt([{ ...honest[0]!, chunks: [{ ...honest[0]!.chunks[0]!, postRoot: last }] }], domain, last)).toThrow(error);
});
