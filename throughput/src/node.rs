// SPDX-License-Identifier: GPL-3.0-only

//! The RPC of a node.

use crate::{
	signing::{hash_of, ChainFacts, Signed},
	Error,
};
use codec::Decode;
use frame_system::{EventRecord, Phase};
use jsonrpsee::{
	core::{
		client::{ClientT, Error as ClientError, Subscription, SubscriptionClientT},
		params::{ArrayParams, BatchRequestBuilder},
	},
	rpc_params,
	types::ErrorObject,
	ws_client::{WsClient, WsClientBuilder},
};
use outrider_runtime::{BlockNumber, Hash, Header, RuntimeEvent};
use serde::{de::DeserializeOwned, Deserialize};
use sp_core::Bytes;
use sp_crypto_hashing::twox_128;
use std::{fmt, time::Duration};

/// How long a node may take for an answer: a loaded node validates a batch of transactions in seconds.
const ANSWER: Duration = Duration::from_secs(120);
/// The largest answer in bytes: the events of a full block, in hexadecimal digits.
const LARGEST_ANSWER: u32 = 256 * 1024 * 1024;

/// A connection to a node.
pub struct Node {
	client: WsClient,
	url: String,
}

#[derive(Deserialize)]
struct SignedBlock {
	block: Body,
}

#[derive(Deserialize)]
struct Body {
	header: Header,
	extrinsics: Vec<Bytes>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
	spec_name: String,
	spec_version: u32,
	transaction_version: u32,
}

/// A request that a node refuses: the error's code and its text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refusal {
	pub code: i32,
	pub message: String,
}

impl Refusal {
	fn of(error: &ErrorObject) -> Self {
		let data = error.data().map(|data| format!(": {data}")).unwrap_or_default();
		Self { code: error.code(), message: format!("{}{data}", error.message()) }
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		write!(formatter, "{} {}", self.code, self.message)
	}
}

/// A block: its place, and the hashes of its transactions, inherents included.
pub struct Block {
	pub number: BlockNumber,
	pub hash: Hash,
	pub parent: Hash,
	pub transactions: Vec<Hash>,
}

/// What a block's events say of its transactions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
	pub transfers: u32,
	pub failed: u32,
}

impl Node {
	pub async fn connect(url: &str) -> Result<Self, Error> {
		let client = WsClientBuilder::default()
			.request_timeout(ANSWER)
			.max_response_size(LARGEST_ANSWER)
			.max_request_size(LARGEST_ANSWER)
			.build(url)
			.await
			.map_err(|error| format!("no node answers at {url}: {error}"))?;
		Ok(Self { client, url: url.into() })
	}

