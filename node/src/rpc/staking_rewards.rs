// SPDX-License-Identifier: GPL-3.0-only

//! `stakingRewards_*`: the rewards of stakers and dApps. All amounts come from the runtime; this module computes none.

use super::{
	error::Error,
	format::{self, Address, BlockHash, Fraction, Given, Plank},
	query::{Api, At, Query},
};
use crate::service::Block;
use jsonrpsee::proc_macros::rpc;
use outrider_runtime::{AccountId, Hash};
use pallet_dapp_staking_runtime_api::{
	DappAddress, DappId, DappInfo, DappStakingApi, LastReward, PendingPosition, StakingRates,
	StakingState,
};
use serde::Serialize;
use sp_api::ApiError;
use sp_runtime::traits::CheckedAdd;

/// The most ids of dApps in an error message.
const SHOWN_DAPPS: usize = 20;

/// The methods `stakingRewards_*`.
#[rpc(server)]
pub trait StakingRewardsRpc {
	/// The rewards that a claim in the next block would pay an account.
	#[method(name = "stakingRewards_pending", blocking)]
	fn pending(
		&self,
		account: Option<Given<AccountId>>,
		at: Option<Given<BlockHash>>,
	) -> Result<PendingRewards, Error>;

	/// A dApp's stake, tier and rewards.
	#[method(name = "stakingRewards_dapp", blocking)]
	fn dapp(
		&self,
		dapp_id: Option<Given<DappId>>,
		at: Option<Given<BlockHash>>,
	) -> Result<DappRewards, Error>;

	/// What stake earns in a year, and where the era stands.
	#[method(name = "stakingRewards_rates", blocking)]
	fn rates(&self, at: Option<Given<BlockHash>>) -> Result<Rates, Error>;
}

/// The rewards that a claim in the next block would pay an account.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PendingRewards {
	account: Address,
	/// The sum over all positions.
	total: Plank,
	positions: Vec<PositionRewards>,
	#[serde(flatten)]
	at: At,
}

/// The rewards that a claim would pay for the stake on one dApp.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionRewards {
	dapp_id: u32,
	stake: Plank,
	pending: Plank,
}

impl From<PendingPosition> for PositionRewards {
	fn from(position: PendingPosition) -> Self {
		Self {
			dapp_id: position.dapp.0,
			stake: Plank(position.stake),
			pending: Plank(position.pending),
		}
	}
}

/// A dApp's stake, tier and rewards.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DappRewards {
	dapp_id: u32,
	owner: Address,
	/// The account that gets the rewards.
	beneficiary: Address,
	address: Place,
	registered: bool,
	stake: Plank,
	/// The tier of the newest reward. 0 is the top tier.
	tier: Option<u8>,
	last_reward: Option<RewardOfEra>,
	/// Rewards that have not been claimed.
	claimable: Plank,
	#[serde(flatten)]
	at: At,
}

/// The state of a dApp.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
	Account(Address),
}

impl From<DappAddress<AccountId>> for Place {
	fn from(address: DappAddress<AccountId>) -> Self {
		match address {
			DappAddress::Account(account) => Self::Account(Address(account)),
		}
	}
}

/// The reward of a dApp for an era.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RewardOfEra {
	era: u32,
	tier: u8,
	amount: Plank,
}

impl From<LastReward> for RewardOfEra {
	fn from(reward: LastReward) -> Self {
		Self { era: reward.era, tier: reward.tier, amount: Plank(reward.amount) }
	}
}

impl DappRewards {
	fn new(info: DappInfo<AccountId>, at: At) -> Self {
		Self {
			dapp_id: info.id.0,
			owner: Address(info.owner),
			beneficiary: Address(info.beneficiary),
			address: info.address.into(),
			registered: info.registered,
			stake: Plank(info.stake),
			tier: info.last_reward.map(|reward| reward.tier),
			last_reward: info.last_reward.map(RewardOfEra::from),
			claimable: Plank(info.claimable),
			at,
		}
	}
}

