// SPDX-License-Identifier: Apache-2.0

//! The trust in messages of other chains.

mod brakes;
mod price;
mod reserves;

use crate::common::{alice, on_dev_chain};
use codec::Encode;
use cumulus_primitives_core::ParaId;
use frame_support::{assert_ok, traits::fungibles::Inspect, weights::Weight};
use outrider_runtime::{
	configs::xcm::{DenyTransactFromStrangers, LocationToAccountId, XcmConfig},
	constants::currency::RIDE,
	AccountId, Balances, ForeignAssets, RuntimeCall,
};
use sp_runtime::traits::AccountIdConversion;
use xcm::latest::prelude::*;
use xcm_executor::{traits::ConvertLocation, XcmExecutor};

const SIBLING: u32 = 2042;

fn sibling() -> Location {
	Location::new(1, [Parachain(SIBLING)])
}

fn sovereign(location: &Location) -> AccountId {
	LocationToAccountId::convert_location(location).unwrap()
}

fn beneficiary(account: &AccountId) -> Location {
	Location::new(0, [AccountId32 { network: None, id: account.clone().into() }])
}

fn execute(origin: Location, message: Xcm<RuntimeCall>) -> Outcome {
	let mut hash = message.using_encoded(sp_io::hashing::blake2_256);
	XcmExecutor::<XcmConfig>::prepare_and_execute(
		origin,
		message,
		&mut hash,
		Weight::MAX,
		Weight::zero(),
	)
}

#[test]
fn locations_map_to_known_accounts() {
	// "Parent", padded with zeros.
	let mut parent = [0; 32];
	parent[..6].copy_from_slice(b"Parent");
	assert_eq!(sovereign(&Location::parent()), AccountId::from(parent));
	// "sibl" and the id, little-endian.
	let mut expected = [0; 32];
	expected[..4].copy_from_slice(b"sibl");
	expected[4..8].copy_from_slice(&SIBLING.to_le_bytes());
	assert_eq!(sovereign(&sibling()), AccountId::from(expected));
	// On the relay chain the prefix is "para"; here it is not.
	let on_relay_chain: AccountId = ParaId::from(SIBLING).into_account_truncating();
	assert_ne!(sovereign(&sibling()), on_relay_chain);
	assert_eq!(sovereign(&beneficiary(&alice())), alice());
}

/// Executes a message of an account of this chain, whose weight a transaction has paid.
fn execute_local(account: &AccountId, message: Xcm<RuntimeCall>) -> Outcome {
	let mut hash = message.using_encoded(sp_io::hashing::blake2_256);
	XcmExecutor::<XcmConfig>::prepare_and_execute(
		beneficiary(account),
		message,
		&mut hash,
		Weight::MAX,
		Weight::MAX,
	)
}

/// The relay chain's token for an account, as the chain that holds its reserve sends it.
fn relay_token_for(amount: u128, fees: u128, to: &AccountId) -> Xcm<RuntimeCall> {
	Xcm(vec![
		ReserveAssetDeposited((Location::parent(), amount).into()),
		BuyExecution { fees: (Location::parent(), fees).into(), weight_limit: Unlimited },
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: beneficiary(to) },
	])
}

#[test]
fn relay_token_arrives_from_the_relay_chain_and_pays_for_its_way() {
	on_dev_chain(|| {
		let to = AccountId::from([9; 32]);
		let amount = 10_000_000_000_000;
		let outcome = execute(Location::parent(), relay_token_for(amount, amount, &to));
		assert_ok!(outcome.ensure_complete());
		let received = ForeignAssets::balance(Location::parent(), &to);
		assert!(received > amount * 9 / 10, "{received}");
		assert!(received < amount, "execution is not free");
	});
}

#[test]
fn relay_token_from_a_sibling_is_refused() {
	on_dev_chain(|| {
		let to = AccountId::from([9; 32]);
		let amount = 10_000_000_000_000;
		let outcome = execute(sibling(), relay_token_for(amount, amount, &to));
		assert!(outcome.ensure_complete().is_err());
		assert_eq!(ForeignAssets::balance(Location::parent(), &to), 0);
		assert_eq!(ForeignAssets::total_issuance(Location::parent()), 0);
	});
}

