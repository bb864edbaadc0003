// SPDX-License-Identifier: Apache-2.0

//! What clients are told.

use super::kit::*;
use crate::{mock::*, *};
use settlement_core::Kind;

#[test]
fn a_batch_is_told_until_it_is_reverted_or_forgotten() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Transfer, transfer(ALICE, 0, 1, 10, 0))]);
		let info = Settlement::batch_info(batch).unwrap();
		assert_eq!((info.stage, info.verified, info.batch.chunks), (Stage::Pending, 0, 2));
		assert_eq!(info.window_ends, Settlement::now() + 16);
		node.check(batch, 0).unwrap();
		assert_eq!(Settlement::batch_info(batch).unwrap().verified, 1);
		// The window that is told is the one that holds.
		blocks(16);
		assert_eq!(Settlement::batch_info(batch).unwrap().stage, Stage::Pending);
		blocks(1);
		assert_eq!(Settlement::batch_info(batch).unwrap().stage, Stage::Final);
		let lie = node.post_lie(&[], 0);
		node.check(lie, 0).unwrap();
		assert!(Batches::<Test>::contains_key(lie));
		assert_eq!(Settlement::batch_info(lie), None);
	});
}

#[test]
fn the_inbox_says_how_far_a_batch_must_go() {
	run(|| {
		let mut node = funded();
		let from = Tip::<Test>::get().inbox_to;
		deposit(ALICE, 1_000);
		deposit(BOB, 1_000);
		// The tick is fresh, and so are the deposits.
		assert_eq!(Settlement::inbox_due(), from);
		blocks(4);
		assert_eq!(Settlement::inbox_due(), from + 1, "the tick is overdue");
		blocks(12);
		assert_eq!(Settlement::inbox_due(), from + 3, "so are the deposits");
		assert_eq!(Settlement::inbox(from, 64).len(), 3);
		assert_eq!(Settlement::inbox(from + 1, 1).len(), 1);
		let mut draft = node.draft(&[]);
		draft.pieces[0].bytes.truncate(2 * 53);
		assert!(draft.submit(leader()).is_err());
		node.post(&[]);
		assert_eq!(Settlement::inbox_due(), Tip::<Test>::get().inbox_to);
	});
}

#[test]
fn what_is_claimable_is_what_a_claim_pays() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Withdraw, withdraw(ALICE, 0, 30_000, 0))]);
		node.check_all(batch);
		let said = Settlement::claimable(0, 30_000);
		assert_eq!((said, Settlement::meter_left()), (10_715, 10_715));
		let before = free(ALICE);
		node.claim(batch, 0).unwrap();
		assert_eq!(free(ALICE), before + said);
		assert_eq!(Settlement::claimable(0, 30_000), 0);
		let info = Settlement::account_info(&account(ALICE)).unwrap();
		assert_eq!((info.index, info.claimed), (0, said));
		assert_eq!(Settlement::account_info(&account(WATCHER)), None);
	});
}

#[test]
fn the_window_names_the_slowest_and_the_fullest_collator() {
	run(|| {
		for _ in 0..10 {
			// The turn of the same one, who has half full blocks.
			Fullness::set(sp_runtime::Perbill::from_percent(50));
			block_in(Slot::get() + 2);
		}
		let info = Settlement::window_info();
		let author = BlockAuthor::get().unwrap();
		let (slowest, gap, _) = info.slowest.unwrap();
		assert_ne!(slowest, author);
		assert!(gap > 2 * GAP_UNIT);
		assert_eq!(info.fullest.unwrap().0, author);
		assert_eq!((info.collators, info.window), (2, CurrentWindow::<Test>::get()));
	});
}
