// SPDX-License-Identifier: Apache-2.0

/** What a check has found. */
export interface Check {
  what: string;
  /** Not known: what it takes is not on this chain, or the node does not have it any more. */
  status: "ok" | "FAIL" | "not known";
  found: string;
}

export const check = (what: string, found: string, isBad: boolean): Check => ({ what, status: isBad ? "FAIL" : "ok", found });

export const unknown = (what: string, why: string): Check => ({ what, status: "not known", found: why });

/** Names of what is wrong: the first few, and how many there are beyond. */
export function some(names: string[], most = 3): string {
  const beyond = names.length - most;
  return beyond > 0 ? `${names.slice(0, most).join(", ")} and ${beyond} more` : names.join(", ");
}

/** The checks print one line each. */
export const line = ({ what, status, found }: Check): string => `${status.padEnd(9)}  ${what}: ${found}`;
