// SPDX-License-Identifier: Apache-2.0

//! Plans, and signatures that are checked once.

use crate::{plan::Plan, Limits, Remembering};
use pallet_settlement::MAX_CHUNKS;
use settlement_core::{Key, Kind, Verifier, SIGNATURE_BYTES};
use std::cell::Cell;

const UNBOUNDED: Limits = Limits { bytes: usize::MAX, inbox_entries: 64 };

#[test]
fn a_chunk_has_at_most_32_records_of_one_kind() {
	let mut plan = Plan::default();
	let mut append = |id, kind| plan.append(id, kind, 0);
	assert_eq!(append(0, Kind::Cancel), (0, 0));
	let places: Vec<_> = (1..34).map(|id| append(id, Kind::Transfer)).collect();
	assert_eq!(places[..32], (0..32).map(|position| (1, position)).collect::<Vec<_>>());
	assert_eq!(places[32], (2, 0));
	assert_eq!(append(34, Kind::Cancel), (3, 0));
}

#[test]
fn a_plan_leaves_chunks_and_bytes_for_the_inbox() {
	let mut plan = Plan::default();
	for id in 0..u64::from(MAX_CHUNKS) - 2 {
		let kind = if id % 2 == 0 { Kind::Transfer } else { Kind::Cancel };
		assert!(plan.has_room(kind, &UNBOUNDED), "{id}");
		plan.append(id, kind, 0);
	}
	assert!(plan.has_room(Kind::Cancel, &UNBOUNDED), "the last chunk is open");
	assert!(!plan.has_room(Kind::Transfer, &UNBOUNDED));
	plan.close();
	assert!(!plan.has_room(Kind::Cancel, &UNBOUNDED));

	let bytes = |bytes: usize| Limits { bytes: bytes + 2 * 53, inbox_entries: 2 };
	assert!(Plan::default().has_room(Kind::Cancel, &bytes(89)));
	assert!(!Plan::default().has_room(Kind::Cancel, &bytes(88)));
}

/// Finds good what equals the key, and counts.
#[derive(Default)]
struct Counting(Cell<u32>);

impl Verifier for Counting {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		self.0.set(self.0.get() + 1);
		signature[0] == key[0] && message == [key[0]]
	}
}

#[test]
fn a_good_signature_is_checked_once_and_a_bad_one_never_remembered() {
	let counting = Counting::default();
	let remembering = Remembering::new(&counting);
	let verify = |signature: u8, message: u8, key: u8| {
		remembering.verify(&[signature; 64], &[message], &[key; 32])
	};
	assert!(verify(1, 1, 1) && verify(1, 1, 1));
	assert_eq!(counting.0.get(), 1);
	assert!(!verify(2, 1, 1) && !verify(2, 1, 1));
	assert!(!verify(1, 2, 1), "another message");
	assert!(!verify(1, 1, 2), "another key");
	assert_eq!(counting.0.get(), 5);
}

impl Verifier for &Counting {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		(*self).verify(signature, message, key)
	}
}
