// SPDX-License-Identifier: Apache-2.0

//! A runtime API for tools that upgrade the chain: facts that storage does not hold.

use crate::{ParachainInfo, Runtime};
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::RelayChainStateProof, RelayStateProof, ValidationData,
};

sp_api::decl_runtime_apis! {
	/// Whether the relay chain would accept new code.
	pub trait UpgradeApi {
		/// Whether the relay chain refuses new code of this chain for now. It does so for `validation_upgrade_cooldown` relay
		/// blocks after an upgrade. As of the relay parent of the block that is asked; `false` at genesis, which has none.
		fn restriction_signal() -> bool;
	}
}

/// Whether the relay chain refuses new code, by the stored proof of its state. The pallet's own copy of the signal is removed
/// at the end of each block.
pub fn is_restricted() -> bool {
	let (Some(data), Some(proof)) =
		(ValidationData::<Runtime>::get(), RelayStateProof::<Runtime>::get())
	else {
		return false;
	};
	let para_id = ParachainInfo::parachain_id();
	RelayChainStateProof::new(para_id, data.relay_parent_storage_root, proof)
		.and_then(|proof| proof.read_upgrade_restriction_signal())
		.expect("the block before checked the same proof and read the signal from it; qed")
		.is_some()
}
