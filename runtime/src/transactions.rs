// SPDX-License-Identifier: Apache-2.0

//! The parts of a transaction besides its call.

use crate::{Balance, Hash, Nonce, Runtime, RuntimeCall};
use sp_runtime::{generic::Era, traits::TransactionExtension};

/// The extensions of a transaction.
///
/// The reclaim of weight wraps all the others. It gives back the proof size that a transaction has declared and not used.
/// Without it a block is full of declared proof size long before its 2 seconds of execution are used.
pub type TxExtension = cumulus_pallet_weight_reclaim::StorageWeightReclaim<
	Runtime,
	(
		frame_system::AuthorizeCall<Runtime>,
		frame_system::CheckNonZeroSender<Runtime>,
		frame_system::CheckSpecVersion<Runtime>,
		frame_system::CheckTxVersion<Runtime>,
		frame_system::CheckGenesis<Runtime>,
		frame_system::CheckEra<Runtime>,
		frame_system::CheckNonce<Runtime>,
		frame_system::CheckWeight<Runtime>,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
		frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	),
>;

/// What the signature of a transaction covers besides the call and the extensions.
pub type Implicit = <TxExtension as TransactionExtension<RuntimeCall>>::Implicit;

/// The extensions of a transaction that never expires. `tip` is in plank.
pub fn immortal(nonce: Nonce, tip: Balance) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::<Runtime>::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	)
		.into()
}

/// What the signature of a transaction that never expires covers besides, on a chain with this genesis and these versions.
pub fn immortal_implicit(genesis: Hash, spec_version: u32, transaction_version: u32) -> Implicit {
	((), (), spec_version, transaction_version, genesis, genesis, (), (), (), None)
}
