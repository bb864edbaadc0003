// SPDX-License-Identifier: GPL-3.0-only

//! The RPC methods of this node, besides those of any SDK node.
//!
//! | module | holds |
//! |---|---|
//! | [`staking_rewards`] | `stakingRewards_*` |
//! | [`emission`] | `emission_schedule` |
//! | [`finality`] | `finality_*` |
//! | [`settlement`] | `settlement_*` |
//! | [`query`] | how the first two call the runtime of a block |
//! | [`format`](mod@format) | the formats of parameters and answers |
//! | [`error`] | the errors |

mod emission;
mod error;
mod finality;
mod format;
mod query;
mod settlement;
mod staking_rewards;

use crate::{
	finality::StageSource,
	service::{Client, TransactionPool},
	settlement::Shared,
};
use emission::{Emission, EmissionRpcServer};
use finality::{FinalityMethods, FinalityRpcServer, FinalitySubscriptionsRpcServer};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use query::Query;
use sc_rpc::dev::{Dev, DevApiServer};
use settlement::{SettlementMethods, SettlementRpcServer, SettlementSubscriptionsRpcServer};
use sp_blockchain::HeaderBackend;
use staking_rewards::{StakingRewards, StakingRewardsRpcServer};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// All methods of this node's own.
pub fn create(
	client: Arc<Client>,
	pool: Arc<TransactionPool>,
	finality: StageSource,
	settlement: Option<Arc<Shared>>,
) -> sc_service::error::Result<RpcModule<()>> {
	let merge = || -> Result<RpcModule<()>, jsonrpsee::core::RegisterMethodError> {
		let mut module = RpcModule::new(());
		module.merge(System::new(client.clone(), pool).into_rpc())?;
		module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
		module.merge(Dev::new(client.clone()).into_rpc())?;
		module.merge(StakingRewards::new(Query::new(client.clone())).into_rpc())?;
		module.merge(Emission::new(Query::new(client.clone())).into_rpc())?;
		let settlement = SettlementMethods::new(client.clone(), finality.clone(), settlement);
		module.merge(SettlementRpcServer::into_rpc(settlement.clone()))?;
		module.merge(SettlementSubscriptionsRpcServer::into_rpc(settlement))?;
		let finality = FinalityMethods::new(finality, Arc::new(move |hash| client.number(hash)));
		module.merge(FinalityRpcServer::into_rpc(finality.clone()))?;
		module.merge(FinalitySubscriptionsRpcServer::into_rpc(finality))?;
		Ok(module)
	};
	merge().map_err(|error| sc_service::Error::Application(Box::new(error)))
}
