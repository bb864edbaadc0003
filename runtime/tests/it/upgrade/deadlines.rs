// SPDX-License-Identifier: Apache-2.0

//! The migration of what counts in blocks of this chain: motions, safe mode, usernames.

use super::*;
use crate::common::try_state;
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	migrations::{MultiStepMigrator, SteppedMigration, SteppedMigrationError},
	traits::{Get, OnRuntimeUpgrade},
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use outrider_runtime::{
	configs::{governance::TechnicalCollective, system::MigrationServiceWeight},
	constants::consensus::MAXIMUM_BLOCK_WEIGHT,
	migrations::block_time::{checks::Promises, Deadlines, UsernameDeadlines},
	BlockNumber, Executive, MultiBlockMigrations, System, TechnicalCommittee, VERSION,
};
use pallet_identity::{PendingUsernames, UnbindingUsernames};
use sp_runtime::StateVersion;

type Place = <UsernameDeadlines as SteppedMigration>::Cursor;

/// [`lived_in_chain`] in safe mode.
fn braked_chain() -> WasmChain {
	static CHAIN: LazyLock<Snapshot> = LazyLock::new(|| brake().snapshot());
	WasmChain::resume(&CHAIN)
}

fn brake() -> WasmChain {
	let mut chain = lived_in_chain();
	let enter: RuntimeCall = pallet_safe_mode::Call::<Runtime>::force_enter {}.into();
	let hash = BlakeTwo256::hash_of(&enter);
	let vote = |who| {
		let vote = pallet_collective::Call::vote { proposal: hash, index: 1, approve: true };
		(who, RuntimeCall::TechnicalCommittee(vote))
	};
	let close = pallet_collective::Call::close {
		proposal_hash: hash,
		index: 1,
		proposal_weight_bound: MAXIMUM_BLOCK_WEIGHT / 16,
		length_bound: 1_000,
	};
	chain.block(
		1,
		&[
			(Alice, motion(2, enter)),
			vote(Alice),
			vote(Bob),
			(Alice, RuntimeCall::TechnicalCommittee(close)),
		],
	);
	chain
}

/// What the first block after an upgrade does before all else.
fn upgrade() -> Weight {
	let weight = Executive::execute_on_runtime_upgrade();
	LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo::from(VERSION));
	weight
}

/// Runs the migrations that take several blocks to their end. Answers with the number of blocks.
fn migrate() -> u32 {
	let mut blocks = 0;
	while MultiBlockMigrations::ongoing() {
		MultiBlockMigrations::step();
		System::set_block_number(System::block_number() + 1);
		blocks += 1;
	}
	blocks
}

/// Runs the migration of usernames alone to its end, with so much weight a block. Answers with the number of blocks.
fn migrate_usernames(per_block: Weight) -> u32 {
	let mut place: Option<Place> = None;
	for block in 1.. {
		let mut meter = WeightMeter::with_limit(per_block);
		place = UsernameDeadlines::step(place, &mut meter).unwrap();
		if place.is_none() {
			return block;
		}
	}
	unreachable!()
}

/// What a step needs at least, by its own word.
fn weight_of_a_name() -> Weight {
	let mut meter = WeightMeter::with_limit(Weight::from_parts(1, 1));
	match UsernameDeadlines::step(None, &mut meter) {
		Err(SteppedMigrationError::InsufficientWeight { required }) => required,
		other => panic!("a step without room: {other:?}"),
	}
}

#[test]
fn each_deadline_passes_when_it_was_promised_to() {
	braked_chain().execute_with(|| {
		let (governance, usernames) = (Promises::of_governance(), Promises::of_usernames());
		assert_eq!((governance.count(), usernames.count()), (2, 2));

		upgrade();
		assert_ok!(governance.are_kept(&Promises::of_governance()));
		assert!(usernames.are_kept(&Promises::of_usernames()).is_err(), "these take their time");
		migrate();
		assert_ok!(usernames.are_kept(&Promises::of_usernames()));
	});
}

/// Not before it: until then Aura's invariants hold the last block's slot, an old one, against the new slot length.
#[test]
fn all_invariants_hold_after_the_first_block() {
	let mut chain = braked_chain();
	chain.upgrade(Code::six_seconds());
	chain.block(1, &[]);
	chain.execute_with(try_state);
}

/// Three days after its proposal, which was made in the chain's second block.
#[test]
fn a_motion_can_be_closed_after_the_three_days_that_it_was_given() {
	braked_chain().execute_with(|| {
		let proposed = 2;
		let last_before = System::block_number();
		let seconds_left = 3 * 86_400 - (last_before - proposed) * 12;
		upgrade();
		let hash = BlakeTwo256::hash_of(&remark(b"agreed"));
		let close = || {
			let (weight, by) =
				(MAXIMUM_BLOCK_WEIGHT / 16, RuntimeOrigin::signed(Eve.to_account_id()));
			TechnicalCommittee::close(by, hash, 0, weight, 1_000)
		};
		System::set_block_number(last_before + seconds_left / 6 - 1);
		let early = pallet_collective::Error::<Runtime, TechnicalCollective>::TooEarly;
		assert_noop!(close(), early);
		System::set_block_number(last_before + seconds_left / 6);
		assert_ok!(close());
	});
}