/// What stake earns in a year, and where the era stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rates {
	/// `stake / issuance`, rounded down.
	staked_share: Fraction,
	/// The rates are null while nobody stakes. Each part is rounded down.
	base: Option<Fraction>,
	adjustable: Option<Fraction>,
	total: Option<Fraction>,
	/// The stake that earns: the stake on registered dApps.
	stake: Plank,
	issuance: Plank,
	era: OpenEra,
	/// Relay blocks from unstaking until the tokens are free.
	unbonding_length: u32,
	#[serde(flatten)]
	at: At,
}

/// The open era. Its times are relay block numbers.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenEra {
	index: u32,
	/// The relay block at which the era before it closed.
	start: u32,
	/// The era closes with the first block at or after this relay block.
	end: u32,
	/// The relay block of the block in the question.
	now: u32,
	/// The nominal length, in relay blocks.
	length: u32,
	/// The era whose dApps are being paid.
	settling: Option<u32>,
	/// The dApps' part of this era's emission so far.
	pool: Plank,
}

impl From<&StakingState> for OpenEra {
	fn from(state: &StakingState) -> Self {
		Self {
			index: state.era.index,
			start: state.era.start,
			end: state.era.end,
			now: state.era.now,
			length: state.era_length,
			settling: state.settling,
			pool: Plank(state.pool),
		}
	}
}

impl Rates {
	fn new(rates: StakingRates, state: StakingState, at: At) -> Self {
		let total = rates
			.base
			.zip(rates.adjustable)
			.and_then(|(base, adjustable)| base.checked_add(&adjustable));
		Self {
			staked_share: rates.staked_share.into(),
			base: rates.base.map(Fraction::from),
			adjustable: rates.adjustable.map(Fraction::from),
			total: total.map(Fraction::from),
			stake: Plank(rates.stake),
			issuance: Plank(rates.issuance),
			era: OpenEra::from(&state),
			unbonding_length: state.unbonding_length,
			at,
		}
	}
}

/// Answers `stakingRewards_*`.
pub struct StakingRewards {
	query: Query,
}

impl StakingRewards {
	/// Answers with `query`.
	pub fn new(query: Query) -> Self {
		Self { query }
	}

	fn ask<T>(
		&self,
		at: At,
		question: impl FnOnce(&Api, Hash) -> Result<T, ApiError>,
	) -> Result<T, Error> {
		self.query
			.ask::<dyn DappStakingApi<Block, AccountId>, T>("DappStakingApi", at, question)
	}
}

impl StakingRewardsRpcServer for StakingRewards {
	fn pending(
		&self,
		account: Option<Given<AccountId>>,
		at: Option<Given<BlockHash>>,
	) -> Result<PendingRewards, Error> {
		let account = format::value(account)?;
		let at = self.query.at(at)?;
		let pending = self.ask(at, |api, hash| api.pending(hash, account.clone()))?;
		Ok(PendingRewards {
			account: Address(account),
			total: Plank(pending.total),
			positions: pending.positions.into_iter().map(PositionRewards::from).collect(),
			at,
		})
	}

	fn dapp(
		&self,
		dapp_id: Option<Given<DappId>>,
		at: Option<Given<BlockHash>>,
	) -> Result<DappRewards, Error> {
		let id = format::value(dapp_id)?;
		let at = self.query.at(at)?;
		if let Some(info) = self.ask(at, |api, hash| api.dapp(hash, id))? {
			return Ok(DappRewards::new(info, at));
		}
		let registered = self.ask(at, |api, hash| api.registered_dapps(hash))?;
		Err(Error::UnknownDapp { id: id.0, at, registered: list(&registered) })
	}

	fn rates(&self, at: Option<Given<BlockHash>>) -> Result<Rates, Error> {
		let at = self.query.at(at)?;
		let rates = self.ask(at, |api, hash| api.rates(hash))?;
		let state = self.ask(at, |api, hash| api.state(hash))?;
		let (rates, state) = rates.zip(state).ok_or(Error::NotStarted(at))?;
		Ok(Rates::new(rates, state, at))
	}
}

/// The number of registered dApps, and their ids: all of a few, the first of many.
fn list(registered: &[DappId]) -> String {
	let shown: Vec<String> =
		registered.iter().take(SHOWN_DAPPS).map(|id| id.0.to_string()).collect();
	let rest = if shown.len() < registered.len() { ", …" } else { "" };
	match registered.len() {
		0 => "none is registered".into(),
		count => format!("registered ({count}): {}{rest}", shown.join(", ")),
	}
}
