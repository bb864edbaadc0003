// SPDX-License-Identifier: GPL-3.0-only

//! How long the author took for its blocks, from a file.

use super::pov::{BlockId, Candidate};
use serde::Deserialize;
use sp_core::H256;
use std::{
	collections::{HashMap, HashSet},
	fmt, fs, io,
	path::{Path, PathBuf},
};

/// Why there are no author's times.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	#[error("can't read {path}: {source}")]
	Io { path: PathBuf, source: io::Error },
	#[error(
		"{path} is no list of {{\"block\": HASH or NUMBER, \"author_ms\": MILLISECONDS}}: {source}"
	)]
	Json { path: PathBuf, source: serde_json::Error },
	#[error("{path} has two times for the block {block}")]
	Twice { path: PathBuf, block: Block },
	#[error("{path} has {time} ms for the block {block}: the time must be above 0")]
	NoTime { path: PathBuf, block: Block, time: f64 },
	#[error(
		"{path} names block {number}, and two of the candidates have one: name it by its hash"
	)]
	Ambiguous { path: PathBuf, number: u32 },
	#[error("{path} has the times of all blocks of none of the candidates")]
	None { path: PathBuf },
}

/// How the file names a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum Block {
	Number(u32),
	Hash(H256),
}

impl fmt::Display for Block {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Number(number) => write!(formatter, "{number}"),
			Self::Hash(hash) => write!(formatter, "{hash:?}"),
		}
	}
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
	block: Block,
	author_ms: f64,
}

/// Milliseconds that the author took, by block.
#[derive(Debug)]
pub struct AuthorTimes(HashMap<Block, f64>);

impl AuthorTimes {
	pub fn read(path: &Path) -> Result<Self, Error> {
		let content = fs::read(path).map_err(|source| Error::Io { path: path.into(), source })?;
		let entries: Vec<Entry> = serde_json::from_slice(&content)
			.map_err(|source| Error::Json { path: path.into(), source })?;
		let mut times = HashMap::new();
		for Entry { block, author_ms } in entries {
			if author_ms <= 0.0 {
				return Err(Error::NoTime { path: path.into(), block, time: author_ms });
			}
			if times.insert(block, author_ms).is_some() {
				return Err(Error::Twice { path: path.into(), block });
			}
		}
		Ok(Self(times))
	}

	/// Milliseconds that the author took for all blocks of each candidate; `None` where the file lacks one of them.
	pub fn of(&self, path: &Path, candidates: &[Candidate]) -> Result<Vec<Option<f64>>, Error> {
		let blocks = || candidates.iter().flat_map(|candidate| &candidate.blocks);
		let mut numbers = HashSet::new();
		let repeated = blocks().map(|block| block.number).find(|number| {
			!numbers.insert(*number) && self.0.contains_key(&Block::Number(*number))
		});
		if let Some(number) = repeated {
			return Err(Error::Ambiguous { path: path.into(), number });
		}
		let times: Vec<_> =
			candidates.iter().map(|candidate| self.sum(&candidate.blocks)).collect();
		if times.iter().all(Option::is_none) {
			return Err(Error::None { path: path.into() });
		}
		Ok(times)
	}

	fn sum(&self, blocks: &[BlockId]) -> Option<f64> {
		let time_of = |block: &BlockId| {
			let BlockId { number, hash, proposed } = *block;
			let names = [Block::Hash(hash), Block::Hash(proposed), Block::Number(number)];
			names.iter().find_map(|name| self.0.get(name))
		};
		blocks.iter().map(time_of).sum()
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::validate::pov::tests::{candidate, header, proposed_header};

	fn times(content: &str, candidates: &[Candidate]) -> Result<Vec<Option<f64>>, String> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("times.json");
		fs::write(&path, content).unwrap();
		AuthorTimes::read(&path)
			.and_then(|times| times.of(&path, candidates))
			.map_err(|error| error.to_string())
	}

	#[test]
	fn the_times_of_a_bundle_are_added_up() {
		let candidates = [candidate(&[4]), candidate(&[5, 6]), candidate(&[7, 8])];
		let (signed, proposed) = (header(5).hash(), proposed_header(6).hash());
		let list = format!(
			r#"[{{"block": 4, "author_ms": 100}}, {{"block": "{signed:?}", "author_ms": 30.5}},
			    {{"block": "{proposed:?}", "author_ms": 20}}, {{"block": 8, "author_ms": 9}}]"#
		);
		// Of block 7 nothing is known: the third candidate has no time.
		assert_eq!(times(&list, &candidates).unwrap(), [Some(100.0), Some(50.5), None]);
	}

	#[test]
	fn a_list_that_says_nothing_of_the_candidates_is_refused() {
		let error = times(r#"[{"block": 9, "author_ms": 1}]"#, &[candidate(&[4])]).unwrap_err();
		assert!(error.contains("all blocks of none of the candidates"), "{error}");
	}

	#[test]
	fn a_number_that_two_candidates_have_is_refused() {
		let forks = [candidate(&[4]), candidate(&[4])];
		let error = times(r#"[{"block": 4, "author_ms": 1}]"#, &forks).unwrap_err();
		assert!(error.contains("name it by its hash"), "{error}");
	}

	#[test]
	fn a_wrong_list_is_refused() {
		for (list, part) in [
			(r#"{"block": 4}"#, "is no list of"),
			(r#"[{"block": 4, "author_ms": 1, "ms": 1}]"#, "unknown field `ms`"),
			(r#"[{"block": "4", "author_ms": 1}]"#, "is no list of"),
			(r#"[{"block": 4, "author_ms": 0}]"#, "must be above 0"),
			(
				r#"[{"block": 4, "author_ms": 1}, {"block": 4, "author_ms": 2}]"#,
				"two times for the block 4",
			),
		] {
			let error = times(list, &[candidate(&[4])]).unwrap_err();
			assert!(error.contains(part), "{list}: {error}");
		}
	}
}
