// SPDX-License-Identifier: Apache-2.0

//! Checks that each deadline passes at the time that was promised before the upgrade.
//!
//! The times are compared in milliseconds, independently of the migration's formula.

use super::{changes_block_time, Upgraded, SLOT_DURATION_BEFORE_MS};
use crate::{
	constants::time::SLOT_DURATION_MS,
	deadlines::{AuthorizedAliases, Votes, Voting},
	BlockNumber, Runtime, System,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use pallet_identity::{PendingUsernames, UnbindingUsernames};
use pallet_safe_mode::EnteredUntil;

/// A deadline, and the other fields of its entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Promise {
	deadline: u64,
	rest: Vec<u8>,
}

/// All deadlines that are stored at one moment, by kind and key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Promises {
	/// The last block before the change of the block time. If the change is done, the last block.
	at: BlockNumber,
	/// Time between two blocks, in milliseconds.
	slot_ms: u64,
	promises: BTreeMap<Vec<u8>, Promise>,
}

impl Promises {
	/// The deadlines of motions and of safe mode.
	pub fn of_governance() -> Self {
		let motion = |(hash, votes): (crate::Hash, Votes)| {
			let deadline = votes.end.into();
			let rest = Votes { end: 0, ..votes }.encode();
			((b"motion", hash).encode(), Promise { deadline, rest })
		};
		let safe_mode = EnteredUntil::<Runtime>::get().map(|until| {
			(b"safe mode".to_vec(), Promise { deadline: until.into(), rest: Vec::new() })
		});
		Self::read(Voting::iter().map(motion).chain(safe_mode))
	}

	/// The deadlines of usernames that are offered or taken away, and of aliases.
	pub fn of_users() -> Self {
		let offered = PendingUsernames::<Runtime>::iter().map(|(name, (account, until, by))| {
			let rest = (account, by).encode();
			((b"offered", name).encode(), Promise { deadline: until.into(), rest })
		});
		let unbinding = UnbindingUsernames::<Runtime>::iter().map(|(name, until)| {
			((b"unbinding", name).encode(), Promise { deadline: until.into(), rest: Vec::new() })
		});
		let aliases = AuthorizedAliases::iter().flat_map(|(account, entry)| {
			let ticket = entry.ticket.encode();
			entry.aliasers.into_iter().map(move |alias| {
				// An alias that never expires has no deadline, before and after.
				let rest = (alias.expiry.is_some(), &ticket).encode();
				let deadline = alias.expiry.unwrap_or_default();
				((b"alias", &account, alias.location).encode(), Promise { deadline, rest })
			})
		});
		Self::read(offered.chain(unbinding).chain(aliases))
	}

	fn read(promises: impl Iterator<Item = (Vec<u8>, Promise)>) -> Self {
		// The marker holds the block of the change until the deadlines of users are migrated too.
		let marked = Upgraded::get();
		let slot_ms = if changes_block_time() || marked.is_some() {
			SLOT_DURATION_BEFORE_MS
		} else {
			SLOT_DURATION_MS
		};
		let at = marked.unwrap_or_else(System::block_number);
		Self { at, slot_ms, promises: promises.collect() }
	}

	/// How many there are.
	pub fn count(&self) -> usize {
		self.promises.len()
	}

	/// Checks that each deadline is still there, that nothing else of its entry has changed, and that it passes at the same
	/// time. `after` was read after the migration, with blocks of `SLOT_DURATION_MS` from the change on.
	pub fn are_kept(&self, after: &Self) -> Result<(), &'static str> {
		if !self.promises.keys().eq(after.promises.keys()) {
			return Err("a deadline was lost or has come up");
		}
		for (promise, now) in self.promises.values().zip(after.promises.values()) {
			if promise.rest != now.rest {
				return Err("something besides a deadline has changed");
			}
			let at = u64::from(self.at);
			let kept = match promise.deadline.checked_sub(at) {
				Some(left) => {
					let left_now = now.deadline.checked_sub(at);
					left_now.map(|left| left * SLOT_DURATION_MS) == Some(left * self.slot_ms)
				},
				None => now.deadline == promise.deadline,
			};
			if !kept {
				return Err("a deadline does not pass at the time that was promised");
			}
		}
		Ok(())
	}
}
