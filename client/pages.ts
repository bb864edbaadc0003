// SPDX-License-Identifier: Apache-2.0

/** Asks a node by a method of its RPC. */
export type Ask = (method: string, params: unknown[]) => Promise<any>;

/** Entries in a page: the largest values, agendas of the scheduler, then stay below what a node sends in one answer. */
const PAGE = 256;

/**
 * The entries of a storage map at one block, as keys and values in hexadecimal digits.
 *
 * They are read page by page, and no more than a page is held: the map may be as large as it likes.
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
