// SPDX-License-Identifier: GPL-3.0-only

//! Transactions of an account of this node.

use crate::service::{Block, Client, TransactionPool};
use codec::Encode;
use outrider_runtime::{
	transactions::{immortal, immortal_implicit},
	AccountId, Address, Balance, Hash, Nonce, OriginCaller, RuntimeCall, RuntimeEvent, Signature,
	UncheckedExtrinsic,
};
use sc_client_api::HeaderBackend;
use sc_transaction_pool_api::{TransactionPool as _, TransactionSource};
use sp_api::{Core, ProvideRuntimeApi};
use sp_core::{sr25519, Pair};
use sp_runtime::{generic::SignedPayload, OpaqueExtrinsic};
use std::sync::Arc;
use xcm_runtime_apis::dry_run::DryRunApi;

/// The XCM version of a dry run's answer. Calls of settlement send no message.
const XCM_VERSION: u32 = 5;

/// Signs and sends transactions of one account.
pub struct Sender {
	client: Arc<Client>,
	pool: Arc<TransactionPool>,
	pair: sr25519::Pair,
}

impl Sender {
	pub fn new(client: Arc<Client>, pool: Arc<TransactionPool>, pair: sr25519::Pair) -> Self {
		Self { client, pool, pair }
	}

	/// The account.
	pub fn account(&self) -> AccountId {
		AccountId::new(self.pair.public().0)
	}

	/// Why the chain would refuse the call now. Asking costs no fee.
	pub fn refusal(&self, at: Hash, call: &RuntimeCall) -> Result<Option<String>, String> {
		let origin = OriginCaller::system(frame_system::RawOrigin::Signed(self.account()));
		let api = self.client.runtime_api();
		let tried = DryRunApi::<Block, RuntimeCall, RuntimeEvent, OriginCaller>::dry_run_call(
			&*api,
			at,
			origin,
			call.clone(),
			XCM_VERSION,
		);
		match tried {
			Ok(Ok(effects)) => {
				Ok(effects.execution_result.err().map(|error| format!("{:?}", error.error)))
			},
			Ok(Err(error)) => Err(format!("the call can't be tried: {error:?}")),
			Err(error) => Err(error.to_string()),
		}
	}

	/// Signs a call for the chain as the block `at` has it. `tip` is in plank.
	fn sign(
		&self,
		at: Hash,
		call: RuntimeCall,
		nonce: Nonce,
		tip: Balance,
	) -> Result<OpaqueExtrinsic, String> {
		let version = self.client.runtime_api().version(at).map_err(|error| error.to_string())?;
		let genesis = self.client.info().genesis_hash;
		let implicit =
			immortal_implicit(genesis, version.spec_version, version.transaction_version);
		let payload = SignedPayload::from_raw(call, immortal(nonce, tip), implicit);
		let signature = payload.using_encoded(|bytes| self.pair.sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		let address = Address::Id(self.account());
		let signed =
			UncheckedExtrinsic::new_signed(call, address, Signature::from(signature), extension);
		Ok(signed.into())
	}

	/// Sends a call.
	pub async fn send(
		&self,
		at: Hash,
		call: RuntimeCall,
		nonce: Nonce,
		tip: Balance,
	) -> Result<(), String> {
		let signed = self.sign(at, call, nonce, tip)?;
		let sent = self.pool.submit_one(at, TransactionSource::Local, signed).await;
		sent.map(|_| ()).map_err(|error| error.to_string())
	}
}
