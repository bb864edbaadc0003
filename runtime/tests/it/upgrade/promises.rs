// SPDX-License-Identifier: Apache-2.0

//! Runs the same chain twice, once with the upgrade and once without. Whenever both have a block at the same relay-chain number,
//! all facts that are counted in relay-chain blocks must be the same.

use super::*;
use frame_support::{
	storage::{with_transaction, TransactionOutcome},
	traits::VestingSchedule,
};
use outrider_runtime::{
	Balance, DappStaking, Emission, Proxy, RuntimeEvent, System, Vesting, VERSION,
};
use pallet_dapp_staking::{Chunk, Era, Pending};
use pallet_emission::Totals;
use pallet_referenda::{ReferendumInfo, ReferendumInfoFor};
use sp_runtime::DispatchResult;
use std::collections::BTreeMap;

const STAKERS: [Sr25519Keyring; 5] = [Alice, Bob, Charlie, Dave, Eve];
/// Relay blocks for which both chains are watched: until after the last promise, the unbonding of Bob's stake.
const WATCHED: u32 = 80;

/// Promises to users, and their state.
#[derive(Debug, PartialEq)]
pub(crate) struct State {
	pub(crate) era: Era,
	pool: Balance,
	pub(crate) released: Balance,
	/// The minted and the withheld part of it. Unknown while an era is being settled, which takes a number of blocks.
	pub(crate) settled: Option<(Balance, Balance)>,
	/// Relay slots paid and missed.
	pub(crate) slots: (u32, u32),
	pending: Vec<Pending>,
	chunks: Vec<Chunk>,
	pub(crate) can_withdraw: bool,
	still_vests: Option<Balance>,
	pub(crate) has_run: bool,
	/// The relay-chain block at which the referendum was rejected.
	pub(crate) rejected: Option<u32>,
	pub(crate) can_act_as_proxy: bool,
}

/// Whether the action would succeed now. Its changes are discarded.
fn possible(action: impl FnOnce() -> DispatchResult) -> bool {
	let tried: Result<bool, sp_runtime::DispatchError> =
		with_transaction(|| TransactionOutcome::Rollback(Ok(action().is_ok())));
	tried.unwrap()
}

