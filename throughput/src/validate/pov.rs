// SPDX-License-Identifier: GPL-3.0-only

//! The files that a collator writes with `--export-pov-to-path`: `HASH_NUMBER.pov`, named after the candidate's first block,
//! with the proof of validity and the persisted validation data, in SCALE.

use codec::{DecodeAll, Encode};
use cumulus_primitives_core::ParachainBlockData;
use polkadot_node_primitives::{PoV, POV_BOMB_LIMIT};
use polkadot_primitives::PersistedValidationData;
use sp_core::H256;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Hash},
	OpaqueExtrinsic,
};
use std::{
	fs, io,
	path::{Path, PathBuf},
};

pub type Header = generic::Header<u32, BlakeTwo256>;
pub type Block = generic::Block<Header, OpaqueExtrinsic>;

/// Extension of the files.
const EXTENSION: &str = "pov";

/// A candidate as its collator sent it to the validators.
#[derive(Debug)]
pub struct Candidate {
	/// Name of its file.
	pub file: String,
	/// Its blocks, the oldest first: at least one.
	pub blocks: Vec<BlockId>,
	/// Extrinsics of all its blocks, inherents included.
	pub extrinsics: usize,
	/// Size of the storage proof.
	pub proof_bytes: usize,
	/// Header of its last block, which is what the validator's code must answer.
	pub head: Vec<u8>,
	/// The blocks and the proof before compression.
	pub block_data: Vec<u8>,
	/// The proof of validity as it goes over the network.
	pub pov: PoV,
	/// What the relay chain gives to the validation.
	pub validation_data: PersistedValidationData,
}

impl Candidate {
	/// Hash of its last block.
	pub fn head_hash(&self) -> H256 {
		BlakeTwo256::hash(&self.head)
	}
}

/// A block of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockId {
	pub number: u32,
	pub hash: H256,
	/// Hash before the author signed it, which is the one that the proposer logs.
	pub proposed: H256,
}

impl From<&Header> for BlockId {
	fn from(header: &Header) -> Self {
		let mut proposed = header.clone();
		proposed.digest.logs.retain(|item| item.as_seal().is_none());
		Self { number: header.number, hash: header.hash(), proposed: proposed.hash() }
	}
}

/// Why a file is not an exported candidate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	#[error("can't read {path}: {source}")]
	Io { path: PathBuf, source: io::Error },
	#[error(
		"{0} has no exported candidate: a collator with --export-pov-to-path writes files HASH_NUMBER.pov there"
	)]
	Empty(PathBuf),
	#[error("{0} is not named like an exported candidate, HASH_NUMBER.pov: the hash has 0x and 64 hex digits")]
	Name(PathBuf),
	#[error(
		"{path} is not a complete exported candidate, a proof of validity and its validation data: {source}"
	)]
	Content { path: PathBuf, source: codec::Error },
	#[error(
		"{path}: the proof of validity can't be decompressed to at most {POV_BOMB_LIMIT} bytes"
	)]
	Compression { path: PathBuf },
	#[error("{path}: the proof of validity holds no parachain blocks of this chain: {source}")]
	BlockData { path: PathBuf, source: codec::Error },
	#[error("{path}: the proof of validity holds no block")]
	NoBlock { path: PathBuf },
	#[error("{path} is named after another block: its first one is {:?}_{}", found.hash, found.number)]
	OtherBlock { path: PathBuf, found: BlockId },
}

/// Reads an exported candidate.
pub fn read(path: &Path) -> Result<Candidate, Error> {
	let named = named_after(path).ok_or_else(|| Error::Name(path.into()))?;
	let content = fs::read(path).map_err(|source| Error::Io { path: path.into(), source })?;
	let (pov, validation_data) = <(PoV, PersistedValidationData)>::decode_all(&mut &content[..])
		.map_err(|source| Error::Content { path: path.into(), source })?;
	let block_data = sp_maybe_compressed_blob::decompress(&pov.block_data.0, POV_BOMB_LIMIT)
		.map_err(|_| Error::Compression { path: path.into() })?
		.into_owned();
	let decoded = ParachainBlockData::<Block>::decode_all(&mut &block_data[..])
		.map_err(|source| Error::BlockData { path: path.into(), source })?;
	let blocks: Vec<BlockId> =
		decoded.blocks().iter().map(|block| BlockId::from(&block.header)).collect();
	let (Some(first), Some(last)) = (blocks.first(), decoded.blocks().last()) else {
		return Err(Error::NoBlock { path: path.into() });
	};
	if (first.hash, first.number) != named {
		return Err(Error::OtherBlock { path: path.into(), found: *first });
	}
	Ok(Candidate {
		file: file_name(path),
		extrinsics: decoded.blocks().iter().map(|block| block.extrinsics.len()).sum(),
		proof_bytes: decoded.proof().encoded_size(),
		head: last.header.encode(),
		blocks,
		block_data,
		pov,
		validation_data,
	})
}

/// Reads those of the folder's candidates that have the most bytes before compression, and sorts them by their blocks.
pub fn fullest(folder: &Path, count: usize) -> Result<Vec<Candidate>, Error> {
	// A folder may hold more than the memory does: sizes first.
	let mut sized = exported(folder)?
		.into_iter()
		.map(|path| Ok((read(&path)?.block_data.len(), path)))
		.collect::<Result<Vec<_>, Error>>()?;
	sized.sort_by(|left, right| right.cmp(left));
	sized.truncate(count);
	let mut candidates =
		sized.iter().map(|(_, path)| read(path)).collect::<Result<Vec<_>, Error>>()?;
	candidates.sort_by_key(|candidate| (candidate.blocks[0].number, candidate.blocks[0].hash));
	Ok(candidates)
}

/// The files of a folder that a collator exported.
fn exported(folder: &Path) -> Result<Vec<PathBuf>, Error> {
	let io = |source| Error::Io { path: folder.into(), source };
	let paths = fs::read_dir(folder)
		.and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
		.map_err(io)?;
	let exported: Vec<_> = paths
		.into_iter()
		.filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION))
		.collect();
	if exported.is_empty() {
		return Err(Error::Empty(folder.into()));
	}
	Ok(exported)
}

/// Hash and number of the block that a file is named after.
fn named_after(path: &Path) -> Option<(H256, u32)> {
	let (hash, number) = path.file_stem()?.to_str()?.split_once('_')?;
	// The parser of H256 takes more: a missing 0x, for example.
	let is_hash = hash.len() == 66 && hash.starts_with("0x");
	let is_named = path.extension()? == EXTENSION && is_hash;
	is_named.then_some((hash.parse().ok()?, number.parse().ok()?))
}

fn file_name(path: &Path) -> String {
	path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
pub mod tests;
