// SPDX-License-Identifier: Apache-2.0

//! The reserves of tokens: who sets them, and no token leaves for another chain.

use super::*;
use crate::{
	chain::call_as_root,
	common::{bob, genesis},
};
use cumulus_primitives_core::UpwardMessageSender;
use frame_support::{
	assert_noop,
	traits::{
		fungible,
		fungibles::{roles::Inspect as _, Mutate},
		tokens::ProvideAssetReserves,
		ContainsPair, UnfilteredDispatchable,
	},
};
use outrider_runtime::{
	configs::{
		governance::TreasuryAccount,
		xcm::{TrustedReserves, UniversalLocation},
	},
	genesis_presets::{CANARY, DEVELOPMENT, LOCAL_TESTNET, MAIN, STAGING},
	relay_chains::ASSET_HUB,
	ParachainSystem, Runtime, RuntimeEvent, RuntimeOrigin, System,
};
use sp_runtime::DispatchError;
use xcm::{
	latest::{AssetTransferFilter, ROCOCO_GENESIS_HASH},
	VersionedAssetId, VersionedAssets, VersionedLocation,
};
use xcm_executor::traits::TransferType;

const AMOUNT: u128 = 10_000_000_000_000;

fn asset_hub() -> Location {
	Location::new(1, [Parachain(ASSET_HUB)])
}

