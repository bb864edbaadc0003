// SPDX-License-Identifier: GPL-3.0-only

//! The process in which a validator prepares a parachain's validation code; `outrider-relay` starts it.

polkadot_node_core_pvf_common::decl_worker_main!(
	"prepare-worker",
	polkadot_node_core_pvf_prepare_worker::worker_entrypoint,
	polkadot_node_primitives::NODE_VERSION,
	env!("CARGO_PKG_VERSION"),
);
