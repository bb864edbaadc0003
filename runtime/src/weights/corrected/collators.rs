// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_collator_selection`, with the proof of all entries that a call reads.
//!
//! The SDK has measured most of these weights without proof, and some without all of the reads. The additions here count each
//! list at its largest, and each entry that the code of a call reads.

use crate::constants::collators::{MAX_CANDIDATES, MAX_INVULNERABLES};
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_collator_selection::{weights::SubstrateWeight, WeightInfo};

/// Bytes of the nodes of the trie down to the pallets' entries.
const BASE: u64 = 990;
/// Bytes of the nodes of the trie down to a value, and to an entry of a map.
const NODES_OF_VALUE: u64 = 495;
const NODES_OF_ENTRY: u64 = 2_475;

/// Bytes of proof for both lists: accounts, and accounts with a bond.
const LISTS: u64 =
	2 * (NODES_OF_VALUE + 2) + MAX_INVULNERABLES as u64 * 32 + MAX_CANDIDATES as u64 * (32 + 16);
/// Bytes of proof for the least bond, and for the number of candidates that are wanted.
const SETTINGS: u64 = 2 * NODES_OF_VALUE + 16 + 4;
/// Bytes of proof for the session keys of an account.
const KEYS: u64 = NODES_OF_ENTRY + 8 + 32 + 32;
/// Bytes of proof for the block that a collator has authored last.
const LAST_BLOCK: u64 = NODES_OF_ENTRY + 8 + 32 + 4;
/// Bytes of proof for an account.
const ACCOUNT: u64 = NODES_OF_ENTRY + 128;
/// Bytes of proof for what an account has reserved, at most 50 amounts.
const RESERVES: u64 = NODES_OF_ENTRY + 16 + 32 + 1 + 50 * (8 + 16);
/// Bytes of proof for an account whose bond is reserved or comes back.
const BONDED: u64 = ACCOUNT + RESERVES;

/// The SDK's measured weights, and the entries that these leave out.
pub struct CollatorWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> CollatorWeights<T> {
	/// The proof of a call, and entries that the SDK's figure does not count.
	fn entries(proof: u64, reads: u64, writes: u64) -> Weight {
		T::DbWeight::get()
			.reads_writes(reads, writes)
			.saturating_add(Weight::from_parts(0, BASE.saturating_add(proof)))
	}
}

impl<T: frame_system::Config> WeightInfo for CollatorWeights<T> {
	fn set_invulnerables(b: u32) -> Weight {
		let keys = KEYS.saturating_mul(b.into());
		SubstrateWeight::<T>::set_invulnerables(b).saturating_add(Self::entries(
			LISTS.saturating_add(keys),
			u64::from(b).saturating_add(1),
			0,
		))
	}

	// The call writes a value, and reads none.
	with_more! { SubstrateWeight<T>, Weight::zero() => set_desired_candidates() }

	/// `c` candidates, of whom `k` lose their seats and get their bonds back.
	fn set_candidacy_bond(c: u32, k: u32) -> Weight {
		let bonds = BONDED.saturating_mul(k.into());
		let (reads, writes) = (u64::from(k).saturating_mul(2), u64::from(k).saturating_mul(3));
		SubstrateWeight::<T>::set_candidacy_bond(c, k).saturating_add(Self::entries(
			LISTS.saturating_add(SETTINGS).saturating_add(bonds),
			reads.saturating_add(2),
			writes.saturating_add(1),
		))
	}

	// Both lists, the bond, the keys, the account and its reserve. The SDK counts four reads and two writes.
	with_more! { SubstrateWeight<T>, Self::entries(LISTS + SETTINGS + KEYS + BONDED, 2, 2) =>
		register_as_candidate(c)
	}

	// Both lists, the account and its reserve. The SDK counts a read and two writes.
	with_more! { SubstrateWeight<T>, Self::entries(LISTS + BONDED, 3, 2) => leave_intent(c) }

	// The list, the bond, the account and its reserve. The SDK counts a read and two writes.
	with_more! { SubstrateWeight<T>, Self::entries(LISTS + SETTINGS + BONDED, 3, 1) => update_bond(c) }

	// Both lists, the bond, the keys, and two accounts with their reserves. The SDK counts four reads and two writes.
	with_more! { SubstrateWeight<T>, Self::entries(LISTS + SETTINGS + KEYS + 2 * BONDED, 4, 5) =>
		take_candidate_slot(c)
	}

	// The accounts of the pot and of the author, and the author's last block. The SDK counts three reads and four writes.
	with_more! { SubstrateWeight<T>, Self::entries(2 * ACCOUNT + LAST_BLOCK, 0, 0) => note_author() }

	/// `c` candidates, of whom `r` lose their seats.
	fn new_session(r: u32, c: u32) -> Weight {
		let blocks = LAST_BLOCK.saturating_mul(c.into());
		let bonds = BONDED.saturating_mul(r.into());
		let reads = u64::from(r).saturating_add(3);
		SubstrateWeight::<T>::new_session(r, c).saturating_add(Self::entries(
			LISTS.saturating_add(SETTINGS).saturating_add(blocks).saturating_add(bonds),
			reads,
			u64::from(r).saturating_add(1),
		))
	}

	// The account's reserve, which the SDK's figure leaves out.
	with_more! { SubstrateWeight<T>, Self::entries(RESERVES, 1, 1) => add_invulnerable(b, c) }

	// The list of candidates, by which the pallet counts the collators who are left.
	with_more! { SubstrateWeight<T>, Self::entries(LISTS, 1, 0) => remove_invulnerable(b) }
}
