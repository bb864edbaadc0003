// SPDX-License-Identifier: Apache-2.0

// A collator that joins a running network without being in genesis, by the steps in the node's README.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { sr25519CreateDerive } from "@polkadot-labs/hdkd";
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy } from "@polkadot-labs/hdkd-helpers";
import type { Account } from "../../client/account.ts";
import { type Chain, connect } from "../../client/chain.ts";
import { baseOf, joinAs } from "./guest.ts";
import { type Network, binaries, specsOf } from "./network.ts";
import { bytesOf, hex } from "./scale.ts";

/** Session keys, and the proof that their holder wants them to belong to this account. In hexadecimal digits. */
export interface SessionKeys {
  keys: string;
  proof: string;
}

/** Whether the owner of these keys may build blocks now. */
export async function isAuthority(chain: Chain, { keys }: SessionKeys): Promise<boolean> {
  const authorities: unknown[] = await chain.api.query.Aura.Authorities.getValue();
  return authorities.some((key) => hex(bytesOf(key)) === keys);
}

/** Makes the node's network key, and inserts the Aura key of a development account's path. That key signs the proof. */
function makeKeys(at: { base: string; spec: string; owner: Account; secret: string }): SessionKeys {
  const where = ["--base-path", at.base, "--chain", at.spec];
  const aura = ["--key-type", "aura", "--scheme", "sr25519", "--suri", at.secret];
  const outrider = join(binaries(), "outrider");
  execFileSync(outrider, ["key", "generate-node-key", ...where], { stdio: "ignore" });
  execFileSync(outrider, ["key", "insert", ...where, ...aura]);
  const key = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)))(at.secret);
  const statement = Buffer.concat([Buffer.from("POP_"), at.owner.publicKey]);
  return { keys: hex(key.publicKey), proof: hex(key.sign(statement)) };
}

/** A collator on a running network, and its owner's account. */
export class Newcomer {
  private constructor(
    readonly chain: Chain,
    /** A collator of genesis. The owner's transactions go to it. */
    readonly other: Chain,
    readonly owner: Account,
    /** The first keys, from the inserted secret. */
    readonly firstKeys: SessionKeys,
  ) {}

  /**
   * Makes the keys that a collator needs to start, starts the collator, and waits until its newest block is as new as
   * the network's.
   */
  static async join(network: Network, name: string, owner: Account, secret: string): Promise<Newcomer> {
    const keys = makeKeys({ base: baseOf(network, name), spec: specsOf(network).parachain, owner, secret });
    const { chain } = await joinAs(network, name, ["--collator"], []);
    const other = connect(network.node("charlie").rpc);
    return new Newcomer(chain, other, owner, keys);
  }

  /** New keys, which the node makes and keeps. */
  newKeys(): Promise<SessionKeys> {
    return this.chain.client._request("author_rotateKeysWithOwner", [hex(this.owner.publicKey)]);
  }

  /** Signs a call as the owner, and waits until it is final. Fails if the call has failed. */
  async submit(call: any): Promise<void> {
    const done = await call.signAndSubmit(this.owner.signer);
    if (!done.ok) throw new Error(`${call.decodedCall.type}.${call.decodedCall.value.type}: ${JSON.stringify(done.dispatchError)}`);
  }

  /** Registers session keys for the owner. */
  setKeys({ keys, proof }: SessionKeys): Promise<void> {
    return this.submit(this.other.api.tx.Session.set_keys({ keys, proof: bytesOf(proof) }));
  }
}
