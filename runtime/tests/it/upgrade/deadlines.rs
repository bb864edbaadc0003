// SPDX-License-Identifier: Apache-2.0

//! The migration of deadlines in blocks of this chain: motions, safe mode, usernames, aliases.

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
	migrations::block_time::{checks::Promises, AuthorizedAliases, Deadlines, UserDeadlines},
	BlockNumber, Executive, MultiBlockMigrations, PolkadotXcm, System, TechnicalCommittee, VERSION,
};
use pallet_identity::{PendingUsernames, UnbindingUsernames};
use sp_runtime::StateVersion;
use xcm::latest::prelude::GeneralKey;

type Place = <UserDeadlines as SteppedMigration>::Cursor;

/// [`lived_in_chain`] in safe mode.
fn braked_chain() -> WasmChain {
	static CHAIN: LazyLock<Snapshot> = LazyLock::new(|| brake(lived_in_chain()).snapshot());
	WasmChain::resume(&CHAIN)
}

/// Has the technical committee enter safe mode.
pub(crate) fn brake(mut chain: WasmChain) -> WasmChain {
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

/// The first work of the first block after an upgrade.
pub(super) fn upgrade() -> Weight {
	let weight = Executive::execute_on_runtime_upgrade();
	LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo::from(VERSION));
	weight
}

/// Runs the migrations that take several blocks to their end. Returns the number of blocks.
fn migrate() -> u32 {
	let mut blocks = 0;
	while MultiBlockMigrations::ongoing() {
		MultiBlockMigrations::step();
		System::set_block_number(System::block_number() + 1);
		blocks += 1;
	}
	blocks
}

/// Runs the migration of users' deadlines alone to its end, with this weight in each block. Returns the number of blocks.
pub(super) fn migrate_users(per_block: Weight) -> u32 {
	let mut place: Option<Place> = None;
	for block in 1.. {
		let mut meter = WeightMeter::with_limit(per_block);
		place = UserDeadlines::step(place, &mut meter).unwrap();
		if place.is_none() {
			return block;
		}
	}
	unreachable!()
}

/// The least weight that a step asks for.
fn weight_of_an_entry() -> Weight {
	let mut meter = WeightMeter::with_limit(Weight::from_parts(1, 1));
	match UserDeadlines::step(None, &mut meter) {
		Err(SteppedMigrationError::InsufficientWeight { required }) => required,
		other => panic!("a step without room: {other:?}"),
	}
}

#[test]
fn each_deadline_passes_at_the_promised_time() {
	braked_chain().execute_with(|| {
		let (governance, users) = (Promises::of_governance(), Promises::of_users());
		assert_eq!((governance.count(), users.count()), (2, 4));

		upgrade();
		assert_ok!(governance.are_kept(&Promises::of_governance()));
		assert!(users.are_kept(&Promises::of_users()).is_err(), "these take their time");
		migrate();
		assert_ok!(users.are_kept(&Promises::of_users()));
	});
}

/// In the first block itself they do not hold: Aura's invariants compare the last block's slot, an old one, with the
/// new slot length.
#[test]
fn all_invariants_hold_after_the_first_block() {
	let mut chain = braked_chain();
	chain.upgrade(Code::six_seconds());
	chain.block(1, &[]);
	chain.execute_with(try_state);
}

/// A motion ends three days after its proposal, which was made in the chain's second block.
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
		let (governance, users) = (Promises::of_governance(), Promises::of_users());
		LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo::from(VERSION));
		assert!(governance.are_kept(&Promises::of_governance()).is_err());
		assert!(users.are_kept(&Promises::of_users()).is_err());
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
		// Nothing changes either if this chain has never run this migration.
		let users = Promises::of_users();
		assert_eq!(migrate_users(MigrationServiceWeight::get()), 1);
		assert_eq!(Promises::of_users(), users);
	});
}

