// SPDX-License-Identifier: Apache-2.0

//! The networks that anybody may join. They have real times, and no key that is well known.
//!
//! The canary network is the main network on another relay chain: as many collators, seats and members of the committee, the
//! same allocations. What went well on the one has been tried with the numbers of the other.

use super::{placeholder, Genesis, Governance, Sequencing, Staking};
use crate::{
	configs::governance::TreasuryAccount,
	constants::currency::RIDE,
	relay_chains::{RelayChain, KUSAMA, PASEO, POLKADOT},
	AccountId, AuraId, Balance,
};
use alloc::{vec, vec::Vec};
use sp_core::{crypto::UncheckedFrom, sr25519};

/// The chain's id on Paseo, once it is registered.
pub const STAGING_PARA_ID: u32 = placeholder::PARA_ID;
/// The chain's id on Kusama, once it is registered.
pub const CANARY_PARA_ID: u32 = placeholder::PARA_ID;
/// The chain's id on Polkadot, once it is registered.
pub const MAIN_PARA_ID: u32 = placeholder::PARA_ID;

/// Collators of genesis on the staging network.
pub const STAGING_COLLATORS: u32 = 2;
/// Collators of genesis on the canary and the main network. With two of them gone, two parties still build blocks.
pub const COLLATORS: u32 = 4;
/// Seats for collators who bond.
///
/// They outnumber the collators of genesis, whose keys few parties may hold, so that these can neither stop the chain nor
/// choose alone whose transactions come in. With more, each collator that is offline would cost less, but finding that
/// out takes two sessions, half a day, for which its slots stay empty: governance adds seats once those here are taken.
pub const SEATS: u32 = 8;

/// Members of the staging network's technical committee.
pub const STAGING_COMMITTEE: u32 = 3;
/// Members of the technical committee on the canary and the main network. Two thirds of them, five, whitelist or pause: two may
/// be out of reach, and four stolen keys are not enough.
pub const COMMITTEE: u32 = 7;

/// What the account of the staging network's community starts with, in plank. The networks issue the same at genesis: shares
/// of the issuance, such as what a dApp needs for a tier, are then the same amounts.
pub const STAGING_ENDOWMENT: Balance = 1_000_000_000 * RIDE;
/// What the first holders get, in plank: by one account, which passes it on.
pub const DISTRIBUTION: Balance = 600_000_000 * RIDE;
/// What vests, in plank: one account's, which passes it on by vested transfers. Genesis can't, as it does not know the relay
/// chain's number.
pub const VESTING: Balance = 300_000_000 * RIDE;
/// What the treasury starts with, in plank. It does not count for the support of referenda.
pub const TREASURY: Balance = 100_000_000 * RIDE;
/// What a collator of genesis starts with, in plank: enough to pay for its calls.
pub const COLLATOR_ENDOWMENT: Balance = 1_000 * RIDE;

/// What one of these networks decides for itself.
struct Public {
	para_id: u32,
	relay_chain: RelayChain,
	collators: u32,
	committee: u32,
	/// Besides those of collators.
	balances: Vec<(AccountId, Balance)>,
}

fn account(role: &str, index: u32) -> AccountId {
	placeholder::key(role, index).into()
}

fn aura_key(index: u32) -> AuraId {
	sr25519::Public::unchecked_from(placeholder::key("aura", index)).into()
}

fn genesis(network: Public) -> Genesis {
	let collators: Vec<_> = (0..network.collators)
		.map(|index| (account("collator", index), aura_key(index)))
		.collect();
	let endowed = collators.iter().map(|(account, _)| (account.clone(), COLLATOR_ENDOWMENT));
	Genesis {
		para_id: network.para_id,
		balances: endowed.chain(network.balances).collect(),
		collators,
		seats: SEATS,
		session_length: None,
		relay_chain: network.relay_chain,
		staking: Staking::default(),
		governance: Governance {
			committee: (0..network.committee).map(|index| account("committee", index)).collect(),
			timings: vec![],
		},
		settlement: Sequencing::default(),
	}
}

/// What the canary and the main network start with.
fn allocations() -> Vec<(AccountId, Balance)> {
	vec![
		(account("distribution", 0), DISTRIBUTION),
		(account("vesting", 0), VESTING),
		(TreasuryAccount::get(), TREASURY),
	]
}

pub(super) fn staging() -> Genesis {
	genesis(Public {
		para_id: STAGING_PARA_ID,
		relay_chain: PASEO,
		collators: STAGING_COLLATORS,
		committee: STAGING_COMMITTEE,
		balances: vec![(account("community", 0), STAGING_ENDOWMENT)],
	})
}

pub(super) fn canary() -> Genesis {
	genesis(Public {
		para_id: CANARY_PARA_ID,
		relay_chain: KUSAMA,
		collators: COLLATORS,
		committee: COMMITTEE,
		balances: allocations(),
	})
}

pub(super) fn main() -> Genesis {
	genesis(Public {
		para_id: MAIN_PARA_ID,
		relay_chain: POLKADOT,
		collators: COLLATORS,
		committee: COMMITTEE,
		balances: allocations(),
	})
}