#[test]
fn unpaid_execution_is_refused_whoever_asks() {
	for origin in [Location::parent(), sibling()] {
		on_dev_chain(|| {
			let to = AccountId::from([9; 32]);
			let unpaid = Xcm(vec![
				UnpaidExecution { weight_limit: Unlimited, check_origin: None },
				ReserveAssetDeposited((origin.clone(), 10_000_000_000_000u128).into()),
				DepositAsset { assets: Wild(AllCounted(1)), beneficiary: beneficiary(&to) },
			]);
			let outcome = execute(origin.clone(), unpaid);
			assert!(
				matches!(outcome, Outcome::Incomplete { .. } | Outcome::Error(_)),
				"{origin:?}: {outcome:?}"
			);
			assert_eq!(ForeignAssets::total_issuance(Location::parent()), 0);
		});
	}
}

fn paid_transact(call: RuntimeCall) -> Xcm<RuntimeCall> {
	Xcm(vec![
		WithdrawAsset((Location::here(), RIDE).into()),
		BuyExecution { fees: (Location::here(), RIDE).into(), weight_limit: Unlimited },
		Transact {
			origin_kind: OriginKind::SovereignAccount,
			call: call.encode().into(),
			fallback_max_weight: None,
		},
	])
}

fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark_with_event { remark: vec![1, 2, 3] })
}

#[test]
fn transact_from_a_stranger_is_refused_at_any_depth() {
	on_dev_chain(|| {
		assert_ok!(<Balances as frame_support::traits::fungible::Mutate<_>>::mint_into(
			&sovereign(&sibling()),
			100 * RIDE
		));
		let nested = Xcm(vec![
			WithdrawAsset((Location::here(), RIDE).into()),
			BuyExecution { fees: (Location::here(), RIDE).into(), weight_limit: Unlimited },
			SetAppendix(paid_transact(remark())),
		]);
		for message in [paid_transact(remark()), nested] {
			let before = Balances::free_balance(sovereign(&sibling()));
			assert!(execute(sibling(), message).ensure_complete().is_err());
			assert_eq!(Balances::free_balance(sovereign(&sibling())), before, "not even paid for");
		}
		// The chain executes the same message without its Transact: only the Transact was refused.
		let mut harmless = paid_transact(remark());
		harmless.0.pop();
		assert_ok!(execute(sibling(), harmless).ensure_complete());
	});
}

#[test]
fn transact_of_the_relay_chain_is_its_own_account_and_never_root() {
	on_dev_chain(|| {
		assert_ok!(<Balances as frame_support::traits::fungible::Mutate<_>>::mint_into(
			&sovereign(&Location::parent()),
			100 * RIDE
		));
		assert_ok!(execute(Location::parent(), paid_transact(remark())).ensure_complete());
		let expected = frame_system::Event::<outrider_runtime::Runtime>::Remarked {
			sender: sovereign(&Location::parent()),
			hash: sp_io::hashing::blake2_256(&[1, 2, 3]).into(),
		};
		outrider_runtime::System::assert_has_event(expected.into());

		let as_root = Xcm(vec![
			WithdrawAsset((Location::here(), RIDE).into()),
			BuyExecution { fees: (Location::here(), RIDE).into(), weight_limit: Unlimited },
			Transact {
				origin_kind: OriginKind::Superuser,
				call: remark().encode().into(),
				fallback_max_weight: None,
			},
		]);
		assert!(execute(Location::parent(), as_root).ensure_complete().is_err());
	});
}

#[test]
fn local_accounts_are_no_strangers() {
	use xcm_executor::traits::{DenyExecution, Properties};
	let mut message = paid_transact(remark());
	let mut deny = |origin: &Location| {
		DenyTransactFromStrangers::deny_execution::<RuntimeCall>(
			origin,
			&mut message.0,
			Weight::zero(),
			&mut Properties { weight_credit: Weight::zero(), message_id: None },
		)
	};
	assert!(deny(&beneficiary(&alice())).is_ok());
	assert!(deny(&Location::parent()).is_ok());
	assert!(deny(&sibling()).is_err());
	assert!(deny(&Location::new(1, [AccountId32 { network: None, id: [1; 32] }])).is_err());
}
