// SPDX-License-Identifier: Apache-2.0

//! What a settled update costs the chain, beside a plain transfer. `--nocapture` shows the table.

use crate::common::genesis;
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use frame_system::limits::BlockWeights;
use outrider_runtime::{
	constants::settlement::MAX_BATCH_BYTES, genesis_presets::LOCAL_TESTNET, AccountId, Runtime,
	RuntimeCall, TxExtension,
};
use pallet_settlement::{
	Call, ChunkClaim, ChunkInfo, MAX_CHUNK_BYTES, MAX_PATH, MAX_WITNESS_BYTES,
};
use settlement_core::{Kind, MAX_RECORDS, NO_MARKET};
use sp_runtime::{traits::TransactionExtension, MultiAddress};

/// What one update takes of a block.
struct Cost {
	name: &'static str,
	/// In nanoseconds.
	time: u64,
	/// Bytes of the storage proof that are booked.
	proof: u64,
	/// Bytes of the call.
	bytes: u64,
}

/// The cost of a transaction with this call, for each of its `updates`: the call, the extensions, and what each transaction takes.
fn cost(name: &'static str, call: RuntimeCall, extension: &TxExtension, updates: u64) -> Cost {
	let info = call.get_dispatch_info();
	let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let base = limits.get(info.class).base_extrinsic;
	let weight: Weight = info.call_weight + extension.weight(&call) + base;
	Cost {
		name,
		time: weight.ref_time() / 1_000 / updates,
		proof: weight.proof_size() / updates,
		bytes: call.encoded_size() as u64 / updates,
	}
}

fn transfer() -> RuntimeCall {
	let dest: MultiAddress<AccountId, ()> = MultiAddress::Id([1; 32].into());
	pallet_balances::Call::transfer_keep_alive { dest, value: 1 << 60 }.into()
}

fn fullest_batch() -> (RuntimeCall, u64) {
	let records = MAX_BATCH_BYTES as usize / Kind::Transfer.record_bytes();
	let chunk = ChunkInfo {
		kind: Kind::Transfer.number(),
		market: NO_MARKET,
		frame: 0,
		count: 32,
		post_root: [0; 32],
	};
	let call = Call::submit_batch {
		parent: [0; 32],
		fee_to: 0,
		chunks: vec![chunk; records.div_ceil(MAX_RECORDS)].try_into().unwrap(),
		data: vec![0; records * Kind::Transfer.record_bytes()].try_into().unwrap(),
	};
	(call.into(), records as u64)
}

fn fullest_check() -> RuntimeCall {
	let claim = ChunkClaim {
		kind: Kind::Transfer.number(),
		market: NO_MARKET,
		frame: 0,
		pre_root: [0; 32],
		post_root: [0; 32],
		fee_to: 0,
	};
	Call::check_chunk {
		batch: 1,
		chunk: 0,
		claim,
		bytes: vec![0; MAX_CHUNK_BYTES as usize].try_into().unwrap(),
		path: vec![[0; 32]; MAX_PATH as usize].try_into().unwrap(),
		witness: vec![0; MAX_WITNESS_BYTES as usize].try_into().unwrap(),
	}
	.into()
}

#[test]
fn a_committed_update_takes_a_hundredth_of_a_transfers_time_and_a_checked_one_a_third() {
	genesis(LOCAL_TESTNET).execute_with(|| {
		let extension = outrider_runtime::transactions::immortal(0, 0);
		let (batch, records) = fullest_batch();
		let transfer = cost("a plain transfer", transfer(), &extension, 1);
		let committed = cost("an update in the fullest batch", batch, &extension, records);
		let checked =
			cost("an update in a full chunk that is checked", fullest_check(), &extension, 32);
		println!("{:<42} {:>9} {:>7} {:>7}", "", "time, ns", "proof", "bytes");
		for Cost { name, time, proof, bytes } in [&transfer, &committed, &checked] {
			println!("{name:<42} {time:>9} {proof:>7} {bytes:>7}");
		}
		assert!(committed.time * 100 <= transfer.time);
		assert!(checked.time * 3 <= transfer.time);
	});
}
