// SPDX-License-Identifier: Apache-2.0

// What records do to a state, step by step as in pallets/settlement/core/README.md.

import { sr25519 } from "@polkadot-labs/hdkd-helpers";
import { ACCOUNTS, type Cancel, type Domain, type Entry, type Kind, type Records, type SignedKind } from "./records.ts";
import { type Terms, type Transfer, type Withdraw, cut, decodeFields, message, split } from "./records.ts";
import { type Account, type Head, type State, newAccount } from "./state.ts";

/** What became of a record, in the order of the numbers. */
export const CODES = [
  "Done",
  "NoAccount",
  "Expired",
  "NoKey",
  "NonceUsed",
  "NonceAhead",
  "ZeroAmount",
  "SelfTransfer",
  "NoRecipient",
  "NoFeeAccount",
  "Insufficient",
  "Overflow",
  "FloorAhead",
  "BadSignature",
  "NoEntry",
  "OtherOwner",
  "BadClock",
] as const;
export type Code = (typeof CODES)[number];

/** Why a record has no effect. */
class NoEffect extends Error {
  constructor(readonly code: Code) {
    super(code);
  }
}

function demand(holds: boolean, code: Code): asserts holds {
  if (!holds) throw new NoEffect(code);
}

/** Nonces from the base on that a record may use. */
export const NONCE_WINDOW = 64;
/** The nonce that no record may use. */
export const LAST_NONCE = 2 ** 32 - 1;
const MOST = 2n ** 128n - 1n;
const MOST_INBOX = 2n ** 64n - 1n;

/** What one record changes. Nothing reaches the state before the record has passed all checks. */
class Change {
  readonly head: Head;
  private readonly accounts = new Map<number, Account>();

  constructor(
    private readonly state: State,
    private readonly feeTo: number,
  ) {
    this.head = { ...state.head };
  }

  find(index: number, code: Code): Account {
    const known = this.accounts.get(index) ?? this.state.account(index);
    demand(known !== undefined, code);
    return this.put(index, { ...known });
  }

  put(index: number, account: Account): Account {
    this.accounts.set(index, account);
    return account;
  }

  payFee(fee: bigint): void {
    if (fee === 0n) return;
    const taker = this.find(this.feeTo, "NoFeeAccount");
    taker.free = sum(taker.free, fee);
  }

  /** Moves the account's money out, and the head's. */
  exit(account: Account, amount: bigint): void {
    account.exited = sum(account.exited, amount);
    demand(this.head.free >= amount, "Overflow");
    this.head.free -= amount;
    this.head.exited = sum(this.head.exited, amount);
  }

  commit(): void {
    this.state.head = this.head;
    for (const [index, account] of this.accounts) this.state.setAccount(index, account);
  }
}

function sum(a: bigint, b: bigint): bigint {
  demand(a + b <= MOST, "Overflow");
  return a + b;
}

function moveWindow(account: Account): void {
  while (account.nonceBits & 1n) {
    account.nonceBits >>= 1n;
    account.nonceBase += 1;
  }
}

function useNonce(account: Account, nonce: number): void {
  demand(nonce >= account.nonceBase, "NonceUsed");
  const ahead = nonce - account.nonceBase;
  demand(ahead < NONCE_WINDOW && nonce !== LAST_NONCE, "NonceAhead");
  const bit = 1n << BigInt(ahead);
  demand((account.nonceBits & bit) === 0n, "NonceUsed");
  account.nonceBits |= bit;
  moveWindow(account);
}

/** The checks that all signed records begin with. Answers with the key that has to have signed. */
function begin(change: Change, account: Account, { expiry, nonce }: Terms, key: number): Uint8Array {
  demand(change.head.clock <= expiry, "Expired");
  const signer = [account.owner, account.trader][key];
  demand(signer !== undefined && !signer.every((byte) => byte === 0), "NoKey");
  useNonce(account, nonce);
  return signer;
}

function spend(account: Account, amount: bigint): void {
  demand(amount <= account.free, "Insufficient");
  account.free -= amount;
}

function transfer(change: Change, record: Transfer): Uint8Array {
  const from = change.find(record.from, "NoAccount");
  const signer = begin(change, from, record, record.key);
  demand(record.amount > 0n, "ZeroAmount");
  demand(record.from !== record.to, "SelfTransfer");
  const to = change.find(record.to, "NoRecipient");
  spend(from, record.amount + record.fee);
  to.free = sum(to.free, record.amount);
  change.payFee(record.fee);
  return signer;
}

