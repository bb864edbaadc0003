// SPDX-License-Identifier: Apache-2.0

//! Deadlines in blocks of this chain: motions, safe mode, usernames, aliases.
//!
//! The times are compared in milliseconds, independently of the formula that moves the deadlines.

use super::*;
use crate::{
	upgrade::{deadlines::brake, live},
	wasm_chain::Snapshot,
};
use codec::Encode;
use frame_support::{traits::Get, BoundedVec};
use outrider_runtime::{
	configs::governance::TechnicalCollective,
	constants::{
		consensus::MAXIMUM_BLOCK_WEIGHT,
		governance::{MOTION_DURATION, SAFE_MODE_DURATION},
		time::RELAY_DAYS,
	},
	deadlines::{AuthorizedAliases, OwnBlocks, Voting},
	BlockNumber,
};
use pallet_block_rate::{Deadlines, Stretch};
use pallet_collator_selection::{CandidateInfo, CandidateList, LastAuthoredBlock};
use pallet_identity::{PendingUsernames, UnbindingUsernames};
use pallet_safe_mode::EnteredUntil;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	ExtrinsicInclusionMode,
};
use std::{collections::BTreeMap, sync::LazyLock};

/// A chain at rate 1 in safe mode, with deadlines of all kinds.
fn braked_chain() -> WasmChain {
	static CHAIN: LazyLock<Snapshot> = LazyLock::new(|| brake(live(Code::native(), 0)).snapshot());
	WasmChain::resume(&CHAIN)
}

/// All deadlines, by kind and key.
fn all() -> BTreeMap<Vec<u8>, u64> {
	let motions =
		Voting::iter().map(|(hash, votes)| ((b"motion", hash).encode(), u64::from(votes.end)));
	let safe_mode =
		EnteredUntil::<Runtime>::get().map(|until| (b"safe mode".to_vec(), u64::from(until)));
	let offered = PendingUsernames::<Runtime>::iter()
		.map(|(name, (_, until, _))| ((b"offered", name).encode(), u64::from(until)));
	let unbinding = UnbindingUsernames::<Runtime>::iter()
		.map(|(name, until)| ((b"unbinding", name).encode(), u64::from(until)));
	let aliases = AuthorizedAliases::iter().flat_map(|(account, entry)| {
		entry.aliasers.into_iter().filter_map(move |alias| {
			let expiry = alias.expiry?;
			Some(((b"alias", &account, alias.location).encode(), expiry))
		})
	});
	motions
		.chain(safe_mode)
		.chain(offered)
		.chain(unbinding)
		.chain(aliases)
		.collect()
}

/// Milliseconds from the end of a block to a deadline, if blocks come at this rate.
fn left_ms(deadline: u64, number: u32, rate: u32) -> u64 {
	(deadline - u64::from(number)) * 6_000 / u64::from(rate)
}

#[test]
fn each_deadline_keeps_its_time_through_all_changes() {
	let mut chain = braked_chain();
	let mut from = 1;
	for to in [3, 12, 6, 1, 12, 1] {
		let before = chain.execute_with(all);
		assert_eq!(before.len(), 5);
		decide(&mut chain, to);
		let number = chain.number();
		chain.slots(1);
		let after = chain.execute_with(all);
		assert!(after.keys().eq(before.keys()));
		for (key, deadline) in &after {
			let (old, new) = (left_ms(before[key], number, from), left_ms(*deadline, number, to));
			// Rounded up to a block of the new rate.
			let block = 6_000 / u64::from(to);
			assert!(new >= old && new < old + block, "{key:?} from {from} to {to}: {old}, {new}");
		}
		chain.slots(4);
		from = to;
	}
	chain.execute_with(try_state);
}

#[test]
fn what_begins_at_a_rate_lasts_as_long_as_at_any_other() {
	for rate in RATES {
		at_rate(rate).execute_with(|| {
			assert_ok!(outrider_runtime::SafeMode::force_enter(RuntimeOrigin::root()));
			let until = EnteredUntil::<Runtime>::get().unwrap() - System::block_number();
			assert_eq!(until, SAFE_MODE_DURATION * rate);
			type MotionDuration =
				<Runtime as pallet_collective::Config<TechnicalCollective>>::MotionDuration;
			assert_eq!(<MotionDuration as Get<BlockNumber>>::get(), MOTION_DURATION * rate);
			type Names = <Runtime as pallet_identity::Config>::UsernameGracePeriod;
			assert_eq!(<Names as Get<BlockNumber>>::get(), 30 * RELAY_DAYS * rate);
			type Offers = <Runtime as pallet_identity::Config>::PendingUsernameExpiration;
			assert_eq!(<Offers as Get<BlockNumber>>::get(), 7 * RELAY_DAYS * rate);
		});
	}
}