/// A chain runs a migration of several blocks only once. An upgrade within the 12-second line, here from 8,999 to
/// 9,000, must not run it.
#[test]
fn an_upgrade_within_the_twelve_second_line_leaves_the_migration_to_the_one_that_changes_the_block_time(
) {
	let mut chain = braked_chain();
	chain.execute_with(|| {
		LastRuntimeUpgrade::<Runtime>::mutate(|last| {
			last.as_mut().unwrap().spec_version = 8_999.into();
		});
	});
	chain.block(1, &[]);
	chain.block(1, &[]);
	let (governance, users) = chain.execute_with(|| {
		assert_eq!(System::last_runtime_upgrade_spec_version(), 9_000);
		assert_eq!(pallet_migrations::Historic::<Runtime>::iter_keys().count(), 0);
		(Promises::of_governance(), Promises::of_users())
	});
	chain.upgrade(Code::six_seconds());
	chain.block(1, &[]);
	chain.execute_with(|| {
		assert!(!MultiBlockMigrations::ongoing());
		assert_ok!(governance.are_kept(&Promises::of_governance()));
		assert_ok!(users.are_kept(&Promises::of_users()));
	});
}

/// The alias was admitted until a named block, which is a thousand 12-second blocks away.
#[test]
fn an_alias_expires_at_the_promised_time() {
	braked_chain().execute_with(|| {
		let last_before = System::block_number();
		// The alias was admitted in the block after the first.
		let left = 1 + ALIAS_LIFETIME - last_before;
		upgrade();
		migrate();
		let account = |id| Location::new(0, [AccountId32 { network: None, id }]);
		let acts = |number: u8| {
			let sibling = Location::new(1, [Parachain(2042)]);
			let alias = sibling.appended_with(AccountId32 { network: None, id: [number; 32] });
			let charlie = account(Charlie.to_account_id().into());
			PolkadotXcm::is_authorized_alias(alias.unwrap().into(), charlie.into()).unwrap()
		};
		System::set_block_number(last_before + 2 * left - 1);
		assert!(acts(1) && acts(2));
		System::set_block_number(last_before + 2 * left);
		assert!(!acts(1), "it has expired");
		assert!(acts(2), "it never expires");
	});
}

/// The most aliases that an account may admit, with the longest locations.
#[test]
fn the_weight_of_an_entry_covers_an_account_with_all_its_aliases() {
	let mut chain = braked_chain();
	chain.execute_with(|| {
		upgrade();
		let key = GeneralKey { length: 32, data: [7; 32] };
		let (account, mut entry) = AuthorizedAliases::iter().next().unwrap();
		let mut alias = entry.aliasers[0].clone();
		for i in entry.aliasers.len() as u32..pallet_xcm::MaxAuthorizedAliases::get() {
			alias.location =
				Location::new(1, [Parachain(i), key, key, key, key, key, key, key]).into();
			entry.aliasers.try_push(alias.clone()).unwrap();
		}
		AuthorizedAliases::insert(account, entry);
		PendingUsernames::<Runtime>::drain().for_each(drop);
		UnbindingUsernames::<Runtime>::drain().for_each(drop);
	});
	chain.externalities().commit_all().unwrap();
	let weight = chain.execute_with(weight_of_an_entry);
	let (_, proof) = chain.externalities().execute_and_prove(|| {
		// Two steps from one map to the next, one for the account, and one for the end.
		migrate_users(weight * 4)
	});
	let bytes = proof.encoded_size() as u64;
	assert!(
		(weight * 4).proof_size() >= bytes,
		"{weight} four times, and the proof has {bytes} bytes"
	);
	let done = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(3, 1);
	assert!(weight.ref_time() >= done.ref_time());
}

/// The most motions, each with the votes of the most members.
#[test]
fn the_weight_covers_the_work_and_fits_into_a_block() {
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
fn users_deadlines_take_as_many_blocks_as_they_need() {
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
		let users = Promises::of_users();
		assert_eq!(users.count(), 4 + 2 * NAMES as usize);
		upgrade();

		// Steps for each name, for the account with aliases, for the changes between three maps, and for the end.
		// Eleven fit into a block.
		let entries = 2 + 2 * NAMES + 1;
		assert_eq!(migrate_users(weight_of_an_entry() * 11), (entries + 3).div_ceil(11));
		assert_ok!(users.are_kept(&Promises::of_users()));
	});
}

#[test]
fn a_step_without_room_for_an_entry_names_the_weight_it_needs() {
	braked_chain().execute_with(|| {
		upgrade();
		assert_ok!(UserDeadlines::step(None, &mut WeightMeter::with_limit(weight_of_an_entry())));
	});
}
