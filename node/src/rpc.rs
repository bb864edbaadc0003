// SPDX-License-Identifier: GPL-3.0-only

//! What the node answers besides the methods that any node has.

use crate::service::{Client, TransactionPool};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_rpc::dev::{Dev, DevApiServer};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// All methods of this node's own.
pub fn create(
	client: Arc<Client>,
	pool: Arc<TransactionPool>,
) -> sc_service::error::Result<RpcModule<()>> {
	let merge = || -> Result<RpcModule<()>, jsonrpsee::core::RegisterMethodError> {
		let mut module = RpcModule::new(());
		module.merge(System::new(client.clone(), pool).into_rpc())?;
		module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
		module.merge(Dev::new(client).into_rpc())?;
		Ok(module)
	};
	merge().map_err(|error| sc_service::Error::Application(Box::new(error)))
}