	/// Adds the node and the question to an error.
	fn explain<E: fmt::Display>(&self, method: &str) -> impl FnOnce(E) -> Error + '_ {
		let method = method.to_owned();
		move |error| format!("{}: {method}: {error}", self.url).into()
	}

	pub fn url(&self) -> &str {
		&self.url
	}

	/// Asks the node. What the node refuses is no error.
	pub async fn ask<T: DeserializeOwned>(
		&self,
		method: &str,
		params: ArrayParams,
	) -> Result<Result<T, Refusal>, Error> {
		match self.client.request(method, params).await {
			Ok(answer) => Ok(Ok(answer)),
			Err(ClientError::Call(error)) => Ok(Err(Refusal::of(&error))),
			Err(error) => Err(self.explain(method)(error)),
		}
	}

	/// Asks the node several times in one request. The answers come in the order of the parameters.
	pub async fn ask_each<T: DeserializeOwned + fmt::Debug + 'static>(
		&self,
		method: &str,
		params: impl IntoIterator<Item = ArrayParams>,
	) -> Result<Vec<Result<T, Refusal>>, Error> {
		let mut batch = BatchRequestBuilder::new();
		for params in params {
			batch.insert(method, params)?;
		}
		// A request without a question is none.
		if batch.iter().next().is_none() {
			return Ok(Vec::new());
		}
		let answers = self.client.batch_request::<T>(batch).await.map_err(self.explain(method))?;
		let refusal = |error: ErrorObject| Refusal::of(&error);
		Ok(answers.into_iter().map(|answer| answer.map_err(refusal)).collect())
	}

	/// The facts that signatures cover. Fails for a node of another chain.
	pub async fn facts(&self) -> Result<ChainFacts, Error> {
		let method = "state_getRuntimeVersion";
		let version: Version =
			self.client.request(method, rpc_params![]).await.map_err(self.explain(method))?;
		let Version { spec_name, spec_version, transaction_version } = version;
		if spec_name != "outrider" {
			return Err(format!("{} is a node of `{spec_name}`, not of Outrider", self.url).into());
		}
		let genesis = self.hash(0).await?.ok_or("the node has no genesis block")?;
		Ok(ChainFacts { genesis, spec_version, transaction_version })
	}

	/// The hash of the best chain's block at a height.
	pub async fn hash(&self, number: BlockNumber) -> Result<Option<Hash>, Error> {
		let method = "chain_getBlockHash";
		let params = rpc_params![number];
		self.client.request(method, params).await.map_err(self.explain(method))
	}

	/// The best blocks from now on.
	pub async fn best_heads(&self) -> Result<Subscription<Header>, Error> {
		let (method, end) = ("chain_subscribeNewHeads", "chain_unsubscribeNewHeads");
		let params = rpc_params![];
		self.client.subscribe(method, params, end).await.map_err(self.explain(method))
	}

	/// The final blocks from now on. Where several become final at once, only the last of them.
	pub async fn final_heads(&self) -> Result<Subscription<Header>, Error> {
		let (method, end) = ("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads");
		let params = rpc_params![];
		self.client.subscribe(method, params, end).await.map_err(self.explain(method))
	}

	pub async fn block(&self, hash: Hash) -> Result<Block, Error> {
		let method = "chain_getBlock";
		let found: Option<SignedBlock> = self
			.client
			.request(method, rpc_params![hash])
			.await
			.map_err(self.explain(method))?;
		let body = found.ok_or_else(|| format!("{} has no block {hash}", self.url))?.block;
		Ok(Block {
			number: body.header.number,
			hash,
			parent: body.header.parent_hash,
			transactions: body.extrinsics.iter().map(|bytes| hash_of(bytes)).collect(),
		})
	}

	/// What the events of a block say.
	pub async fn outcome(&self, hash: Hash) -> Result<Outcome, Error> {
		let method = "state_getStorage";
		let key = Bytes([twox_128(b"System"), twox_128(b"Events")].concat());
		let found: Option<Bytes> = self
			.client
			.request(method, rpc_params![key, hash])
			.await
			.map_err(self.explain(method))?;
		let bytes = found.ok_or_else(|| format!("{} has no events of block {hash}", self.url))?;
		let events = Vec::decode(&mut &bytes[..])
			.map_err(|error| format!("the events of block {hash} can't be read: {error}"))?;
		Ok(outcome_of(&events))
	}

	/// Submits transactions in one request. Answers with the node's text for each that the node refuses.
	pub async fn submit(&self, transactions: &[Signed]) -> Result<Vec<Result<(), String>>, Error> {
		let method = "author_submitExtrinsic";
		let params = transactions.iter().map(|transaction| rpc_params![&transaction.bytes]);
		let answers = self.ask_each::<Hash>(method, params).await?;
		let text = |refusal: Refusal| refusal.to_string();
		Ok(answers.into_iter().map(|answer| answer.map(|_| ()).map_err(text)).collect())
	}

	/// The hashes of the transactions in the node's pool.
	pub async fn pending(&self) -> Result<Vec<Hash>, Error> {
		let method = "author_pendingExtrinsics";
		let pending: Vec<Bytes> =
			self.client.request(method, rpc_params![]).await.map_err(self.explain(method))?;
		Ok(pending.iter().map(|bytes| hash_of(bytes)).collect())
	}
}

/// Counts the successful transfers of transactions, and the transactions that failed.
fn outcome_of(events: &[EventRecord<RuntimeEvent, Hash>]) -> Outcome {
	let mut outcome = Outcome::default();
	for EventRecord { phase, event, .. } in events {
		match (phase, event) {
			(
				Phase::ApplyExtrinsic(_),
				RuntimeEvent::Balances(pallet_balances::Event::Transfer { .. }),
			) => outcome.transfers += 1,
			(
				Phase::ApplyExtrinsic(_),
				RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { .. }),
			) => outcome.failed += 1,
			_ => {},
		}
	}
	outcome
}

#[cfg(test)]
mod tests {
	use super::*;
	use outrider_runtime::AccountId;
	use sp_runtime::DispatchError;

	#[test]
	fn transfers_of_hooks_are_not_counted() {
		let account = |byte| AccountId::from([byte; 32]);
		let transfer: RuntimeEvent =
			pallet_balances::Event::Transfer { from: account(1), to: account(2), amount: 3 }.into();
		let failed: RuntimeEvent = frame_system::Event::ExtrinsicFailed {
			dispatch_error: DispatchError::BadOrigin,
			dispatch_info: Default::default(),
		}
		.into();
		let record = |phase, event: &RuntimeEvent| EventRecord {
			phase,
			event: event.clone(),
			topics: Vec::new(),
		};
		let events = [
			record(Phase::Initialization, &transfer),
			record(Phase::ApplyExtrinsic(2), &transfer),
			record(Phase::ApplyExtrinsic(2), &transfer),
			record(Phase::ApplyExtrinsic(3), &failed),
			record(Phase::Finalization, &transfer),
		];
		assert_eq!(outcome_of(&events), Outcome { transfers: 2, failed: 1 });
	}
}
