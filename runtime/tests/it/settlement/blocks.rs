// SPDX-License-Identifier: Apache-2.0

//! The window measures the collators of real blocks, and the room that a check finds in them.

use super::chain::*;
use crate::wasm_chain::RELAY_SLOT_DURATION_MS;
use frame_support::{dispatch::DispatchClass, weights::Weight};
use outrider_runtime::{
	configs::system::RuntimeBlockWeights,
	constants::{
		consensus::{MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
		currency::RIDE,
	},
	AccountId, CollatorSelection, Runtime, RuntimeOrigin, Session, Settlement, System,
};
use pallet_settlement::{
	testing::{slot, ALICE, BOB, WATCHER},
	Author, Authors, CurrentWindow, NotedAuthor, SlotClock, GAP_UNIT,
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	Perbill,
};

fn author(who: &AccountId) -> Author<AccountId> {
	let authors = Authors::<Runtime>::get();
	authors.into_iter().find(|author| author.account == *who).unwrap()
}

/// The collator whose slot this block has.
fn turn() -> AccountId {
	let validators = Session::validators();
	let place = slot::<Outrider>() % validators.len() as u64;
	validators[usize::try_from(place).unwrap()].clone()
}

#[test]
fn the_clock_is_the_relay_chains() {
	run(|| {
		let clock = SlotClock::<Runtime>::get();
		assert_eq!(clock.slot, u64::from(FIRST) + 2);
		assert_eq!(clock.slot * RELAY_SLOT_DURATION_MS, pallet_timestamp::Now::<Runtime>::get());
		// Several blocks in a slot are one lived slot, and so is the end of a stall.
		end();
		begin(0);
		end();
		begin(0);
		assert_eq!(SlotClock::<Runtime>::get(), clock);
		end();
		begin(5_000);
		assert_eq!(SlotClock::<Runtime>::get().lived, clock.lived + 1);
		assert_eq!(SlotClock::<Runtime>::get().slot, clock.slot + 5_000);
	});
}

#[test]
fn two_collators_that_take_their_turns_have_the_window_of_two() {
	run(|| {
		blocks(60);
		assert_eq!(Authors::<Runtime>::get().len(), 2);
		for author in Authors::<Runtime>::get() {
			let off = author.gap.abs_diff(2 * GAP_UNIT);
			assert!(off < GAP_UNIT / 100, "{author:?}");
		}
		assert!((16..=17).contains(&CurrentWindow::<Runtime>::get()));
	});
}

#[test]
fn missed_turns_of_one_collator_make_the_window_longer() {
	run(|| {
		blocks(20);
		let before = CurrentWindow::<Runtime>::get();
		let silent = turn();
		// Every other slot only: the turns of the other one.
		for _ in 0..20 {
			end();
			begin(if turn() == silent { 1 } else { 2 });
		}
		assert!(author(&silent).last + 19 <= Settlement::now());
		assert!(CurrentWindow::<Runtime>::get() > before);
		let slowest = Settlement::window_info().slowest.unwrap();
		assert_eq!(slowest.0, silent);
	});
}

/// What is left of the block for operational calls is taken: by weight.
fn fill_operational() {
	let limits = RuntimeBlockWeights::get();
	System::register_extra_weight_unchecked(limits.max_block, DispatchClass::Operational);
}

#[test]
fn full_blocks_of_one_collator_make_the_window_longer_and_full_normal_calls_do_not() {
	run(|| {
		blocks(20);
		let before = CurrentWindow::<Runtime>::get();
		let full = turn();
		let most = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
		for _ in 0..10 {
			System::register_extra_weight_unchecked(most, DispatchClass::Normal);
			blocks(1);
		}
		assert_eq!(CurrentWindow::<Runtime>::get(), before);
		// Nor does the work of hooks, such as that of a session's end, take what is reserved.
		System::register_extra_weight_unchecked(MAXIMUM_BLOCK_WEIGHT * 2, DispatchClass::Mandatory);
		assert_eq!(Settlement::fullness(), Perbill::zero());
		blocks(1);
		for _ in 0..10 {
			if turn() == full {
				fill_operational();
				assert_eq!(Settlement::fullness(), Perbill::one());
			}
			blocks(1);
		}
		assert!(CurrentWindow::<Runtime>::get() > before);
		assert_eq!(Settlement::window_info().fullest.unwrap().0, full);
	});
}

/// A session ends in this block, and with it the order of the collators. The pallet of authors forgets the author at a block's end.
#[test]
fn a_block_counts_for_its_author_when_the_set_of_collators_changes() {
	run(|| {
		let bob = Sr25519Keyring::Bob.to_account_id();
		assert_eq!(Session::validators().len(), 2);
		CollatorSelection::set_invulnerables(RuntimeOrigin::root(), vec![bob.clone()]).unwrap();
		let mut changed = 0;
		for _ in 0..40 {
			end();
			let before = Session::validators();
			let author_key =
				[sp_io::hashing::twox_128(b"Authorship"), sp_io::hashing::twox_128(b"Author")]
					.concat();
			assert_eq!(sp_io::storage::get(&author_key), None, "the next block would take it");
			assert!(!NotedAuthor::<Runtime>::exists());
			let place = (slot::<Outrider>() + 1) % before.len() as u64;
			let expected = &before[usize::try_from(place).unwrap()];
			begin(1);
			assert_eq!(NotedAuthor::<Runtime>::get().as_ref(), Some(expected));
			changed += u32::from(Session::validators() != before);
		}
		assert_eq!((changed, Session::validators()), (1, vec![bob.clone()]));
		assert_eq!(Authors::<Runtime>::get().len(), 1);
		// An average rounds up.
		assert_eq!(CurrentWindow::<Runtime>::get(), 9);
	});
}

#[test]
fn a_check_finds_room_in_a_block_that_normal_transactions_have_filled() {
	run(|| {
		deposit(ALICE, RIDE);
		deposit(BOB, RIDE);
		let mut node = Node::default();
		let batch = node.post_lie(&[], 0);
		blocks(1);
		let exhausted = Err(TransactionValidityError::from(InvalidTransaction::ExhaustsResources));
		let remark = |size| frame_system::Call::remark { remark: vec![1; size] };
		// At rate 12 all of the first blocks of a slot is one part of the core.
		let part = RuntimeBlockWeights::get().max_block;
		let taken = System::block_weight();
		let left = (NORMAL_DISPATCH_RATIO * part)
			.saturating_sub(taken.total())
			.saturating_sub(Weight::from_parts(500_000_000, 5_000));
		System::register_extra_weight_unchecked(left, DispatchClass::Normal);
		let mut normal = 0;
		while apply(BOB, remark(900)) != exhausted {
			normal += 1;
			assert!(normal < 100);
		}
		assert_eq!(apply(BOB, remark(1)), exhausted);
		let before = free(WATCHER);
		apply(WATCHER, node.check_call(batch, 0)).unwrap().unwrap();
		assert_eq!(pallet_settlement::Tip::<Runtime>::get().batch, batch - 1);
		// The bounty, and no fee.
		assert_eq!(free(WATCHER), before + BOND * 40 / 100);
	});
}

/// At each rate, in a part of a core, the heaviest check fits into what normal calls leave free.
#[test]
fn the_heaviest_check_fits_into_the_reserve_of_a_block_at_every_rate() {
	run(|| {
		let base = RuntimeBlockWeights::get().get(DispatchClass::Operational).base_extrinsic;
		let check = Settlement::heaviest_check().saturating_add(base);
		for rate in [1u64, 3, 6, 12] {
			let part = MAXIMUM_BLOCK_WEIGHT / rate;
			let reserve = part - NORMAL_DISPATCH_RATIO * part;
			assert!(check.all_lte(reserve), "{check} of {reserve} at rate {rate}");
		}
	});
}

/// What the pallet's hooks take in a block: little of what all hooks may take at the highest rate.
#[test]
fn the_hooks_of_a_quiet_block_are_light() {
	use pallet_settlement::WeightInfo;
	type Weights = <Runtime as pallet_settlement::Config>::WeightInfo;
	let hooks = Weights::begin_block(0, 0).saturating_add(Weights::end_block());
	let part = MAXIMUM_BLOCK_WEIGHT / 12;
	assert!((hooks * 20).all_lte(part), "{hooks} of {part}");
	// A full one is bounded, too.
	let most = Weights::begin_block(16, 16).saturating_add(Weights::end_block());
	assert!((most * 2).all_lte(part), "{most} of {part}");
}