function withdraw(change: Change, record: Withdraw): Uint8Array {
  const account = change.find(record.account, "NoAccount");
  const signer = begin(change, account, record, 0);
  demand(record.amount > 0n, "ZeroAmount");
  spend(account, record.amount + record.fee);
  change.exit(account, record.amount);
  change.payFee(record.fee);
  return signer;
}

function cancel(change: Change, record: Cancel): Uint8Array {
  const account = change.find(record.account, "NoAccount");
  const signer = begin(change, account, record, record.key);
  const ahead = record.floor - account.nonceBase;
  demand(ahead <= NONCE_WINDOW, "FloorAhead");
  if (ahead > 0) {
    account.nonceBits >>= BigInt(ahead);
    account.nonceBase = record.floor;
    moveWindow(account);
  }
  spend(account, record.fee);
  change.payFee(record.fee);
  return signer;
}

const SIGNED: { [K in SignedKind]: (change: Change, record: Records[K]) => Uint8Array } = { transfer, withdraw, cancel };

function deposit(change: Change, { account: index, key, value }: Entry, state: State): void {
  demand(index < ACCOUNTS, "NoAccount");
  const known = state.account(index);
  demand(!known || Buffer.from(known.owner).equals(key), "OtherOwner");
  demand(value > 0n, "ZeroAmount");
  change.head.free = sum(change.head.free, value);
  const account = change.put(index, { ...(known ?? newAccount(key)) });
  account.free = sum(account.free, value);
}

function forcedExit(change: Change, { account: index, value }: Entry): void {
  const account = change.find(index, "NoAccount");
  demand(value > 0n, "ZeroAmount");
  demand(account.free > 0n, "Insufficient");
  const amount = value < account.free ? value : account.free;
  account.free -= amount;
  change.exit(account, amount);
}

/** In the order of their numbers. */
const TAKE: ((change: Change, entry: Entry, state: State) => void)[] = [
  ({ head }, { value }) => {
    demand(value < 2n ** 32n && value >= BigInt(head.clock), "BadClock");
    head.clock = Number(value);
  },
  deposit,
  (change, { account, key }) => {
    change.find(account, "NoAccount").trader = key;
  },
  forcedExit,
];

/** What every record of a chunk is executed with. */
export interface Context {
  domain: Domain;
  /** The account for fees. */
  feeTo: number;
}

/** The code of what `act` does. Its changes reach the state if there is an effect. */
function codeOf(change: Change, act: () => void): Code {
  try {
    act();
  } catch (error) {
    if (error instanceof NoEffect) return error.code;
    throw error;
  }
  change.commit();
  return "Done";
}

function executeEntry(state: State, bytes: Uint8Array): Code {
  const entry = decodeFields("inbox", bytes);
  const change = new Change(state, ACCOUNTS);
  const code = codeOf(change, () => {
    const take = TAKE[entry.what];
    demand(take !== undefined, "NoEntry");
    take(change, entry, state);
  });
  // An entry counts as consumed whatever its code.
  if (state.head.inbox < MOST_INBOX) state.head = { ...state.head, inbox: state.head.inbox + 1n };
  return code;
}

function executeSigned(state: State, context: Context, kind: SignedKind, bytes: Uint8Array): Code {
  const { fields, signature } = split(bytes);
  const change = new Change(state, context.feeTo);
  return codeOf(change, () => {
    const act = SIGNED[kind] as (change: Change, record: Records[Kind]) => Uint8Array;
    const signer = act(change, decodeFields(kind, bytes));
    demand(isSigned(signature, message(context.domain, kind, fields), signer), "BadSignature");
  });
}

/** Bytes that are no signature, or no key, verify nothing. */
export function isSigned(signature: Uint8Array, bytes: Uint8Array, key: Uint8Array): boolean {
  try {
    return sr25519.verify(signature, bytes, key);
  } catch {
    return false;
  }
}

/** Executes records one after the other. Answers with what became of each. */
export const execute = (state: State, context: Context, kind: Kind, bytes: Uint8Array): Code[] =>
  cut(kind, bytes).map((record) =>
    kind === "inbox" ? executeEntry(state, record) : executeSigned(state, context, kind, record),
  );
