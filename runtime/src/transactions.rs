// SPDX-License-Identifier: Apache-2.0

//! The parts of a transaction besides its call.

use crate::{bundles, Balance, Hash, Nonce, Runtime, RuntimeCall};
use sp_runtime::{generic::Era, traits::TransactionExtension};

/// The extensions of a transaction.
///
/// The limit of a block's weight wraps all the others. It adds no bytes to a transaction and to what is signed.
///
/// The reclaim of weight comes next. It gives back the proof size that a transaction has declared and not used. Without it a block
/// is full of declared proof size long before its time of execution is used.
pub type TxExtension =
	bundles::WithinBlockWeight<cumulus_pallet_weight_reclaim::StorageWeightReclaim<Runtime, Inner>>;

/// The extensions that [`TxExtension`] wraps.
pub type Inner = (
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
);

/// What the signature of a transaction covers besides the call and the extensions.
pub type Implicit = <TxExtension as TransactionExtension<RuntimeCall>>::Implicit;

/// The extensions of a transaction that never expires. `tip` is in plank.
pub fn immortal(nonce: Nonce, tip: Balance) -> TxExtension {
	let inner = (
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
	);
	bundles::within_block_weight(inner.into())
}

/// What the signature of a transaction that never expires covers besides, on a chain with this genesis and these versions.
pub fn immortal_implicit(genesis: Hash, spec_version: u32, transaction_version: u32) -> Implicit {
	((), (), spec_version, transaction_version, genesis, genesis, (), (), (), None)
}