#[test]
fn without_the_migrations_the_checks_fail() {
	braked_chain().execute_with(|| {
		let (governance, usernames) = (Promises::of_governance(), Promises::of_usernames());
		LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo::from(VERSION));
		assert!(governance.are_kept(&Promises::of_governance()).is_err());
		assert!(usernames.are_kept(&Promises::of_usernames()).is_err());
	});
}

#[test]
fn twice_is_once() {
	let mut chain = braked_chain();
	let mut upgraded = || {
		chain.execute_with(|| {
			let number = System::block_number();
			upgrade();
			migrate();
			System::set_block_number(number);
			System::reset_events();
			sp_io::storage::root(StateVersion::V1)
		})
	};
	let once = upgraded();
	assert_eq!(upgraded(), once);
}

#[test]
fn a_deadline_that_has_passed_stays() {
	braked_chain().execute_with(|| {
		let now = System::block_number();
		for deadline in [0, now - 1, now] {
			pallet_safe_mode::EnteredUntil::<Runtime>::put(deadline);
			Deadlines::on_runtime_upgrade();
			assert_eq!(pallet_safe_mode::EnteredUntil::<Runtime>::get(), Some(deadline));
		}
	});
}

#[test]
fn a_chain_that_began_with_six_seconds_is_left_alone() {
	braked_chain().execute_with(|| {
		LastRuntimeUpgrade::<Runtime>::mutate(|last| {
			last.as_mut().unwrap().spec_version = VERSION.spec_version.into();
		});
		let governance = Promises::of_governance();
		upgrade();
		assert_eq!(Promises::of_governance(), governance);
		// Even if it is the first time that this migration is met.
		let usernames = Promises::of_usernames();
		assert_eq!(migrate_usernames(MigrationServiceWeight::get()), 1);
		assert_eq!(Promises::of_usernames(), usernames);
	});
}

/// As many motions as there can be, each with the votes of as many members as there can be.
#[test]
fn the_weight_covers_what_is_done_and_fits_into_a_block() {
	let mut chain = braked_chain();
	let motions = <Runtime as pallet_collective::Config<TechnicalCollective>>::MaxProposals::get();
	let members = <Runtime as pallet_collective::Config<TechnicalCollective>>::MaxMembers::get();
	chain.execute_with(|| {
		type Voting = pallet_collective::Voting<Runtime, TechnicalCollective>;
		let key = Voting::hashed_key_for(BlakeTwo256::hash_of(&remark(b"agreed")));
		let ayes: Vec<_> = (0..members).map(|i| [i as u8; 32]).collect();
		let motion = (0u32, members, ayes, Vec::<[u8; 32]>::new(), 99_999u32);
		sp_io::storage::clear(&key);
		for index in 0..motions {
			let key = Voting::hashed_key_for(BlakeTwo256::hash_of(&index));
			sp_io::storage::set(&key, &motion.encode());
		}
		assert_eq!(Promises::of_governance().count(), motions as usize + 1);
	});
	chain.externalities().commit_all().unwrap();
	let (weight, proof) = chain.externalities().execute_and_prove(Deadlines::on_runtime_upgrade);

	let done = <Runtime as frame_system::Config>::DbWeight::get()
		.reads_writes(u64::from(motions) + 3, u64::from(motions) + 2);
	assert!(weight.ref_time() >= done.ref_time(), "{weight}");
	let bytes = proof.encoded_size() as u64;
	assert!(weight.proof_size() >= bytes, "{weight}, and the proof has {bytes} bytes");
	assert!(weight.all_lte(MAXIMUM_BLOCK_WEIGHT / 2), "{weight}");
}

#[test]
fn usernames_take_as_many_blocks_as_they_need() {
	const NAMES: u32 = 50;
	braked_chain().execute_with(|| {
		let now = System::block_number();
		let (account, _, provider) = PendingUsernames::<Runtime>::iter_values().next().unwrap();
		for i in 0..NAMES {
			let name: BoundedVec<u8, _> = format!("name{i}.ride").into_bytes().try_into().unwrap();
			let deadline: BlockNumber = now + 1_000 + i;
			let offer = (account.clone(), deadline, provider.clone());
			PendingUsernames::<Runtime>::insert(&name, offer);
			UnbindingUsernames::<Runtime>::insert(&name, deadline);
		}
		let usernames = Promises::of_usernames();
		assert_eq!(usernames.count(), 2 + 2 * NAMES as usize);
		upgrade();

		// A name each, the way from one map to the other, and the end: with room for eleven in a block.
		assert_eq!(migrate_usernames(weight_of_a_name() * 11), (2 + 2 * NAMES + 2).div_ceil(11));
		assert_ok!(usernames.are_kept(&Promises::of_usernames()));
	});
}

#[test]
fn a_step_without_room_for_a_name_says_what_it_needs() {
	braked_chain().execute_with(|| {
		upgrade();
		assert_ok!(UsernameDeadlines::step(None, &mut WeightMeter::with_limit(weight_of_a_name())));
	});
}
