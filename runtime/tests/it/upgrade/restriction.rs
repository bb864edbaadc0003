// SPDX-License-Identifier: Apache-2.0

//! The chain says whether the relay chain accepts new code.

use super::*;

fn is_restricted(chain: &mut WasmChain) -> bool {
	chain.call("UpgradeApi_restriction_signal", &[])
}

#[test]
fn the_relay_chains_restriction_can_be_asked_for_between_two_blocks() {
	for code in [Code::twelve_seconds(), Code::six_seconds()] {
		let mut chain = WasmChain::genesis(LOCAL_TESTNET, code, FIRST);
		assert!(!is_restricted(&mut chain), "genesis has no relay parent");
		for restricted in [false, true, false] {
			chain.restricted = restricted;
			chain.block(1, &[]);
			assert_eq!(is_restricted(&mut chain), restricted);
		}
	}
}
