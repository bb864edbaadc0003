// SPDX-License-Identifier: GPL-3.0-only

//! Asks the runtime of a block, and finds out why it does not answer.

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

/// What the runtime can be asked.
pub type Api = <Client as ProvideRuntimeApi<Block>>::Api;

/// The block that an answer is about: its own transactions and rewards are in the answer.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct At {
	/// Its hash.
	#[serde(rename = "at")]
	pub hash: Hash,
	/// Its height.
	#[serde(rename = "atNumber")]
	pub number: BlockNumber,
}

/// Asks the runtime of a block.
pub struct Query {
	client: Arc<Client>,
}

impl Query {
	/// Asks through `client`.
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

	/// What the runtime of a block says to a `question` of its API `A`, which has this `name`.
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

	/// Why the runtime did not answer. Found out afterwards: a check beforehand would have to be made for every
	/// question, and the state can be discarded right after it.
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
