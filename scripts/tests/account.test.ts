// SPDX-License-Identifier: Apache-2.0

import { DEV_MINI_SECRET, DEV_PHRASE } from "@polkadot-labs/hdkd-helpers";
import { expect, it } from "vitest";
import { account, addressOf } from "../../client/account.ts";

// As the SDK derives them.
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ALICE_STASH = "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY";

it("a secret gives the account that the SDK gives", () => {
  for (const suri of ["//Alice", `${DEV_PHRASE}//Alice`, `0x${DEV_MINI_SECRET}//Alice`]) {
    expect(account(suri).address).toBe(ALICE);
  }
  expect(account("//Alice//stash").address).toBe(ALICE_STASH);
  expect(account("//Alice///password").address).not.toBe(ALICE);
});

it("a bad secret is refused and not repeated", () => {
  const short = DEV_PHRASE.split(" ").slice(0, 11).join(" ");
  for (const suri of ["Alice", "0x1234", short, `${short}//Alice`, "//Alice/"]) {
    expect(() => account(suri)).toThrow(/^bad secret; accepted are [^;]*, such as \/\/Alice$/);
  }
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