fn by(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

pub(crate) fn state() -> State {
	let schedule = Emission::schedule().unwrap();
	let Totals { minted, withheld, .. } = schedule.totals;
	let staking = DappStaking::state().unwrap();
	let rejected = match ReferendumInfoFor::<Runtime>::get(0).unwrap() {
		ReferendumInfo::Rejected(at, ..) => Some(at),
		_ => None,
	};
	let act = || {
		let call = Box::new(remark(b"by proxy"));
		Proxy::proxy_announced(by(Eve), address(Eve), address(Charlie), None, call)
	};
	let accounts = STAKERS.map(|staker| staker.to_account_id());
	State {
		era: staking.era,
		pool: staking.pool,
		released: schedule.totals.released,
		settled: staking.settling.is_none().then_some((minted, withheld)),
		slots: (schedule.clock.paid, schedule.clock.missed),
		pending: accounts.iter().map(DappStaking::pending).collect(),
		chunks: DappStaking::ledger(&Bob.to_account_id()).chunks.into(),
		can_withdraw: possible(|| DappStaking::withdraw_unbonded(by(Bob))),
		still_vests: Vesting::vesting_balance(&Ferdie.to_account_id()),
		has_run: sp_io::storage::exists(MARK),
		rejected,
		can_act_as_proxy: possible(act),
	}
}

/// The facts of the chain, by the relay block number of each block.
fn watch(chain: &mut WasmChain) -> BTreeMap<u32, State> {
	let end = chain.relay_number + WATCHED;
	let mut states = BTreeMap::new();
	while chain.relay_number < end {
		chain.block(1, &[]);
		states.insert(chain.relay_number, chain.execute_with(state));
	}
	states
}

#[test]
fn every_promise_is_kept_at_the_same_relay_block_with_and_without_the_upgrade() {
	let mut old = lived_in_chain();
	let mut new = lived_in_chain();
	new.upgrade(Code::six_seconds());
	let (mut old, mut new) = (watch(&mut old), watch(&mut new));
	assert_eq!((old.len(), new.len()), (WATCHED as usize / 2, WATCHED as usize));
	let mut settled = 0;
	for (number, state) in &mut old {
		let other = new.get_mut(number).expect("every second 6-second block");
		if state.settled.is_none() || other.settled.is_none() {
			(state.settled, other.settled) = (None, None);
		}
		settled += usize::from(state.settled.is_some());
		assert_eq!(other, state, "at relay block {number}");
	}
	assert!(settled >= old.len() / 3, "{settled} blocks with no era being settled");

	// All promises were kept in the meantime, on both chains.
	let (first, last) = (old.values().next().unwrap(), old.values().last().unwrap());
	assert!(last.era.index >= first.era.index + 7);
	let before = (first.can_withdraw, first.has_run, first.rejected, first.can_act_as_proxy);
	assert_eq!(before, (false, false, None, false));
	assert!(last.can_withdraw && last.has_run && last.rejected.is_some() && last.can_act_as_proxy);
	assert!(first.still_vests > last.still_vests && last.still_vests > Some(0));
	assert!(last.released > first.released);
}

/// A block pays for its relay slots, so that a block of 6 s pays half of a block of 12 s, to the plank.
#[test]
fn a_block_pays_exactly_half_of_what_it_paid() {
	let mut chain = lived_in_chain();
	let mut released = Vec::new();
	let mut note = |chain: &mut WasmChain| {
		chain.block(1, &[]);
		released.push(chain.execute_with(|| Emission::schedule().unwrap().totals.released));
	};
	note(&mut chain);
	note(&mut chain);
	chain.upgrade(Code::six_seconds());
	note(&mut chain);
	note(&mut chain);
	let paid: Vec<_> = released.windows(2).map(|pair| pair[1] - pair[0]).collect();
	assert_eq!(paid[0], 2 * paid[1]);
	assert_eq!(paid[1], paid[2]);
}

/// The collators were slow at the switch: the slot of the first new block is 12 seconds after the last old one.
#[test]
fn the_slot_that_the_switch_takes_is_paid() {
	let mut chain = lived_in_chain();
	let before = chain.execute_with(|| Emission::schedule().unwrap());
	chain.upgrade(Code::six_seconds());
	chain.block(2, &[]);
	let after = chain.execute_with(|| Emission::schedule().unwrap());
	assert_eq!(after.clock.paid - before.clock.paid, 2);
	assert_eq!((after.clock.missed, after.clock.backlog), (0, 0));
	let worth = 2 * before.cycle.per_slot.total();
	assert_eq!(after.totals.released - before.totals.released, worth);
}

#[test]
fn the_first_claim_after_the_upgrade_pays_the_pending_reward_of_the_last_old_block() {
	let mut chain = lived_in_chain();
	chain.upgrade(Code::six_seconds());
	// In the first block migrations leave no room for transactions, and in the second the end of a session leaves none.
	chain.block(1, &[]);
	chain.block(1, &[]);
	let pending = chain.execute_with(|| DappStaking::pending(&Bob.to_account_id()).total);
	chain.block(1, &[(Bob, pallet_dapp_staking::Call::claim {}.into())]);
	let paid = chain.execute_with(|| {
		let paid = System::events().into_iter().find_map(|record| match record.event {
			RuntimeEvent::DappStaking(pallet_dapp_staking::Event::RewardPaid {
				amount, ..
			}) => Some(amount),
			_ => None,
		});
		paid.expect("the claim pays")
	});
	assert!(pending > 0);
	assert_eq!(paid, pending);
}

#[test]
fn the_first_block_names_the_new_version_and_ends_the_migrations() {
	let mut chain = lived_in_chain();
	chain.upgrade(Code::six_seconds());
	chain.block(1, &[]);
	chain.execute_with(|| {
		assert_eq!(System::last_runtime_upgrade_spec_version(), VERSION.spec_version);
		assert!(!pallet_migrations::Cursor::<Runtime>::exists());
		let done = pallet_migrations::Event::<Runtime>::UpgradeCompleted;
		assert!(System::events().iter().any(|record| record.event == done.clone().into()));
		let failed = |event: &RuntimeEvent| {
			matches!(
				event,
				RuntimeEvent::MultiBlockMigrations(
					pallet_migrations::Event::MigrationFailed { .. }
						| pallet_migrations::Event::UpgradeFailed
				)
			)
		};
		assert!(!System::events().iter().any(|record| failed(&record.event)));
	});
}
