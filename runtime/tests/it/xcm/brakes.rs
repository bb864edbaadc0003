// SPDX-License-Identifier: Apache-2.0

//! XCM stops when it should, and no message is lost in the meantime.

use super::*;
use crate::{chain::call_as_root, common::genesis};
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::traits::{EnqueueMessage, ServiceQueues, UnfilteredDispatchable};
use outrider_runtime::{
	configs::governance::TechnicalCollective,
	genesis_presets::{LOCAL_TESTNET, STAGING},
	MessageQueue, Runtime, RuntimeOrigin, SafeMode,
};
use xcm::VersionedXcm;

const AMOUNT: u128 = 10_000_000_000_000;

fn receiver() -> AccountId {
	AccountId::from([9; 32])
}

/// A message with money arrives from the chain that holds its reserve.
fn arrive(from: AggregateMessageOrigin) {
	let message = relay_token_for(AMOUNT, AMOUNT, &receiver());
	let message = VersionedXcm::from(message).encode();
	MessageQueue::enqueue_message(message.as_slice().try_into().unwrap(), from);
}

/// Runs the queues of a block. Returns the balance of the receiver after it.
fn serve() -> u128 {
	MessageQueue::service_queues(Weight::MAX);
	ForeignAssets::balance(Location::parent(), receiver())
}

fn suspend(suspended: bool) {
	let call: RuntimeCall = pallet_xcm::Call::force_suspension { suspended }.into();
	let two_of_three =
		pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(2, 3);
	assert_ok!(call.dispatch_bypass_filter(two_of_three.into()));
}

/// The chain with the reserve of the relay chain's token, by network.
fn networks() -> [(&'static str, AggregateMessageOrigin); 2] {
	[
		(LOCAL_TESTNET, AggregateMessageOrigin::Parent),
		(STAGING, AggregateMessageOrigin::Sibling(1000.into())),
	]
}

#[test]
fn in_safe_mode_messages_wait_and_go_on_after_it() {
	for (preset, from) in networks() {
		genesis(preset).execute_with(|| {
			assert_ok!(call_as_root(pallet_safe_mode::Call::<Runtime>::force_enter {}));
			assert!(SafeMode::is_entered());
			arrive(from);
			assert_eq!(serve(), 0, "{preset}");
			assert_ok!(call_as_root(pallet_safe_mode::Call::<Runtime>::force_exit {}));
			assert!(serve() > AMOUNT / 2, "{preset}");
		});
	}
}

#[test]
fn while_xcm_is_suspended_messages_wait_and_go_on_after_it() {
	for (preset, from) in networks() {
		genesis(preset).execute_with(|| {
			suspend(true);
			arrive(from);
			assert_eq!(serve(), 0, "{preset}");
			suspend(false);
			assert!(serve() > AMOUNT / 2, "{preset}");
		});
	}
}

#[test]
fn while_xcm_is_suspended_nothing_is_executed_from_here_either() {
	on_dev_chain(|| {
		let clear = || Xcm(vec![ClearOrigin]);
		assert_ok!(execute_local(&alice(), clear()).ensure_complete());
		suspend(true);
		assert!(execute_local(&alice(), clear()).ensure_complete().is_err());
		let call: RuntimeCall = pallet_xcm::Call::execute {
			message: Box::new(VersionedXcm::from(clear())),
			max_weight: Weight::MAX,
		}
		.into();
		assert!(call.clone().dispatch_bypass_filter(RuntimeOrigin::signed(alice())).is_err());
		suspend(false);
		assert_ok!(call.dispatch_bypass_filter(RuntimeOrigin::signed(alice())));
	});
}
