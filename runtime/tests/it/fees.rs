// SPDX-License-Identifier: Apache-2.0

//! The fees of transactions, and their receivers.

use crate::common::{alice, bob, on_dev_chain};
use codec::Encode;
use frame_support::{
	dispatch::DispatchClass,
	traits::{fungible::Balanced, OnUnbalanced},
	weights::{Weight, WeightToFee as _},
};
use outrider_runtime::{
	configs::monetary::DealWithFees,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, MILLI_RIDE, RIDE},
		fee::WeightToFee,
	},
	transactions::immortal,
	AccountId, Balance, Balances, Executive, Runtime, RuntimeCall, System, TransactionPayment,
	UncheckedExtrinsic,
};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::SignedPayload, Digest, DigestItem, MultiAddress};

/// Starts a block whose author is the only collator of the development chain, Alice.
fn start_block() {
	let slot =
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(Slot::from(1));
	System::initialize(&2, &Default::default(), &Digest { logs: vec![slot] });
}

fn signed(key: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> UncheckedExtrinsic {
	let nonce = System::account_nonce(key.to_account_id());
	let payload = SignedPayload::new(call, immortal(nonce, tip)).unwrap();
	let signature = payload.using_encoded(|bytes| key.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(
		call,
		MultiAddress::Id(key.to_account_id()),
		signature.into(),
		extension,
	)
}

fn transfer(amount: Balance) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: MultiAddress::Id(Sr25519Keyring::Charlie.to_account_id()),
		value: amount,
	})
}

fn free(account: &AccountId) -> Balance {
	Balances::free_balance(account)
}

/// The fee of a plain transfer, and its length in bytes.
fn transfer_fee() -> (Balance, u32) {
	let transaction = signed(Sr25519Keyring::Bob, transfer(RIDE), 0);
	let length = transaction.encoded_size() as u32;
	(TransactionPayment::query_info(transaction, length).partial_fee, length)
}

#[test]
fn transfer_fee_is_about_four_milli_ride() {
	on_dev_chain(|| {
		let (fee, length) = transfer_fee();
		// 1.5 milli-RIDE for the 150 bytes, and the rest for the weight of the call and of the signature.
		assert!((3 * MILLI_RIDE..5 * MILLI_RIDE).contains(&fee), "{fee}");
		let of_bytes = TransactionPayment::length_to_fee(length);
		assert!((MILLI_RIDE..2 * MILLI_RIDE).contains(&of_bytes), "{of_bytes}");
	});
}

#[test]
fn a_fifth_of_the_fee_and_the_whole_tip_go_to_the_author() {
	on_dev_chain(|| {
		start_block();
		const TIP: Balance = 7 * RIDE;
		let (author, payer) = (alice(), bob());
		let before = (free(&author), free(&payer), Balances::total_issuance());

		let applied = Executive::apply_extrinsic(signed(Sr25519Keyring::Bob, transfer(RIDE), TIP));
		applied.unwrap().unwrap();

		let paid = before.1 - free(&payer) - RIDE;
		let fee = paid - TIP;
		let author_share = fee / 5;
		assert!(fee > 0);
		assert_eq!(free(&author) - before.0, author_share + TIP);
		assert_eq!(before.2 - Balances::total_issuance(), fee - author_share);
	});
}

#[test]
fn the_authors_part_is_burned_if_the_author_cannot_receive_it() {
	on_dev_chain(|| {
		start_block();
		// An author without an account.
		let author = AccountId::from([77; 32]);
		pallet_session::Validators::<Runtime>::put(vec![author.clone()]);
		let before = Balances::total_issuance();

		// The author's fifth is one plank short of the existential deposit.
		let fee = 5 * (EXISTENTIAL_DEPOSIT - 1);
		let credit = Balances::issue(fee);
		DealWithFees::on_unbalanceds([credit].into_iter());
		assert_eq!(free(&author), 0);
		assert_eq!(Balances::total_issuance(), before);

		// With one plank more, the author's part is paid.
		DealWithFees::on_unbalanceds([Balances::issue(5 * EXISTENTIAL_DEPOSIT)].into_iter());
		assert_eq!(free(&author), EXISTENTIAL_DEPOSIT);
		assert_eq!(Balances::total_issuance(), before + EXISTENTIAL_DEPOSIT);
	});
}

