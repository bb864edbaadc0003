// SPDX-License-Identifier: Apache-2.0

//! The queues of messages: incoming ones, and those to siblings.

use super::{DeliveryPrice, SuspendOrigin, XcmConfig, XcmOriginToTransactDispatchOrigin};
use crate::{
	bundles::may_run_tasks, constants::consensus::MAXIMUM_BLOCK_WEIGHT,
	weights::corrected::message_queue::LargePageWeights, MessageQueue, ParachainSystem,
	PolkadotXcm, Runtime, RuntimeCall, RuntimeEvent, SafeMode, XcmpQueue,
};
use cumulus_primitives_core::{AggregateMessageOrigin, ParaId};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get, QueueFootprint, QueuePausedQuery, TransformOrigin},
	weights::Weight,
};
use pallet_message_queue::OnQueueChanged;
use sp_runtime::{traits::Convert, Perbill};
use xcm::latest::Location;
use xcm_executor::traits::{CheckSuspension, Properties};

/// Pauses the queues.
///
/// All queues pause in safe mode and while XCM is suspended. The barrier alone would refuse the messages, and their assets
/// would be lost; in the queues they wait. The queue of a sibling can also be paused alone.
pub struct MessageQueues;

impl QueuePausedQuery<AggregateMessageOrigin> for MessageQueues {
	fn is_paused(origin: &AggregateMessageOrigin) -> bool {
		let sibling_is_paused = matches!(
			origin,
			AggregateMessageOrigin::Sibling(id) if XcmpQueue::is_paused(id)
		);
		sibling_is_paused || SafeMode::is_entered() || xcm_is_suspended()
	}
}

/// Whether governance has suspended XCM. The pallet's answer does not depend on the message.
fn xcm_is_suspended() -> bool {
	<PolkadotXcm as CheckSuspension>::is_suspended::<RuntimeCall>(
		&Location::here(),
		&mut [],
		Weight::zero(),
		&mut Properties { weight_credit: Weight::zero(), message_id: None },
	)
}

impl OnQueueChanged<AggregateMessageOrigin> for MessageQueues {
	fn on_queue_changed(origin: AggregateMessageOrigin, footprint: QueueFootprint) {
		if let AggregateMessageOrigin::Sibling(id) = origin {
			XcmpQueue::on_queue_changed(id, footprint)
		}
	}
}

/// The queue of a sibling's messages.
pub struct ParaIdToSibling;

impl Convert<ParaId, AggregateMessageOrigin> for ParaIdToSibling {
	fn convert(id: ParaId) -> AggregateMessageOrigin {
		AggregateMessageOrigin::Sibling(id)
	}
}

/// Bytes of a page of queued messages. A channel allows messages of 100 KiB, so that each fits into a page.
pub const MESSAGE_PAGE_BYTES: u32 = 103 * 1024;

impl cumulus_pallet_xcmp_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ChannelInfo = ParachainSystem;
	type VersionWrapper = PolkadotXcm;
	type XcmpQueue = TransformOrigin<MessageQueue, AggregateMessageOrigin, ParaId, ParaIdToSibling>;
	type MaxInboundSuspended = ConstU32<1_000>;
	type MaxActiveOutboundChannels = ConstU32<128>;
	type MaxPageSize = ConstU32<MESSAGE_PAGE_BYTES>;
	type ControllerOrigin = SuspendOrigin;
	type ControllerOriginConverter = XcmOriginToTransactDispatchOrigin;
	type PriceForSiblingDelivery = DeliveryPrice<XcmpQueue>;
	type WeightInfo = cumulus_pallet_xcmp_queue::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// The part of a core for queued messages.
	pub MessageQueueServiceWeight: Weight = Perbill::from_percent(35) * MAXIMUM_BLOCK_WEIGHT;
}

/// The weight of queued messages in this block: [`MessageQueueServiceWeight`], if the block may run tasks.
///
/// A message that is heavier than this weight waits for somebody who pays for its execution by hand. So the weight does not
/// shrink with a block's part of its core: else a transfer of a few instructions, each of which counts 64 KiB of proof,
/// would be too heavy at a high rate. Messages that need more than a part leave the bundle with one block.
pub struct QueuesBeforeTransactions;

impl Get<Option<Weight>> for QueuesBeforeTransactions {
	fn get() -> Option<Weight> {
		may_run_tasks().then(MessageQueueServiceWeight::get)
	}
}

impl pallet_message_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type MessageProcessor = xcm_builder::ProcessXcmMessage<
		AggregateMessageOrigin,
		xcm_executor::XcmExecutor<XcmConfig>,
		RuntimeCall,
	>;
	#[cfg(feature = "runtime-benchmarks")]
	type MessageProcessor =
		pallet_message_queue::mock_helpers::NoopMessageProcessor<AggregateMessageOrigin>;
	type Size = u32;
	type QueueChangeHandler = MessageQueues;
	type QueuePausedQuery = MessageQueues;
	type HeapSize = ConstU32<MESSAGE_PAGE_BYTES>;
	type MaxStale = ConstU32<8>;
	type ServiceWeight = QueuesBeforeTransactions;
	type IdleMaxServiceWeight = QueuesBeforeTransactions;
	type WeightInfo = LargePageWeights<Runtime>;
}
