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

/// Denies transfers that would take a token from its holder while no chain hands it out.
///
/// | denied | reason |
/// |---|---|
/// | a withdrawal from a chain that does not hold the token's reserve | the token is burned here, and that chain has none to hand out |
/// | a deposit for the relay chain | the relay chain holds no other chain's tokens |
/// | a deposit of another chain's token for any chain | that chain refuses the token, since this chain does not hold its reserve |
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

	/// Whether a deposit of these tokens for a chain is lost. `foreign` says whether the message takes up tokens of other chains,
	/// which a filter for any token then finds.
	fn loses(chain: &Location, assets: &AssetFilter, foreign: bool) -> bool {
		let refused = match assets {
			Definite(assets) => names_foreign(assets),
			Wild(AllOf { id, .. } | AllOfCounted { id, .. }) => !IsLocal::contains(&id.0),
			Wild(All | AllCounted(_)) => foreign,
		};
		refused || chain == &RelayLocation::get()
	}

	fn loses_by_transfer(chain: &Location, filter: &AssetTransferFilter, foreign: bool) -> bool {
		match filter {
			AssetTransferFilter::ReserveWithdraw(assets) => !Self::holds(chain, assets),
			AssetTransferFilter::ReserveDeposit(assets) => Self::loses(chain, assets, foreign),
			AssetTransferFilter::Teleport(_) => false,
		}
	}

	fn denies<Call>(instruction: &Instruction<Call>, foreign: bool) -> bool {
		match instruction {
			InitiateReserveWithdraw { assets, reserve, .. } => !Self::holds(reserve, assets),
			DepositReserveAsset { assets, dest, .. } => Self::loses(dest, assets, foreign),
			TransferReserveAsset { assets, dest, .. } => {
				names_foreign(assets) || dest == &RelayLocation::get()
			},
			// The first half of a transfer by the pallet's calls. They send the other half by themselves.
			TransferAsset { assets, beneficiary } => {
				is_chain(beneficiary)
					&& (names_foreign(assets) || beneficiary == &RelayLocation::get())
			},
			InitiateTransfer { destination, remote_fees, assets, .. } => remote_fees
				.iter()
				.chain(assets.iter())
				.any(|filter| Self::loses_by_transfer(destination, filter, foreign)),
			_ => false,
		}
	}
}

/// Whether the location is the relay chain or one of its parachains.
fn is_chain(location: &Location) -> bool {
	matches!(location.unpack(), (1, [] | [Parachain(_)]))
}

/// Whether one of the tokens is another chain's.
fn names_foreign(assets: &Assets) -> bool {
	assets.inner().iter().any(|asset| !IsLocal::contains(&asset.id.0))
}

/// Whether the test is true of an instruction of the message, or of a program in the message that is executed here.
fn any_instruction<Call>(
	message: &[Instruction<Call>],
	test: &impl Fn(&Instruction<Call>) -> bool,
) -> bool {
	message.iter().any(|instruction| {
		let nested = match instruction {
			SetAppendix(program) | SetErrorHandler(program) => Some(program),
			ExecuteWithOrigin { xcm, .. } => Some(xcm),
			_ => None,
		};
		test(instruction) || nested.is_some_and(|program| any_instruction(&program.0, test))
	})
}

impl DenyExecution for DenyLossyTransfers {
	fn deny_execution<Call>(
		_origin: &Location,
		message: &mut [Instruction<Call>],
		_max_weight: Weight,
		_properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		let foreign = any_instruction(message, &|instruction| match instruction {
			WithdrawAsset(assets)
			| ReserveAssetDeposited(assets)
			| ReceiveTeleportedAsset(assets)
			| ClaimAsset { assets, .. } => names_foreign(assets),
			_ => false,
		});
		let loses = any_instruction(message, &|instruction| Self::denies(instruction, foreign));
		ensure!(!loses, ProcessMessageError::Unsupported);
		Ok(())
	}
}

/// Executes messages that pay, answers to our queries, and notices of the relay chain. While XCM is suspended it executes none.
/// The denials hold for nested messages too.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		(DenyRecursively<DenyTransactFromStrangers>, DenyLossyTransfers),
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
