// SPDX-License-Identifier: GPL-3.0-only

use crate::{
	fake_relay::{FakeRelay, AT, LOOKAHEAD, SESSION_AGE},
	finality::source::{RelayChainSource, RelaySource},
};
use cumulus_relay_chain_interface::ParaId;
use futures::executor::block_on;
use polkadot_primitives::runtime_api::ParachainHost;
use sc_executor::RuntimeVersion;
use sp_api::RuntimeApiInfo;
use std::sync::Arc;

/// The limits of a relay chain whose runtime has this version of `ParachainHost`, or lacks the API.
fn limits(parachain_host: Option<u32>) -> (Option<u32>, u32) {
	let id = <dyn ParachainHost<polkadot_primitives::Block>>::ID;
	let apis: Vec<_> = parachain_host.map(|version| (id, version)).into_iter().collect();
	let version = RuntimeVersion { apis: apis.into(), ..RuntimeVersion::default() };
	let relay = Arc::new(FakeRelay(version));
	let source = RelayChainSource { relay, para_id: ParaId::from(2_000) };
	block_on(async { (source.lookahead(AT).await.unwrap(), source.session_age(AT).await.unwrap()) })
}

#[test]
fn a_relay_chain_is_asked_for_a_limit_only_if_its_version_can_answer() {
	for (parachain_host, expected) in [
		(None, (None, 0)),
		(Some(11), (None, 0)),
		(Some(12), (None, 0)),
		(Some(13), (Some(LOOKAHEAD), 0)),
		(Some(15), (Some(LOOKAHEAD), 0)),
		(Some(16), (Some(LOOKAHEAD), SESSION_AGE)),
		(Some(17), (Some(LOOKAHEAD), SESSION_AGE)),
	] {
		assert_eq!(limits(parachain_host), expected, "{parachain_host:?}");
	}
}
