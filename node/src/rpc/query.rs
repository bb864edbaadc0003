// SPDX-License-Identifier: GPL-3.0-only

//! Calls the runtime of a block, and finds the reason if the call fails.

use super::{
	error::Error,
	format::{self, BlockHash, Given},
};
use crate::service::{Block, Client};
use outrider_runtime::{BlockNumber, Hash};
use serde::Serialize;
use sp_api::{ApiError, Core, ProvideRuntimeApi, RuntimeApiInfo};
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// The runtime's APIs.
pub type Api = <Client as ProvideRuntimeApi<Block>>::Api;

/// The block that an answer is about. The answer includes the block's own transactions and rewards.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct At {
	/// The block's hash.
	#[serde(rename = "at")]
	pub hash: Hash,
	/// The block's height.
	#[serde(rename = "atNumber")]
	pub number: BlockNumber,
}

pub struct Query {
	client: Arc<Client>,
}

impl Query {
	/// Calls the runtime through `client`.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client }
	}

	/// The block whose hash a parameter gives, or the best block.
	pub fn at(&self, parameter: Option<Given<BlockHash>>) -> Result<At, Error> {
		let BlockHash(Some(hash)) = format::value(parameter)? else {
			let info = self.client.info();
			return Ok(At { hash: info.best_hash, number: info.best_number });
		};
		let number = self.client.number(hash)?.ok_or(Error::UnknownBlock(hash))?;
		Ok(At { hash, number })
	}

	/// Calls the runtime of a block: `question` uses the API `A`, whose name is `name`.
	pub fn ask<A, T>(
		&self,
		name: &'static str,
		at: At,
		question: impl FnOnce(&Api, Hash) -> Result<T, ApiError>,
	) -> Result<T, Error>
	where
		A: RuntimeApiInfo + ?Sized,
	{
		let api = self.client.runtime_api();
		question(&api, at.hash).map_err(|error| self.why::<A>(name, at, error))
	}

	/// The reason why a call failed. It is looked for only after a failure: a check before the call would cost time at
	/// every call, and the state can be discarded right after the check.
	fn why<A>(&self, api: &'static str, at: At, error: ApiError) -> Error
	where
		A: RuntimeApiInfo + ?Sized,
	{
		if self.client.state_at(at.hash).is_err() {
			return Error::StateDiscarded(at);
		}
		match self.client.runtime_api().version(at.hash) {
			Ok(version) if !version.has_api_with(&A::ID, |found| found == A::VERSION) => {
				Error::MissingApi { api, at, spec_version: version.spec_version }
			},
			_ => Error::Unanswered { at, error },
		}
	}
}
