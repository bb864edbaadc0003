// SPDX-License-Identifier: Apache-2.0

// Records that are followed from their submission until they are final, each stage with its time.

import type { Account } from "../../../client/account.ts";
import type { Outrider } from "../../../client/chain.ts";
import type { Transfer } from "../../../client/settlement/records.ts";
import { Intake } from "../../../client/settlement/send.ts";
import { type RecordStatus, SequencerNode } from "../../../client/settlement/sequencer.ts";
import { indexOf } from "../../../client/settlement/user.ts";
import type { Row } from "../../../client/table.ts";
import { inWords } from "../stages.ts";
import { Hopeless, until } from "../until.ts";

/** What a followed record moves, in plank. */
const AMOUNT = 1_000_000_000_000n;
/** Test records do not expire. */
export const NEVER = 2 ** 32 - 1;

/** A transfer of the owner, without a fee. */
export const transferOf = (from: number, to: number, amount: bigint, nonce: number): Transfer => ({
  from,
  to,
  amount,
  fee: 0n,
  nonce,
  expiry: NEVER,
  key: 0,
});

/** When a record was seen at each stage, in milliseconds of the wall clock. */
const STAGES = ["sent", "receipted", "committed", "included", "block final", "final"] as const;
type Stage = (typeof STAGES)[number];
type Seen = Partial<Record<Stage, number>>;

/** The stages that a status shows. The relay chain may include a batch's block before this client asks for the first time. */
function stagesOf({ stage, blockStage }: Pick<RecordStatus, "stage" | "blockStage">): Stage[] {
  if (stage === "final") return ["committed", "included", "block final", "final"];
  if (stage !== "committed") return [];
  if (blockStage === "finalized") return ["committed", "included", "block final"];
  return blockStage === "included" ? ["committed", "included"] : ["committed"];
}

/** Notes the time of stages that are new. */
function note(seen: Seen, status: RecordStatus): void {
  if (status.stage === "reverted") throw new Hopeless(`the record ${status.record} is reverted: ${status.code}`);
  const now = stagesOf(status);
  for (const stage of STAGES.slice(2)) {
    // A fork of the chain takes a record back.
    if (!now.includes(stage)) delete seen[stage];
    else seen[stage] ??= Date.now();
  }
}

/** Sends transfers of one account, and follows them. */
export class Follower {
  private readonly followed: { record: string; seen: Seen }[] = [];

  private constructor(
    private readonly node: SequencerNode,
    private readonly intake: Intake,
    private readonly pair: { from: number; to: number },
    private nonce: number,
  ) {}

  static async of(chain: Outrider, rpc: string, who: Account, to: Account): Promise<Follower> {
    const node = new SequencerNode(rpc);
    const [from, other] = await Promise.all([indexOf(chain, who.address), indexOf(chain, to.address)]);
    const { now } = await node.account(who.address);
    if (!now) throw new Error(`the state has no account of ${who.address}`);
    return new Follower(node, await Intake.of(chain, node, who), { from: from.index, to: other.index }, now.nonceBase);
  }

  get records(): string[] {
    return this.followed.map(({ record }) => record);
  }

  /** Sends one more. Fails if the node gives no good receipt. */
  async send(): Promise<void> {
    const { from, to } = this.pair;
    const sent = Date.now();
    const sendings = await this.intake.sendOne("transfer", this.nonce, (nonce) => transferOf(from, to, AMOUNT, nonce));
    this.nonce += 1;
    this.followed.push({ record: sendings.sent[0]!.record, seen: { sent, receipted: Date.now() } });
  }

  /** Asks how far the records are. */
  async look(): Promise<void> {
    const open = this.followed.filter(({ seen }) => seen.final === undefined);
    await Promise.all(open.map(async ({ record, seen }) => note(seen, await this.node.status(record))));
  }

  /** Waits until all records are final. */
  async allFinal(seconds: number): Promise<void> {
    await until(`${this.followed.length} records are final`, seconds, async () => {
      await this.look();
      return this.followed.every(({ seen }) => seen.final !== undefined);
    });
  }

  /** p50 and p95 of what the records took from stage to stage. */
  rows(): Row[] {
    const ways: [Stage, Stage][] = [
      ["sent", "receipted"],
      ["receipted", "committed"],
      ["committed", "included"],
      ["committed", "block final"],
      ["committed", "final"],
      ["sent", "final"],
    ];
    return ways.map(([from, to]) => {
      const took = this.followed.map(({ seen }) => (seen[to]! - seen[from]!) / 1_000);
      return [`${from}, ${to}`, took.length, ...inWords(took)];
    });
  }

  close(): void {
    this.node.close();
  }
}
