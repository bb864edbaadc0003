// SPDX-License-Identifier: Apache-2.0

use crate::{
	bytes::{Reader, Writer},
	hash::{leaf, node, root},
	Account, Hash, Hasher, Index, DEPTH, EMPTY,
};

const LEVELS: usize = DEPTH as usize;

/// What shows one account to whoever knows the root: for a claim, and for the escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafProof {
	/// The hashes beside the account's path, from the leaf up.
	pub siblings: [Hash; LEVELS],
	/// The hash of head and markets.
	pub globals: Hash,
}

impl LeafProof {
	/// The width of an encoded proof.
	pub const BYTES: usize = 32 * (LEVELS + 1);

	/// The root of the state in which `index` has `account`, `None` being an unused leaf.
	pub fn root<H: Hasher>(&self, index: Index, account: Option<&Account>) -> Hash {
		let start = account.map_or(EMPTY, |account| leaf::<H>(index, account));
		let (accounts, _) =
			self.siblings.iter().fold((start, index.get()), |(hash, at), sibling| {
				let parent = match at & 1 {
					0 => node::<H>(&hash, sibling),
					_ => node::<H>(sibling, &hash),
				};
				(parent, at >> 1)
			});
		root::<H>(&accounts, &self.globals)
	}

	/// Decodes a proof: the siblings from the leaf up, then the hash of head and markets.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		let mut siblings = [EMPTY; LEVELS];
		for sibling in &mut siblings {
			*sibling = reader.array()?;
		}
		let globals = reader.array()?;
		reader.end()?;
		Some(Self { siblings, globals })
	}

	/// The proof's fixed-width bytes.
	pub fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new().put(self.siblings.as_flattened()).put(&self.globals).done()
	}
}
