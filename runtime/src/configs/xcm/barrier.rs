// SPDX-License-Identifier: Apache-2.0

//! Which messages are executed?

use super::{IsLocal, RelayLocation, UniversalLocation};
use crate::PolkadotXcm;
use core::ops::ControlFlow;
use frame_support::{
	traits::{ConstU32, Contains, Everything, ProcessMessageError},
	weights::Weight,
};
use xcm::latest::prelude::*;
use xcm_builder::{
	AllowHrmpNotificationsFromRelayChain, AllowKnownQueryResponses, AllowSubscriptionsFrom,
	AllowTopLevelPaidExecutionFrom, CreateMatcher, DenyRecursively, DenyThenTry, MatchXcm,
	TakeWeightCredit, TrailingSetTopicAsId, WithComputedOrigin,
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

/// Which messages are executed? Those that pay, answers to our questions, and notices of the relay chain.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		DenyRecursively<DenyTransactFromStrangers>,
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
	>,
>;