fn fee(time: u64, proof: u64) -> Balance {
	WeightToFee::weight_to_fee(&Weight::from_parts(time, proof))
}

/// The fees of transactions that use all the time, or all the proof, of a block's share for their class. The chain
/// enforces these shares as limits.
fn fees_of_full(class: DispatchClass) -> (Balance, Balance) {
	let limits: frame_system::limits::BlockWeights =
		<Runtime as frame_system::Config>::BlockWeights::get();
	let full = limits.get(class).max_total.unwrap();
	let fee = |weight| TransactionPayment::weight_to_fee(weight);
	(fee(Weight::from_parts(full.ref_time(), 0)), fee(Weight::from_parts(0, full.proof_size())))
}

#[test]
fn filling_a_block_costs_the_same_by_time_as_by_proof() {
	on_dev_chain(|| {
		for class in [DispatchClass::Normal, DispatchClass::Operational] {
			let (by_time, by_proof) = fees_of_full(class);
			// Limits are whole picoseconds and bytes, so the two fees differ by less than the fee of a byte, which is
			// below a micro-RIDE.
			assert!(by_time.abs_diff(by_proof) < RIDE / 1_000_000, "{by_time} {by_proof}");
		}
		// Ordinary transactions may use three quarters of a block.
		let (by_time, by_proof) = fees_of_full(DispatchClass::Normal);
		assert_eq!((by_time, by_proof), (3 * RIDE / 2, 3 * RIDE / 2));
	});
}

/// Before, 10 KiB of proof cost a milli-RIDE, and so did 108,157,000 ps of time.
#[test]
fn no_weight_costs_more_than_twice_the_price_before_time_and_proof_had_one() {
	let before = |time: u64, proof: u64| {
		let time = Balance::from(time) * MILLI_RIDE / 108_157_000;
		let proof = Balance::from(proof) * MILLI_RIDE / 10_240;
		time.max(proof)
	};
	let times = [0, 1_000_000, 100_000_000, 500_000_000, 1_000_000_000, 1_500_000_000_000];
	let proofs = [0, 100, 3_593, 10_000, 64 * 1024, 1024 * 1024, 7_864_320];
	for time in times {
		for proof in proofs {
			let (now, before) = (fee(time, proof), before(time, proof));
			assert!(now <= 2 * before, "{time} ps, {proof} bytes: {before}, now {now}");
		}
	}
}

#[test]
fn weight_costs_the_larger_of_the_prices_of_time_and_proof() {
	let (by_time, by_proof) = (fee(1_000_000_000, 0), fee(0, 100_000));
	assert!(by_time > 0 && by_proof > by_time);
	assert_eq!(fee(1_000_000_000, 100_000), by_proof);
	assert_eq!(fee(1_000_000_000_000, 100_000), 1_000 * by_time);
	// Blocks of 2 seconds and 10 MiB.
	assert_eq!(fee(1, 0), 1_000_000);
	assert!(fee(0, 1).abs_diff(fee(190_735, 0)) < fee(1, 0));
	// Rounded up: no work is free, and splitting work makes it no cheaper.
	assert_eq!(fee(0, 1), 190_734_863_282);
	assert!(3 * fee(0, 1) >= fee(0, 3));
	assert_eq!(fee(0, 0), 0);
	// The largest possible weight does not saturate.
	assert!(fee(u64::MAX, u64::MAX) < Balance::MAX / 2);
}

#[test]
fn a_new_chain_starts_with_the_plain_price() {
	on_dev_chain(|| {
		let multiplier = pallet_transaction_payment::NextFeeMultiplier::<Runtime>::get();
		assert_eq!(multiplier, 1.into());
	});
}
