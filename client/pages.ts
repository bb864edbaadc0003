// SPDX-License-Identifier: Apache-2.0

/** Calls an RPC method of a node. */
export type Ask = (method: string, params: unknown[]) => Promise<any>;

/** Entries in a page: even with the largest values, the scheduler's agendas, an answer stays below the node's limit. */
const PAGE = 256;

/**
 * The entries of a storage map at one block, as keys and values in hexadecimal digits.
 *
 * Reads page by page and holds one page at a time, so that the size of the map does not matter.
 */
export async function* entriesOf(ask: Ask, prefix: string, at: string, page = PAGE): AsyncGenerator<[key: string, value: string]> {
  let last: string | null = null;
  for (;;) {
    const keys: string[] = await ask("state_getKeysPaged", [prefix, page, last, at]);
    if (keys.length === 0) return;
    const [found] = await ask("state_queryStorageAt", [keys, at]);
    const values = new Map<string, string | null>(found?.changes);
    for (const key of keys) {
      if (last !== null && key <= last) throw new Error(`the node answers ${key} after ${last}: it would never come to an end`);
      const value = values.get(key);
      if (typeof value !== "string") throw new Error(`the node has the key ${key} at ${at}, and not its value`);
      yield [key, value];
      last = key;
    }
    if (keys.length < page) return;
  }
}