/// The slots until safe mode ends by itself, if it had 10 left at the change.
fn slots_of_safe_mode(from: u32, to: Option<u32>) -> u32 {
	let mut chain = at_rate(from);
	chain.slots(4);
	chain.execute_with(|| EnteredUntil::<Runtime>::put(System::block_number() + 10 * from));
	if let Some(to) = to {
		decide(&mut chain, to);
	}
	for slots in 0..100 {
		if !chain.execute_with(EnteredUntil::<Runtime>::exists) {
			return slots;
		}
		chain.slots(1);
	}
	panic!("safe mode goes on");
}

/// The first block has a core to itself, so that its slot has one block in place of many: safe mode lasts a slot longer.
#[test]
fn safe_mode_ends_when_it_would_have_ended() {
	for (from, to) in [(1, 12), (12, 1), (3, 12), (12, 3)] {
		let (kept, changed) = (slots_of_safe_mode(from, None), slots_of_safe_mode(from, Some(to)));
		assert!((kept..=kept + 1).contains(&changed), "from {from} to {to}: {kept}, {changed}");
	}
}

#[test]
fn users_deadlines_move_in_as_many_blocks_as_they_need_and_nobody_acts_meanwhile() {
	const NAMES: u32 = 1_500;
	let mut chain = braked_chain();
	let number = chain.number();
	chain.execute_with(|| {
		// The end of a session counts as a whole block, however little it takes.
		pallet_session_length::Length::<Runtime>::put(1_000_000_000);
		let (account, _, provider) = PendingUsernames::<Runtime>::iter_values().next().unwrap();
		for i in 0..NAMES {
			let name: BoundedVec<u8, _> = format!("name{i}.ride").into_bytes().try_into().unwrap();
			let offer = (account.clone(), number + 1_000 + i, provider.clone());
			PendingUsernames::<Runtime>::insert(&name, offer);
		}
	});
	let before = chain.execute_with(all);
	decide(&mut chain, 12);
	let mut blocks = 0;
	while blocks == 0 || chain.execute_with(BlockRate::is_settling) {
		let place = cumulus_primitives_core::BlockBundleInfo { index: 0, is_last: false };
		let mode = chain.begin_block(1, Some(place));
		assert_eq!(mode, ExtrinsicInclusionMode::OnlyInherents);
		assert!(!chain.execute_with(outrider_runtime::bundles::may_run_tasks));
		chain.end_block();
		assert!(chain.execute_with(outrider_runtime::bundles::has_core_to_itself));
		let weight = chain.execute_with(|| System::block_weight().total());
		assert!(weight.all_lte(MAXIMUM_BLOCK_WEIGHT), "{weight}");
		blocks += 1;
	}
	assert!((2..=5).contains(&blocks), "{blocks} blocks");
	for (key, deadline) in chain.execute_with(all) {
		assert_eq!(deadline, u64::from(number) + (before[&key] - u64::from(number)) * 12);
	}
	assert_eq!(chain.slot(&[], |_, _| ()), 12);
}

/// The most motions, each with the votes of the most members, and the most candidates.
#[test]
fn the_weight_of_the_change_covers_its_work_and_fits_into_a_block() {
	let mut chain = braked_chain();
	let motions = <Runtime as pallet_collective::Config<TechnicalCollective>>::MaxProposals::get();
	let members = <Runtime as pallet_collective::Config<TechnicalCollective>>::MaxMembers::get();
	let candidates = <Runtime as pallet_collator_selection::Config>::MaxCandidates::get();
	chain.execute_with(|| {
		type Motions = pallet_collective::Voting<Runtime, TechnicalCollective>;
		let ayes: Vec<_> = (0..members).map(|i| [i as u8; 32]).collect();
		let motion = (0u32, members, ayes, Vec::<[u8; 32]>::new(), 99_999u32);
		Voting::drain().for_each(drop);
		for index in 0..motions {
			let key = Motions::hashed_key_for(BlakeTwo256::hash_of(&index));
			sp_io::storage::set(&key, &motion.encode());
		}
		let who = |i: u32| outrider_runtime::AccountId::from([i as u8; 32]);
		let list = (0..candidates).map(|i| CandidateInfo { who: who(i), deposit: 1 });
		CandidateList::<Runtime>::put(BoundedVec::truncate_from(list.collect()));
		for i in 0..candidates {
			LastAuthoredBlock::<Runtime>::insert(who(i), 5);
		}
	});
	chain.externalities().commit_all().unwrap();
	let stretch = Stretch { around: 10, from: 1, to: 12 };
	let (weight, proof) = chain.externalities().execute_and_prove(|| OwnBlocks::begin(&stretch));
	let entries = u64::from(motions + candidates) + 1;
	let done =
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(entries + 1, entries);
	assert!(weight.ref_time() >= done.ref_time(), "{weight}");
	let bytes = proof.encoded_size() as u64;
	assert!(weight.proof_size() >= bytes, "{weight}, and the proof has {bytes} bytes");
	assert!(weight.all_lte(MAXIMUM_BLOCK_WEIGHT / 2), "{weight}");
}
