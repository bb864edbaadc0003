// SPDX-License-Identifier: Apache-2.0

//! A chain in memory whose blocks a test builds: with their author, their relay block number, and the hooks of emission
//! and dApp staking. Calls are dispatched without a fee.

use crate::common::genesis;
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	traits::{OnFinalize, UnfilteredDispatchable},
};
use outrider_runtime::{
	AccountId, BlockNumber, DappStaking, Emission, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, System,
};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{BlockNumberProvider, Dispatchable},
	Digest, DigestItem,
};

/// The relay block number of a chain's first block: about the number of a live relay chain.
pub const FIRST: u32 = 300_000_000;

/// The state that a preset builds, with its first block ended and its second begun.
pub fn started(preset: &str) -> TestExternalities {
	let mut chain = genesis(preset);
	chain.execute_with(|| {
		begin_block();
		end_block(FIRST);
		begin_block();
	});
	chain
}

/// Begins a block. The slot, and so the author, follows from the height.
pub fn begin_block() {
	let number = System::block_number() + 1;
	let slot = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(
		Slot::from(u64::from(number)),
	);
	System::reset_events();
	System::initialize(&number, &Default::default(), &Digest { logs: vec![slot] });
}

/// Ends the block at this relay block number, and checks the invariants of emission and dApp staking.
pub fn end_block(relay_number: u32) {
	let number = System::block_number();
	RelaychainDataProvider::<Runtime>::set_block_number(relay_number);
	<Emission as OnFinalize<BlockNumber>>::on_finalize(number);
	<DappStaking as OnFinalize<BlockNumber>>::on_finalize(number);
	<outrider_runtime::Authorship as OnFinalize<BlockNumber>>::on_finalize(number);
	Emission::do_try_state().unwrap();
	DappStaking::do_try_state().unwrap();
}

/// The relay block number of the newest block that has ended.
pub fn relay_number() -> u32 {
	RelaychainDataProvider::<Runtime>::current_block_number()
}

/// Ends this block `gap` relay slots after the one before, and begins another.
pub fn next_block(gap: u32) {
	end_block(relay_number() + gap);
	begin_block();
}

/// Dispatches a call by `who`, in a transaction: all of its changes or none.
pub fn call(who: &AccountId, call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	call.into().dispatch(RuntimeOrigin::signed(who.clone()))
}

/// Dispatches a call by Root, without the filters.
pub fn call_as_root(call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	call.into().dispatch_bypass_filter(RuntimeOrigin::root())
}

/// The rewards that this block has paid to a staker so far, by its events.
pub fn reward_paid_to(who: &AccountId) -> u128 {
	System::events()
		.into_iter()
		.map(|record| match record.event {
			RuntimeEvent::DappStaking(pallet_dapp_staking::Event::RewardPaid {
				who: paid,
				amount,
				..
			}) if paid == *who => amount,
			_ => 0,
		})
		.sum()
}
