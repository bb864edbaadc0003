// SPDX-License-Identifier: Apache-2.0

//! The price of execution in the relay chain's token stays within its bounds.

use super::*;
use codec::Decode;
use frame_support::traits::{Get, UnfilteredDispatchable};
use outrider_runtime::{
	configs::{
		system::{
			dynamic_params::relay_token_price::{Parameters, UnitsPerMib, UnitsPerSecond},
			RuntimeParameters,
		},
		xcm::{PricePerMib, PricePerSecond, RelayTokenPrice},
	},
	RuntimeOrigin,
};

/// The call that sets a price, as the bytes of a proposal.
fn setting(parameter: Parameters) -> Vec<u8> {
	let key_value = RuntimeParameters::RelayTokenPrice(parameter);
	RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value }).encode()
}

/// The same call with other units, which are its last 16 bytes.
fn with_units(call: &[u8], units: u128) -> Option<RuntimeCall> {
	let (rest, _) = call.split_at(call.len() - 16);
	RuntimeCall::decode(&mut &[rest, &units.to_le_bytes()].concat()[..]).ok()
}

#[test]
fn a_price_of_zero_and_one_far_from_its_worth_are_no_calls() {
	let second = setting(Parameters::UnitsPerSecond(UnitsPerSecond, Some(PricePerSecond::MIN)));
	let mib = setting(Parameters::UnitsPerMib(UnitsPerMib, Some(PricePerMib::MIN)));
	for (call, min, max) in [
		(second, PricePerSecond::MIN.units(), PricePerSecond::MAX.units()),
		(mib, PricePerMib::MIN.units(), PricePerMib::MAX.units()),
	] {
		for units in [0, 1, min - 1, max + 1, u128::MAX] {
			assert!(with_units(&call, units).is_none(), "{units}");
		}
		for units in [min, max] {
			assert!(with_units(&call, units).is_some(), "{units}");
		}
	}
}

#[test]
fn the_price_is_what_governance_has_set_and_the_starting_one_before() {
	on_dev_chain(|| {
		let (id, second, mib) = RelayTokenPrice::get();
		assert_eq!(id, AssetId(Location::parent()));
		assert_eq!((second, mib), (1_000_000_000_000, 100_000_000_000));
		let call = setting(Parameters::UnitsPerSecond(UnitsPerSecond, Some(PricePerSecond::MAX)));
		let call = with_units(&call, 7 * second).unwrap();
		assert_ok!(call.dispatch_bypass_filter(RuntimeOrigin::root()));
		assert_eq!(RelayTokenPrice::get(), (id, 7 * second, mib));
	});
}

/// At the lowest price, a message of one instruction still costs something.
#[test]
fn no_execution_is_free_at_the_lowest_price() {
	on_dev_chain(|| {
		let prices = [
			Parameters::UnitsPerSecond(UnitsPerSecond, Some(PricePerSecond::MIN)),
			Parameters::UnitsPerMib(UnitsPerMib, Some(PricePerMib::MIN)),
		];
		for price in prices {
			let call = RuntimeCall::decode(&mut &setting(price)[..]).unwrap();
			assert_ok!(call.dispatch_bypass_filter(RuntimeOrigin::root()));
		}
		let to = AccountId::from([9; 32]);
		let amount = 10_000_000_000_000;
		assert_ok!(
			execute(Location::parent(), relay_token_for(amount, amount, &to)).ensure_complete()
		);
		let paid = amount - ForeignAssets::balance(Location::parent(), &to);
		assert!(paid > 1_000_000, "{paid}");
	});
}
