// SPDX-License-Identifier: Apache-2.0

//! The relay chains that networks of this chain run on. The genesis preset of a network and the node's chain spec of the
//! same network both read their facts about the relay chain here.

use crate::Balance;
use xcm::latest::{Junction::Parachain, Location, NetworkId, ROCOCO_GENESIS_HASH};

/// The id of Asset Hub, on every relay chain that has one.
pub const ASSET_HUB: u32 = 1000;

/// A relay chain, and its token.
pub struct RelayChain {
	/// The id in its chain spec. A light client needs this spec beside the parachain's, and finds it by the id.
	pub id: &'static str,
	/// The name of its network in XCM, which it and its system parachains use.
	pub network: NetworkId,
	/// Its token's name.
	pub token_name: &'static str,
	/// Its token's symbol.
	pub token_symbol: &'static str,
	/// Decimal places of its token.
	pub token_decimals: u8,
	/// Least balance of its token that keeps an account alive here, in the token's smallest unit.
	pub token_min_balance: Balance,
	/// Where the reserve of its token lies.
	pub token_reserve: TokenReserve,
}

/// The chain that holds the reserve of a relay chain's token.
pub enum TokenReserve {
	/// The relay chain itself.
	RelayChain,
	/// Asset Hub, since balances moved there.
	AssetHub,
}

impl TokenReserve {
	/// The location of this chain, as seen from a parachain.
	pub fn location(&self) -> Location {
		match self {
			Self::RelayChain => Location::parent(),
			Self::AssetHub => Location::new(1, [Parachain(ASSET_HUB)]),
		}
	}
}

/// The relay chain of local networks: `zombienet/relay-chain-specs/rococo-local.json`. It has no Asset Hub beside it.
pub const ROCOCO_LOCAL: RelayChain = RelayChain {
	id: "rococo_local_testnet",
	network: NetworkId::ByGenesis(ROCOCO_GENESIS_HASH),
	token_name: "Relay chain token",
	token_symbol: "UNIT",
	token_decimals: 12,
	// A thousandth of a token.
	token_min_balance: 1_000_000_000,
	token_reserve: TokenReserve::RelayChain,
};

/// The public test network. It runs Polkadot's runtimes, and these call their network Polkadot.
pub const PASEO: RelayChain = RelayChain {
	id: "paseo",
	network: NetworkId::Polkadot,
	token_name: "Paseo",
	token_symbol: "PAS",
	token_decimals: 10,
	// A hundredth of a token.
	token_min_balance: 100_000_000,
	token_reserve: TokenReserve::AssetHub,
};

/// The public network of chains that go ahead of Polkadot's.
pub const KUSAMA: RelayChain = RelayChain {
	id: "ksmcc3",
	network: NetworkId::Kusama,
	token_name: "Kusama",
	token_symbol: "KSM",
	token_decimals: 12,
	token_min_balance: 333_333_333,
	token_reserve: TokenReserve::AssetHub,
};

/// The public network.
pub const POLKADOT: RelayChain = RelayChain {
	id: "polkadot",
	network: NetworkId::Polkadot,
	token_name: "Polkadot",
	token_symbol: "DOT",
	token_decimals: 10,
	token_min_balance: 100_000_000,
	token_reserve: TokenReserve::AssetHub,
};
