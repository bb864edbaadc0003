// SPDX-License-Identifier: Apache-2.0

import { expect, it } from "vitest";
import { account, addressOf } from "../../client/account.ts";
import { KNOWN_SECRETS } from "../../client/known-secrets.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

it.each(KNOWN_SECRETS.filter(([, address]) => address !== null))("%j gives the account that the node gives", (secret, address) => {
  expect(account(secret).address).toBe(address);
});

it.each(KNOWN_SECRETS.filter(([, address]) => address === null))("%j is refused and not repeated", (secret) => {
  expect(() => account(secret)).toThrow(/^bad secret; accepted are [^;]*, such as \/\/Alice$/);
});

it("an account is an address of this chain or a development account", () => {
  expect(addressOf(ALICE)).toBe(ALICE);
  expect(addressOf("//Alice")).toBe(ALICE);
  expect(() => addressOf("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5")).toThrow(`here it is ${ALICE}`);
  const slip = ALICE.replace("Grw", "Grv");
  for (const text of ["", "Alice", "//alice", "//Alice//stash", slip]) {
    expect(() => addressOf(text)).toThrow(`bad account \`${text}\`; accepted are an address of this chain (5…) and`);
  }
});
