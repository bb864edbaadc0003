// SPDX-License-Identifier: GPL-3.0-only

//! What the runtime says about settlement.

use crate::service::{stored, target_rate, Client};
use codec::Decode;
use outrider_runtime::{AccountId, Balance, Hash, Nonce, Runtime};
use pallet_settlement::{
	AccountInfo, BatchId, BatchInfo, CheckedChunks, Checkpoint, Entry, LastTick, Mode, Parameters,
	Rotation, Sequencer, Waiting, WindowInfo,
};
use pallet_settlement_runtime_api::SettlementApi;
use pallet_timestamp::Now;
use sc_client_api::StorageProvider;
use settlement_engine::{BatchKey, BlockRef, View};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_core::storage::StorageKey;
use std::sync::Arc;
use substrate_frame_rpc_system::AccountNonceApi;

/// Relay slots are 6 seconds, frames 100 ms: a frame may be at most this much ahead of the block's time.
const FRAMES_AHEAD: u64 = 2 * pallet_settlement::FRAMES_PER_SLOT - 1;
const FRAME_MS: u64 = 100;

/// Settlement as the state of a block has it.
#[derive(Clone)]
pub struct SettlementAt {
	client: Arc<Client>,
	/// The block.
	pub at: BlockRef,
}

/// What a client wants to know of settlement as a whole.
#[derive(Clone, Debug)]
pub struct Overview {
	pub mode: Mode,
	pub window: WindowInfo<AccountId>,
	pub tip: Checkpoint,
	pub last_final: Checkpoint,
	pub rotation: Rotation<AccountId>,
}

type Answer<T> = Result<T, ApiError>;

impl SettlementAt {
	pub fn new(client: Arc<Client>, at: BlockRef) -> Self {
		Self { client, at }
	}

	fn hash(&self) -> Hash {
		self.at.hash.into()
	}

	pub fn overview(&self) -> Answer<Overview> {
		let (api, at) = (self.client.runtime_api(), self.hash());
		Ok(Overview {
			mode: api.mode(at)?,
			window: api.window(at)?,
			tip: api.tip(at)?,
			last_final: api.final_batch(at)?,
			rotation: api.rotation(at)?,
		})
	}

	pub fn last_final(&self) -> Answer<Checkpoint> {
		self.client.runtime_api().final_batch(self.hash())
	}

	pub fn batch(&self, id: BatchId) -> Answer<Option<BatchInfo<AccountId>>> {
		self.client.runtime_api().batch(self.hash(), id)
	}

	pub fn account(&self, who: AccountId) -> Answer<Option<AccountInfo>> {
		SettlementApi::account(&*self.client.runtime_api(), self.hash(), who)
	}

	pub fn sequencer(&self, who: AccountId) -> Answer<Option<Sequencer>> {
		SettlementApi::sequencer(&*self.client.runtime_api(), self.hash(), who)
	}

	pub fn claimable(&self, index: u32, exited: Balance) -> Answer<Balance> {
		self.client.runtime_api().claimable(self.hash(), index, exited)
	}

	pub fn nonce(&self, who: &AccountId) -> Answer<Nonce> {
		self.client.runtime_api().account_nonce(self.hash(), who.clone())
	}

	/// Whether the account may post a batch in the next block. In the last slot of a turn the next block has another leader.
	pub fn may_post(&self, who: &AccountId, overview: &Overview) -> Answer<bool> {
		let may = self.client.runtime_api().may_post(self.hash(), who.clone())?;
		let leads = overview.rotation.leader.as_ref() == Some(who);
		let ends = overview.rotation.ends <= overview.window.now.saturating_add(1);
		Ok(may && !(leads && ends))
	}

