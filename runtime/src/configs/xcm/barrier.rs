// SPDX-License-Identifier: Apache-2.0

//! The barrier, which decides whether a message is executed.

use super::{IsLocal, RelayLocation, TrustedReserves, UniversalLocation};
use crate::PolkadotXcm;
use core::ops::ControlFlow;
use frame_support::{
	ensure,
	traits::{ConstU32, Contains, ContainsPair, Everything, ProcessMessageError},
	weights::Weight,
};
use xcm::latest::{prelude::*, AssetTransferFilter};
use xcm_builder::{
	AllowHrmpNotificationsFromRelayChain, AllowKnownQueryResponses, AllowSubscriptionsFrom,
	AllowTopLevelPaidExecutionFrom, CreateMatcher, DenyRecursively, DenyThenTry, MatchXcm,
	RespectSuspension, TakeWeightCredit, TrailingSetTopicAsId, WithComputedOrigin,
};
use xcm_executor::traits::{DenyExecution, Properties};

/// Denies `Transact` to everybody but the relay chain and this chain's own accounts.
pub struct DenyTransactFromStrangers;

impl DenyExecution for DenyTransactFromStrangers {
	fn deny_execution<Call>(
		origin: &Location,
		message: &mut [Instruction<Call>],
		_max_weight: Weight,
		_properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		if IsLocal::contains(origin) || origin == &RelayLocation::get() {
			return Ok(());
		}
		message
			.matcher()
			.match_next_inst_while(
				|_| true,
				|instruction| match instruction {
					Transact { .. } => Err(ProcessMessageError::Unsupported),
					_ => Ok(ControlFlow::Continue(())),
				},
			)
			.map(|_| ())
	}
}

/// Denies transfers that would burn a token here while no chain hands it out. These are withdrawals from a chain that does
/// not hold the token's reserve, and deposits at the relay chain, which holds no other chain's tokens.
pub struct DenyLossyTransfers;

impl DenyLossyTransfers {
	/// Whether the chain holds the reserve of all tokens that the filter names.
	fn holds(chain: &Location, assets: &AssetFilter) -> bool {
		match assets {
			Definite(assets) => {
				assets.inner().iter().all(|asset| TrustedReserves::contains(asset, chain))
			},
			Wild(AllOf { id, .. } | AllOfCounted { id, .. }) => {
				TrustedReserves::contains(&(id.clone(), 1u128).into(), chain)
			},
			// Any token. The relay chain can hold the reserve of its own token alone.
			Wild(All | AllCounted(_)) => {
				let relay_token = (RelayLocation::get(), 1u128).into();
				chain != &RelayLocation::get() || TrustedReserves::contains(&relay_token, chain)
			},
		}
	}

	fn loses(filter: &AssetTransferFilter, destination: &Location) -> bool {
		match filter {
			AssetTransferFilter::ReserveWithdraw(assets) => !Self::holds(destination, assets),
			AssetTransferFilter::ReserveDeposit(_) => destination == &RelayLocation::get(),
			AssetTransferFilter::Teleport(_) => false,
		}
	}
}

impl DenyExecution for DenyLossyTransfers {
	fn deny_execution<Call>(
		_origin: &Location,
		message: &mut [Instruction<Call>],
		_max_weight: Weight,
		_properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		let loses = |instruction: &Instruction<Call>| match instruction {
			InitiateReserveWithdraw { assets, reserve, .. } => !Self::holds(reserve, assets),
			DepositReserveAsset { dest, .. } | TransferReserveAsset { dest, .. } => {
				dest == &RelayLocation::get()
			},
			InitiateTransfer { destination, remote_fees, assets, .. } => remote_fees
				.iter()
				.chain(assets.iter())
				.any(|filter| Self::loses(filter, destination)),
			_ => false,
		};
		ensure!(!message.iter().any(loses), ProcessMessageError::Unsupported);
		Ok(())
	}
}

/// Executes messages that pay, answers to our queries, and notices of the relay chain. While XCM is suspended it executes none.
/// The denials hold for nested messages too.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		DenyRecursively<(DenyTransactFromStrangers, DenyLossyTransfers)>,
		RespectSuspension<
			(
				TakeWeightCredit,
				AllowKnownQueryResponses<PolkadotXcm>,
				WithComputedOrigin<
					(
						AllowTopLevelPaidExecutionFrom<Everything>,
						AllowSubscriptionsFrom<Everything>,
						AllowHrmpNotificationsFromRelayChain,
					),
					UniversalLocation,
					ConstU32<8>,
				>,
			),
			PolkadotXcm,
		>,
	>,
>;