/// The reserve of the relay chain's token on each network, and a chain without the reserve.
fn networks() -> [(&'static str, Location, Location); 5] {
	[
		(DEVELOPMENT, Location::parent(), asset_hub()),
		(LOCAL_TESTNET, Location::parent(), asset_hub()),
		(STAGING, asset_hub(), Location::parent()),
		(CANARY, asset_hub(), Location::parent()),
		(MAIN, asset_hub(), Location::parent()),
	]
}

fn relay_token(amount: u128) -> Asset {
	(Location::parent(), amount).into()
}

/// Gives Alice some of the relay chain's token, and RIDE for fees, and opens channels to Asset Hub and the relay chain.
fn fund() {
	<ForeignAssets as Mutate<_>>::mint_into(Location::parent(), &alice(), AMOUNT).unwrap();
	<Balances as fungible::Mutate<_>>::mint_into(&alice(), 1_000 * RIDE).unwrap();
	ParachainSystem::open_outbound_hrmp_channel_for_benchmarks_or_tests(ASSET_HUB.into());
	<ParachainSystem as UpwardMessageSender>::ensure_successful_delivery();
}

fn held() -> u128 {
	ForeignAssets::balance(Location::parent(), alice())
}

#[test]
fn relay_token_comes_in_from_its_reserve_and_from_nowhere_else() {
	for (preset, reserve, elsewhere) in networks() {
		for (origin, comes) in [(reserve, true), (elsewhere, false), (sibling(), false)] {
			genesis(preset).execute_with(|| {
				let to = AccountId::from([9; 32]);
				let outcome = execute(origin.clone(), relay_token_for(AMOUNT, AMOUNT, &to));
				assert_eq!(outcome.ensure_complete().is_ok(), comes, "{preset} {origin:?}");
				let received = ForeignAssets::balance(Location::parent(), &to);
				assert_eq!(received > AMOUNT / 2, comes, "{preset} {origin:?}");
				assert!(received < AMOUNT, "execution is not free");
			});
		}
	}
}

#[test]
fn a_sibling_is_the_reserve_of_its_own_tokens_and_of_no_other() {
	on_dev_chain(|| {
		let of = |place: Location| (place, 1u128).into();
		let token_on_sibling =
			Location::new(1, [Parachain(SIBLING), PalletInstance(50), GeneralIndex(7)]);
		let other = Location::new(1, [Parachain(SIBLING + 1)]);
		let account =
			Location::new(1, [Parachain(SIBLING), AccountId32 { network: None, id: [1; 32] }]);
		let table: [(Asset, Location, bool); 9] = [
			(of(Location::parent()), sibling(), false),
			(of(sibling()), sibling(), true),
			(of(sibling()), other.clone(), false),
			(of(sibling()), Location::parent(), false),
			(of(sibling()), account, false),
			(of(token_on_sibling.clone()), sibling(), true),
			(of(token_on_sibling), other, false),
			(of(Location::here()), sibling(), false),
			(of(Location::here()), Location::parent(), false),
		];
		for (asset, origin, expected) in table {
			let trusted = TrustedReserves::contains(&asset, &origin);
			assert_eq!(trusted, expected, "{asset:?} {origin:?}");
		}
	});
}

#[test]
fn root_alone_says_where_the_reserve_is() {
	for (preset, reserve, elsewhere) in networks() {
		genesis(preset).execute_with(|| {
			let id = Location::parent();
			assert_eq!(ForeignAssets::reserves(&id), vec![reserve.clone()], "{preset}");
			assert_eq!(ForeignAssets::owner(id.clone()), Some(TreasuryAccount::get()));
			let set = |reserves: Vec<Location>| {
				let reserves = reserves.try_into().unwrap();
				let call = pallet_assets::Call::set_reserves { id: id.clone(), reserves };
				RuntimeCall::ForeignAssets(call)
			};
			for account in [alice(), bob()] {
				let origin = RuntimeOrigin::signed(account);
				let refused = set(vec![elsewhere.clone()]).dispatch_bypass_filter(origin);
				let error = pallet_assets::Error::<Runtime>::NoPermission;
				assert_noop!(refused.map_err(|error| error.error), error);
			}
			let relay = cumulus_pallet_xcm::Origin::Relay.into();
			let refused = set(vec![elsewhere.clone()]).dispatch_bypass_filter(relay);
			assert_noop!(refused.map_err(|error| error.error), DispatchError::BadOrigin);

			assert_ok!(call_as_root(set(vec![elsewhere.clone()])));
			assert!(TrustedReserves::contains(&relay_token(1), &elsewhere));
			assert!(!TrustedReserves::contains(&relay_token(1), &reserve));
			// With an empty list no chain is a reserve.
			assert_ok!(call_as_root(set(vec![])));
			assert!(!TrustedReserves::contains(&relay_token(1), &elsewhere));
			assert!(!TrustedReserves::contains(&relay_token(1), &reserve));
		});
	}
}

/// The documented way out: the destination is the reserve.
fn leave(to: Location, kind: TransferType) -> RuntimeCall {
	let there = Location::new(0, [AccountId32 { network: None, id: bob().into() }]);
	let deposit: Xcm<()> =
		Xcm(vec![DepositAsset { assets: Wild(AllCounted(1)), beneficiary: there }]);
	RuntimeCall::PolkadotXcm(pallet_xcm::Call::transfer_assets_using_type_and_then {
		dest: Box::new(VersionedLocation::from(to)),
		assets: Box::new(VersionedAssets::from(Assets::from(relay_token(AMOUNT / 2)))),
		assets_transfer_type: Box::new(kind.clone()),
		remote_fees_id: Box::new(VersionedAssetId::from(AssetId(Location::parent()))),
		fees_transfer_type: Box::new(kind),
		custom_xcm_on_dest: Box::new(xcm::VersionedXcm::from(deposit)),
		weight_limit: Unlimited,
	})
}

#[test]
fn relay_token_leaves_for_its_reserve_by_one_call_and_for_nowhere_else() {
	for (preset, reserve, elsewhere) in networks() {
		genesis(preset).execute_with(|| {
			fund();
			let by_alice = || RuntimeOrigin::signed(alice());
			let away = leave(elsewhere, TransferType::DestinationReserve);
			assert!(away.dispatch_bypass_filter(by_alice()).is_err(), "{preset}");
			assert_eq!(held(), AMOUNT, "{preset}");

			let home = leave(reserve.clone(), TransferType::DestinationReserve);
			assert_ok!(home.dispatch_bypass_filter(by_alice()));
			assert_eq!(held(), AMOUNT / 2, "{preset}");
			assert_eq!(ForeignAssets::total_issuance(Location::parent()), AMOUNT / 2);
			let sent = System::events().into_iter().any(|record| {
				matches!(
					record.event,
					RuntimeEvent::PolkadotXcm(pallet_xcm::Event::Sent { ref destination, .. })
						if *destination == reserve
				)
			});
			assert!(sent, "{preset}: the message to {reserve:?}");
		});
	}
}

/// As a transfer of a token whose reserve is here: the tokens would be in the account of a chain that refuses the message.
#[test]
fn the_relay_token_leaves_for_no_chain_as_if_its_reserve_were_here() {
	for (preset, reserve, elsewhere) in networks() {
		for to in [reserve, elsewhere] {
			genesis(preset).execute_with(|| {
				fund();
				let call = leave(to.clone(), TransferType::LocalReserve);
				assert_barred(call, &to, &format!("{preset}: to {to:?}"));
			});
		}
	}
}

/// The relay chain holds no other chain's tokens.
#[test]
fn no_call_sends_ride_to_the_relay_chain() {
	for (preset, ..) in networks() {
		genesis(preset).execute_with(|| {
			fund();
			let to = Location::parent();
			let there = Location::new(0, [AccountId32 { network: None, id: bob().into() }]);
			let rides = || Box::new(VersionedAssets::from(Assets::from((Location::here(), RIDE))));
			let dest = || Box::new(VersionedLocation::from(to.clone()));
			let beneficiary = || Box::new(VersionedLocation::from(there.clone()));
			let calls = [
				pallet_xcm::Call::limited_reserve_transfer_assets {
					dest: dest(),
					beneficiary: beneficiary(),
					assets: rides(),
					fee_asset_item: 0,
					weight_limit: Unlimited,
				},
				pallet_xcm::Call::transfer_assets {
					dest: dest(),
					beneficiary: beneficiary(),
					assets: rides(),
					fee_asset_item: 0,
					weight_limit: Unlimited,
				},
			];
			for call in calls {
				assert_barred(call.into(), &to, preset);
			}
		});
	}
}

/// RIDE goes to a sibling, which can hold it, and to an account of this chain.
#[test]
fn ride_leaves_for_a_sibling_and_other_tokens_move_within_this_chain() {
	genesis(STAGING).execute_with(|| {
		fund();
		let there = Location::new(0, [AccountId32 { network: None, id: bob().into() }]);
		let call: RuntimeCall = pallet_xcm::Call::limited_reserve_transfer_assets {
			dest: Box::new(VersionedLocation::from(asset_hub())),
			beneficiary: Box::new(VersionedLocation::from(there)),
			assets: Box::new(VersionedAssets::from(Assets::from((Location::here(), RIDE)))),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		}
		.into();
		assert_ok!(call.dispatch_bypass_filter(RuntimeOrigin::signed(alice())));
		assert_eq!(Balances::free_balance(sovereign(&asset_hub())), RIDE);

		let within = Xcm(vec![TransferAsset {
			assets: relay_token(AMOUNT / 2).into(),
			beneficiary: beneficiary(&bob()),
		}]);
		assert_ok!(execute_local(&alice(), within).ensure_complete());
		assert_eq!(ForeignAssets::balance(Location::parent(), bob()), AMOUNT / 2);
	});
}

/// Alice's call fails at the barrier, and moves nothing to the account of the chain.
fn assert_barred(call: RuntimeCall, to: &Location, what: &str) {
	let rides = <Balances as fungible::Inspect<AccountId>>::total_balance;
	let before = (rides(&alice()), rides(&sovereign(to)));
	let refused = call.dispatch_bypass_filter(RuntimeOrigin::signed(alice()));
	let error = pallet_xcm::Error::<Runtime>::LocalExecutionIncompleteWithError {
		index: 0,
		error: pallet_xcm::ExecutionError::Barrier,
	};
	assert_eq!(refused.unwrap_err().error, error.into(), "{what}");
	assert_eq!((rides(&alice()), rides(&sovereign(to))), before, "{what}");
	assert_eq!(held(), AMOUNT, "{what}");
	assert_eq!(ForeignAssets::balance(Location::parent(), sovereign(to)), 0, "{what}");
}

/// The shorter call is refused, because the pallet would have to guess the chain that holds the reserve.
#[test]
fn the_call_that_guesses_the_reserve_is_refused_for_the_relay_token() {
	genesis(STAGING).execute_with(|| {
		fund();
		let there = Location::new(0, [AccountId32 { network: None, id: bob().into() }]);
		let call = RuntimeCall::PolkadotXcm(pallet_xcm::Call::transfer_assets {
			dest: Box::new(VersionedLocation::from(asset_hub())),
			beneficiary: Box::new(VersionedLocation::from(there)),
			assets: Box::new(VersionedAssets::from(Assets::from(relay_token(AMOUNT / 2)))),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		});
		let refused = call.dispatch_bypass_filter(RuntimeOrigin::signed(alice()));
		let error = pallet_xcm::Error::<Runtime>::InvalidAssetUnknownReserve.into();
		assert_eq!(refused.unwrap_err().error, error);
	});
}

/// All instructions that would burn the relay chain's token here and send a message that the relay chain can't honour.
fn losses(to: Location) -> Vec<Instruction<RuntimeCall>> {
	let wilds = [
		Wild(All),
		Wild(AllCounted(1)),
		Wild(AllOf { id: AssetId(Location::parent()), fun: WildFungible }),
		Wild(AllOfCounted { id: AssetId(Location::parent()), fun: WildFungible, count: 1 }),
		Definite(relay_token(AMOUNT / 2).into()),
	];
	let transfer = |filter: AssetTransferFilter, fees: bool| InitiateTransfer {
		destination: to.clone(),
		remote_fees: fees.then(|| filter.clone()),
		preserve_origin: false,
		assets: if fees { Default::default() } else { vec![filter].try_into().unwrap() },
		remote_xcm: Xcm(vec![]),
	};
	let mut losses = vec![];
	for filter in wilds {
		losses.push(InitiateReserveWithdraw {
			assets: filter.clone(),
			reserve: to.clone(),
			xcm: Xcm(vec![]),
		});
		losses.push(transfer(AssetTransferFilter::ReserveWithdraw(filter.clone()), false));
		losses.push(transfer(AssetTransferFilter::ReserveWithdraw(filter), true));
	}
	losses
}

/// The instruction alone, and inside of programs that this chain would execute.
fn nested(instruction: Instruction<RuntimeCall>) -> Vec<Xcm<RuntimeCall>> {
	let flat = Xcm(vec![instruction]);
	let appendix = |inner: &Xcm<RuntimeCall>| Xcm(vec![SetAppendix(inner.clone())]);
	let handler = |inner: &Xcm<RuntimeCall>| Xcm(vec![SetErrorHandler(inner.clone()), Trap(1)]);
	let other = |inner: &Xcm<RuntimeCall>| {
		Xcm(vec![ExecuteWithOrigin { descendant_origin: None, xcm: inner.clone() }])
	};
	vec![
		appendix(&flat),
		handler(&flat),
		other(&flat),
		appendix(&handler(&other(&appendix(&flat)))),
		flat,
	]
}

fn assert_denied(instruction: Instruction<RuntimeCall>) {
	for program in nested(instruction) {
		let mut message = vec![WithdrawAsset(relay_token(AMOUNT / 2).into())];
		message.extend(program.0);
		let outcome = execute_local(&alice(), Xcm(message.clone()));
		// The barrier refuses the message before anything is executed.
		let denied = matches!(
			outcome,
			Outcome::Incomplete { ref error, .. } | Outcome::Error(ref error)
				if error.error == XcmError::Barrier
		);
		assert!(denied, "{message:?}: {outcome:?}");
		assert_eq!(held(), AMOUNT, "{message:?}");
	}
}

#[test]
fn a_withdrawal_where_the_reserve_is_not_is_denied_at_any_depth() {
	genesis(STAGING).execute_with(|| {
		fund();
		losses(Location::parent()).into_iter().for_each(assert_denied);
		// Any token, from any chain, if the message says which chain.
		for token in [relay_token(AMOUNT), (Location::here(), RIDE).into()] {
			assert_denied(InitiateReserveWithdraw {
				assets: Definite(token.into()),
				reserve: sibling(),
				xcm: Xcm(vec![]),
			});
		}
	});
	// On a local network the relay chain is the reserve, and Asset Hub is not.
	genesis(LOCAL_TESTNET).execute_with(|| {
		fund();
		assert_denied(InitiateReserveWithdraw {
			assets: Definite(relay_token(AMOUNT).into()),
			reserve: asset_hub(),
			xcm: Xcm(vec![]),
		});
	});
}

#[test]
fn a_deposit_at_the_relay_chain_is_denied_at_any_depth() {
	for (preset, ..) in networks() {
		genesis(preset).execute_with(|| {
			fund();
			let rides: Assets = (Location::here(), RIDE).into();
			let deposit = AssetTransferFilter::ReserveDeposit(Definite(rides.clone()));
			for instruction in [
				DepositReserveAsset {
					assets: Wild(All),
					dest: Location::parent(),
					xcm: Xcm(vec![]),
				},
				TransferReserveAsset {
					assets: rides.clone(),
					dest: Location::parent(),
					xcm: Xcm(vec![]),
				},
				InitiateTransfer {
					destination: Location::parent(),
					remote_fees: None,
					preserve_origin: false,
					assets: vec![deposit].try_into().unwrap(),
					remote_xcm: Xcm(vec![]),
				},
			] {
				assert_denied(instruction);
			}
		});
	}
}

#[test]
fn a_deposit_of_another_chains_token_is_denied_at_any_depth() {
	for (preset, reserve, elsewhere) in networks() {
		for to in [reserve, elsewhere, sibling()] {
			genesis(preset).execute_with(|| {
				fund();
				deposits(to).into_iter().for_each(assert_denied);
			});
		}
	}
}

/// All instructions that would leave the relay chain's token with another chain as if its reserve were here.
fn deposits(dest: Location) -> Vec<Instruction<RuntimeCall>> {
	let tokens: Assets = relay_token(AMOUNT / 2).into();
	let filters = [
		Wild(All),
		Wild(AllCounted(1)),
		Wild(AllOf { id: AssetId(Location::parent()), fun: WildFungible }),
		Definite(tokens.clone()),
	];
	let mut deposits = vec![
		TransferReserveAsset { assets: tokens.clone(), dest: dest.clone(), xcm: Xcm(vec![]) },
		TransferAsset { assets: tokens, beneficiary: dest.clone() },
	];
	for assets in filters {
		let filter = AssetTransferFilter::ReserveDeposit(assets.clone());
		deposits.push(DepositReserveAsset { assets, dest: dest.clone(), xcm: Xcm(vec![]) });
		deposits.push(InitiateTransfer {
			destination: dest.clone(),
			remote_fees: None,
			preserve_origin: false,
			assets: vec![filter.clone()].try_into().unwrap(),
			remote_xcm: Xcm(vec![]),
		});
		deposits.push(InitiateTransfer {
			destination: dest.clone(),
			remote_fees: Some(filter),
			preserve_origin: false,
			assets: Default::default(),
			remote_xcm: Xcm(vec![]),
		});
	}
	deposits
}

#[test]
fn the_networks_name_is_that_of_the_relay_chain_of_the_preset() {
	for (preset, network) in [
		(DEVELOPMENT, NetworkId::ByGenesis(ROCOCO_GENESIS_HASH)),
		(LOCAL_TESTNET, NetworkId::ByGenesis(ROCOCO_GENESIS_HASH)),
		// Paseo's runtimes use Polkadot's name.
		(STAGING, NetworkId::Polkadot),
		(CANARY, NetworkId::Kusama),
		(MAIN, NetworkId::Polkadot),
	] {
		genesis(preset).execute_with(|| {
			assert_eq!(UniversalLocation::get().global_consensus(), Ok(network), "{preset}");
			let account = |network| {
				let id = alice().into();
				let location = Location::new(0, [AccountId32 { network, id }]);
				LocationToAccountId::convert_location(&location) == Some(alice())
			};
			assert!(account(Some(network)) && account(None), "{preset}");
			assert!(!account(Some(NetworkId::BitcoinCore)), "{preset}: another network's account");
		});
	}
}