	/// The chunks of a batch that were verified.
	pub fn checked(&self, id: BatchId) -> sp_blockchain::Result<CheckedChunks> {
		let key = StorageKey(pallet_settlement::Checked::<Runtime>::hashed_key_for(id));
		let found = self.client.storage(self.hash(), &key)?;
		let checked = found.and_then(|data| CheckedChunks::decode(&mut &data.0[..]).ok());
		Ok(checked.unwrap_or_default())
	}

	/// The place, from the tip's inbox on, of the tick that gets new times. One that a revert has given back keeps its own.
	fn renewed(&self, tip: &Checkpoint) -> Option<u64> {
		let last = stored::<LastTick<Runtime>, u64>(&self.client, self.hash()).ok().flatten()?;
		last.checked_sub(tip.inbox_to)
	}

	/// What a sequencer has to know for a batch in the next block.
	pub fn view(&self, overview: &Overview, most_entries: u32) -> Answer<View> {
		let (api, at) = (self.client.runtime_api(), self.hash());
		let tip = overview.tip.clone();
		let waiting = api.inbox(at, tip.inbox_to, most_entries)?;
		let parameters: Parameters = api.parameters(at)?;
		// Where a slot has several blocks, the next one may have the same slot.
		let next = match target_rate(&self.client, at) {
			1 => overview.window.now.saturating_add(1),
			_ => overview.window.now,
		};
		let record = |waiting: &Waiting| match waiting.entry {
			Entry::Tick { clock } => {
				Entry::Tick { clock: tick_at(clock, next, parameters.tick_deadline) }.record()
			},
			_ => waiting.entry.record(),
		};
		let time = stored::<Now<Runtime>, u64>(&self.client, at).ok().flatten().unwrap_or_default();
		Ok(View {
			inbox: in_order(&waiting, self.renewed(&tip), record),
			due: api.inbox_due(at)?,
			frame_limit: (time / FRAME_MS).saturating_add(FRAMES_AHEAD),
			tip,
		})
	}
}

type Record = [u8; settlement_core::Entry::BYTES];

/// The records of waiting entries. The one at `renewed` is `record`'s.
fn in_order(
	waiting: &[Waiting],
	renewed: Option<u64>,
	record: impl Fn(&Waiting) -> Record,
) -> Vec<Record> {
	(0u64..)
		.zip(waiting)
		.map(|(at, entry)| if Some(at) == renewed { record(entry) } else { entry.entry.record() })
		.collect()
}

/// The time of a waiting tick in a block of the lived slot `now`, by the pallet's rule.
fn tick_at(clock: u32, now: u32, deadline: u32) -> u32 {
	if now.saturating_sub(clock) >= deadline {
		now
	} else {
		clock
	}
}

/// What the chain says about a batch, for the book.
pub fn key_of(info: &BatchInfo<AccountId>) -> BatchKey {
	let batch = &info.batch;
	BatchKey {
		id: info.id,
		chunk_root: batch.chunk_root,
		pre_root: batch.pre_root,
		post_root: batch.post_root,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_waiting_tick_gets_a_new_time_every_few_slots() {
		let times = |clock| (clock..clock + 5).map(move |now| tick_at(clock, now, 3));
		assert_eq!(times(7).collect::<Vec<_>>(), [7, 7, 7, 10, 11]);
	}

	#[test]
	fn only_the_last_tick_gets_a_new_time() {
		let tick = |clock| Waiting { entry: Entry::Tick { clock }, since: clock };
		let deposit = Entry::Deposit { account: 0, owner: [1; 32], amount: 5 };
		let waiting = [tick(1), Waiting { entry: deposit.clone(), since: 2 }, tick(3)];
		let renewed = |_: &Waiting| Entry::Tick { clock: 9 }.record();
		let expected = [
			Entry::Tick { clock: 1 }.record(),
			deposit.record(),
			Entry::Tick { clock: 9 }.record(),
		];
		assert_eq!(in_order(&waiting, Some(2), renewed), expected);
		assert_eq!(in_order(&waiting[..2], None, renewed), expected[..2]);
	}
}
