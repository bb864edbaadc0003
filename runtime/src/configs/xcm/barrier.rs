// SPDX-License-Identifier: Apache-2.0

//! Which messages are executed?

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

/// Denies `Transact` to all but the relay chain and this chain's own accounts.
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

/// Denies what would burn a token here while no chain hands it out: to withdraw it where its reserve is not, and to deposit
/// it at the relay chain, which keeps no other chain's tokens.
pub struct DenyLossyTransfers;

impl DenyLossyTransfers {
	/// Is all that the filter names held by this chain in reserve?
	fn holds(chain: &Location, assets: &AssetFilter) -> bool {
		match assets {
			Definite(assets) => {
				assets.inner().iter().all(|asset| TrustedReserves::contains(asset, chain))
			},
			Wild(AllOf { id, .. } | AllOfCounted { id, .. }) => {
				TrustedReserves::contains(&(id.clone(), 1u128).into(), chain)
			},
			// Whatever there is. Of all tokens, only its own can be with the relay chain.
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

/// Which messages are executed? While XCM is suspended, none. Else those that pay, answers to our questions, and notices of
/// the relay chain. What is denied is denied at any depth.
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
