// SPDX-License-Identifier: Apache-2.0

/** The result of a check. */
export interface Check {
  what: string;
  /** Not known: the data is not on this chain, or the node no longer has it. */
  status: "ok" | "FAIL" | "not known";
  found: string;
}

export const check = (what: string, found: string, isBad: boolean): Check => ({ what, status: isBad ? "FAIL" : "ok", found });

export const unknown = (what: string, why: string): Check => ({ what, status: "not known", found: why });

/** The names of the failures: the first few, and the number of the others. */
export function some(names: string[], most = 3): string {
  const beyond = names.length - most;
  return beyond > 0 ? `${names.slice(0, most).join(", ")} and ${beyond} more` : names.join(", ");
}

/** A check's line of output. */
export const line = ({ what, status, found }: Check): string => `${status.padEnd(9)}  ${what}: ${found}`;
