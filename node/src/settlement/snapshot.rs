// SPDX-License-Identifier: GPL-3.0-only

//! A state on disk, so that a restart does not read all bodies again.
//!
//! The file is `SNAPSHOT`, then the state as SCALE, then the BLAKE2b-256 of both. A snapshot is believed if its hash, its chain and its
//! root are right: the root is computed again. Bodies alone give the same state, so that a file may be deleted at any time.

use codec::{Decode, Encode};
use pallet_settlement::Hash;
use settlement_core::{Account, Domain, Head, Index, Ledger, ACCOUNT_BYTES};
use settlement_engine::State;
use sp_crypto_hashing::blake2_256;
use std::{fs, io, path::Path};

const MAGIC: &[u8; 8] = b"stlsnap1";
const FILE: &str = "snapshot";

/// A state after a final batch.
pub struct Snapshot {
	pub state: State,
	/// The number of that batch.
	pub batch: u64,
	/// The height of a final block at or before the one that has the batch.
	pub height: u32,
}

#[derive(Encode, Decode)]
struct Content {
	genesis: Hash,
	instance: u32,
	root: Hash,
	batch: u64,
	height: u32,
	clock: u32,
	inbox: u64,
	free: u128,
	exited: u128,
	accounts: Vec<(u32, [u8; ACCOUNT_BYTES])>,
}

/// Why a file is not believed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Damage {
	#[error("it is damaged")]
	Damaged,
	#[error("it is of another chain")]
	OtherChain,
	#[error("its state does not have the root that it names")]
	OtherRoot,
	#[error("it can't be read: {0}")]
	Unreadable(String),
}

fn encode(domain: Domain, Snapshot { state, batch, height }: &mut Snapshot) -> Vec<u8> {
	let Head { clock, inbox, free, exited } = state.head();
	let content = Content {
		genesis: domain.genesis,
		instance: domain.instance,
		root: state.root(),
		batch: *batch,
		height: *height,
		clock,
		inbox,
		free,
		exited,
		accounts: state
			.accounts()
			.map(|(index, account)| (index.get(), account.encode()))
			.collect(),
	};
	let mut bytes = [&MAGIC[..], &content.encode()].concat();
	bytes.extend(blake2_256(&bytes));
	bytes
}

fn decode(bytes: &[u8], domain: Domain) -> Result<Snapshot, Damage> {
	let (content, hash) = bytes.split_last_chunk::<32>().ok_or(Damage::Damaged)?;
	let mut rest = content.strip_prefix(MAGIC).ok_or(Damage::Damaged)?;
	if blake2_256(content) != *hash {
		return Err(Damage::Damaged);
	}
	let content = Content::decode(&mut rest).map_err(|_| Damage::Damaged)?;
	let of = Domain { genesis: content.genesis, instance: content.instance };
	if of != domain {
		return Err(Damage::OtherChain);
	}
	let leaf = |(index, bytes): &(u32, [u8; ACCOUNT_BYTES])| {
		Some((Index::new(*index)?, Account::decode(bytes)?))
	};
	let accounts: Option<Vec<_>> = content.accounts.iter().map(leaf).collect();
	let Content { clock, inbox, free, exited, root, batch, height, .. } = content;
	let head = Head { clock, inbox, free, exited };
	let mut state = State::new(head, accounts.ok_or(Damage::Damaged)?);
	if state.root() == root {
		Ok(Snapshot { state, batch, height })
	} else {
		Err(Damage::OtherRoot)
	}
}

/// The snapshot of a folder, if there is one.
pub fn read(folder: &Path, domain: Domain) -> Result<Option<Snapshot>, Damage> {
	match fs::read(folder.join(FILE)) {
		Ok(bytes) => decode(&bytes, domain).map(Some),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(Damage::Unreadable(error.to_string())),
	}
}

/// Puts a snapshot in the place of the one before.
pub fn write(folder: &Path, domain: Domain, mut snapshot: Snapshot) -> io::Result<()> {
	fs::create_dir_all(folder)?;
	let new = folder.join("snapshot.new");
	fs::write(&new, encode(domain, &mut snapshot))?;
	fs::rename(new, folder.join(FILE))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	const DOMAIN: Domain = Domain { genesis: [3; 32], instance: 0 };

	fn snapshot() -> Snapshot {
		let account = |index| Account { free: 5, nonce_base: index, ..Account::new([9; 32]) };
		let head = Head { clock: 7, inbox: 3, free: 10, exited: 1 };
		let accounts = [0, 70_000].map(|index| (Index::new(index).unwrap(), account(index)));
		Snapshot { state: State::new(head, accounts), batch: 4, height: 12 }
	}

	#[test]
	fn a_snapshot_is_read_as_it_was_written() {
		let folder = tempfile::tempdir().unwrap();
		assert!(read(folder.path(), DOMAIN).unwrap().is_none());
		write(folder.path(), DOMAIN, snapshot()).unwrap();
		let mut found = read(folder.path(), DOMAIN).unwrap().unwrap();
		let found_root = found.state.root();
		assert_eq!((found_root, found.batch, found.height), (snapshot().state.root(), 4, 12));
		assert_eq!(found.state.head(), snapshot().state.head());
	}

	#[test]
	fn each_damaged_byte_and_each_missing_one_is_noticed() {
		let bytes = encode(DOMAIN, &mut snapshot());
		for at in 0..bytes.len() {
			let mut damaged = bytes.clone();
			damaged[at] ^= 0x10;
			assert_eq!(decode(&damaged, DOMAIN).err(), Some(Damage::Damaged), "byte {at}");
			assert_eq!(decode(&bytes[..at], DOMAIN).err(), Some(Damage::Damaged), "{at} bytes");
		}
	}

	#[test]
	fn a_snapshot_of_another_chain_or_with_another_root_is_not_believed() {
		let other = Domain { instance: 1, ..DOMAIN };
		let bytes = encode(DOMAIN, &mut snapshot());
		assert_eq!(decode(&bytes, other).err(), Some(Damage::OtherChain));
		// Whoever writes the file can write its hash, too.
		let mut content = bytes[..bytes.len() - 32].to_vec();
		let last = content.len() - 1;
		content[last] ^= 1;
		content.extend(blake2_256(&content));
		assert_eq!(decode(&content, DOMAIN).err(), Some(Damage::OtherRoot));
	}
}
