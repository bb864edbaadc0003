// SPDX-License-Identifier: Apache-2.0

// Reads the whole state after one block, from a node's RPC.

/** Calls an RPC method of a node. */
export type Ask = <T>(method: string, ...params: unknown[]) => Promise<T>;
/** Values by key, both in hexadecimal digits. */
export type Pairs = Map<string, string>;

export interface Storage {
  top: Pairs;
  /** Child tries, by the key of their root without the common prefix. */
  children: Map<string, Pairs>;
}

/** Keys in one answer: the node's maximum. */
const PAGE = 1_000;
/** Keys in one request for values. */
const BATCH = 250;
/** The most requests at one time. */
const PARALLEL = 8;
/** The prefix of the keys of default child tries: `:child_storage:default:`. */
const CHILD_PREFIX = `0x${Buffer.from(":child_storage:default:").toString("hex")}`;
/** The node's error for an answer that is larger than it may send. */
const ANSWER_TOO_LARGE = -32008;

/** A trie's requests: a page of keys after a given key, and the values of keys. */
interface Trie {
  keys(after: string | null): Promise<string[]>;
  values(keys: string[]): Promise<(string | null)[]>;
}

function topTrie(ask: Ask, at: string): Trie {
  return {
    keys: (after) => ask("state_getKeysPaged", "0x", PAGE, after, at),
    async values(keys) {
      const [found] = await ask<{ changes: [string, string | null][] }[]>("state_queryStorageAt", keys, at);
      const values = new Map(found?.changes);
      return keys.map((key) => values.get(key) ?? null);
    },
  };
}

function childTrie(ask: Ask, root: string, at: string): Trie {
  return {
    keys: (after) => ask("childstate_getKeysPaged", root, "0x", PAGE, after, at),
    values: (keys) => ask("childstate_getStorageEntries", root, keys, at),
  };
}

/** The values of keys. A request whose answer is too large is split. */
async function valuesOf(trie: Trie, keys: string[]): Promise<(string | null)[]> {
  try {
    return await trie.values(keys);
  } catch (error) {
    if ((error as { code?: number }).code !== ANSWER_TOO_LARGE || keys.length === 1) throw error;
    const half = Math.ceil(keys.length / 2);
    return [...(await valuesOf(trie, keys.slice(0, half))), ...(await valuesOf(trie, keys.slice(half)))];
  }
}

/** Reads a trie. Requests for values and for the next keys run at the same time. */
async function readTrie(trie: Trie, tell: (pairs: number) => void): Promise<Pairs> {
  const pairs: Pairs = new Map();
  const waiting = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const read = async (keys: string[]) => {
    const values = await valuesOf(trie, keys);
    keys.forEach((key, index) => {
      const value = values[index];
      // Keys and values are of the same block, so a missing value is an error of the node.
      if (typeof value !== "string") throw new Error(`the node lists the key ${key} and has no value of it`);
      pairs.set(key, value);
    });
    tell(pairs.size);
  };
  let after: string | null = null;
  do {
    const page: string[] = await trie.keys(after);
    for (let start = 0; start < page.length; start += BATCH) {
      while (waiting.size >= PARALLEL) await Promise.race(waiting);
      if (failures.length > 0) throw failures[0];
      const one: Promise<void> = read(page.slice(start, start + BATCH))
        .catch((error) => void failures.push(error))
        .finally(() => waiting.delete(one));
      waiting.add(one);
    }
    after = page.at(-1) ?? null;
  } while (after !== null);
  await Promise.all(waiting);
  if (failures.length > 0) throw failures[0];
  return pairs;
}

/** Reads the state after a block. `tell` gets the number of values so far. */
export async function readStorage(ask: Ask, at: string, tell: (pairs: number) => void): Promise<Storage> {
  const top = await readTrie(topTrie(ask, at), tell);
  const children = new Map<string, Pairs>();
  for (const key of [...top.keys()].filter((key) => key.startsWith(CHILD_PREFIX))) {
    // The node computes the root from the content of the child trie.
    top.delete(key);
    children.set(`0x${key.slice(CHILD_PREFIX.length)}`, await readTrie(childTrie(ask, key, at), tell));
  }
  return { top, children };
}
