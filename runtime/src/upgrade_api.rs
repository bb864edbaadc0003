// SPDX-License-Identifier: Apache-2.0

//! What a tool that upgrades the chain can't read from storage.

use crate::{ParachainInfo, Runtime};
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::RelayChainStateProof, RelayStateProof, ValidationData,
};

sp_api::decl_runtime_apis! {
	/// Whether the relay chain would take new code.
	pub trait UpgradeApi {
		/// Does the relay chain refuse new code of this chain for now? It does so for `validation_upgrade_cooldown` relay
		/// blocks after an upgrade. As of the relay parent of the block that is asked; `false` at genesis, which has none.
		fn restriction_signal() -> bool;
	}
}

/// Read from the stored proof of the relay chain's state: the pallet's own copy is wiped at each block's end.
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
