// SPDX-License-Identifier: Apache-2.0

//! What does a transaction cost, and who gets it?

use crate::common::{alice, bob, extension, on_dev_chain};
use codec::Encode;
use frame_support::{
	traits::{fungible::Balanced, OnUnbalanced},
	weights::{constants::ExtrinsicBaseWeight, Weight, WeightToFee as _},
};
use outrider_runtime::{
	configs::monetary::DealWithFees,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, MILLI_RIDE, RIDE},
		fee::{WeightToFee, BASE_EXTRINSIC_FEE, TEN_KIB_OF_PROOF_FEE},
	},
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
	let payload = SignedPayload::new(call, extension(nonce, tip)).unwrap();
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

#[test]
fn transfer_fee_is_about_seven_milli_ride() {
	on_dev_chain(|| {
		let transaction = signed(Sr25519Keyring::Bob, transfer(RIDE), 0);
		let length = transaction.encoded_size() as u32;
		let fee = TransactionPayment::query_info(transaction, length).partial_fee;
		// 1 for the empty transaction, 1.5 for its 150 bytes, and the rest for what the transfer reads and writes.
		assert!((7 * MILLI_RIDE..8 * MILLI_RIDE).contains(&fee), "{fee}");
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
fn what_the_author_cannot_receive_is_burned() {
	on_dev_chain(|| {
		start_block();
		// An author who has no account yet.
		let author = AccountId::from([77; 32]);
		pallet_session::Validators::<Runtime>::put(vec![author.clone()]);
		let before = Balances::total_issuance();

		// A fifth of it is one plank short of the existential deposit.
		let fee = 5 * (EXISTENTIAL_DEPOSIT - 1);
		let credit = Balances::issue(fee);
		DealWithFees::on_unbalanceds([credit].into_iter());
		assert_eq!(free(&author), 0);
		assert_eq!(Balances::total_issuance(), before);

		// With one plank more it is paid.
		DealWithFees::on_unbalanceds([Balances::issue(5 * EXISTENTIAL_DEPOSIT)].into_iter());
		assert_eq!(free(&author), EXISTENTIAL_DEPOSIT);
		assert_eq!(Balances::total_issuance(), before + EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn weight_costs_what_the_scarcer_of_time_and_proof_costs() {
	let base = ExtrinsicBaseWeight::get().ref_time();
	let fee = |time, proof| WeightToFee::weight_to_fee(&Weight::from_parts(time, proof));
	assert_eq!(fee(base, 0), BASE_EXTRINSIC_FEE);
	assert_eq!(fee(0, 10 * 1024), TEN_KIB_OF_PROOF_FEE);
	assert_eq!(fee(3 * base, 10 * 1024), 3 * BASE_EXTRINSIC_FEE);
	assert_eq!(fee(base, 30 * 1024), 3 * TEN_KIB_OF_PROOF_FEE);
	// Rounded up: no work is free.
	assert!(fee(1, 0) > 0);
	assert_eq!(fee(0, 1), TEN_KIB_OF_PROOF_FEE.div_ceil(10 * 1024));
	assert_eq!(fee(0, 0), 0);
	// The largest weight there is saturates nothing.
	assert!(fee(u64::MAX, u64::MAX) < Balance::MAX / 2);
}

#[test]
fn a_new_chain_starts_with_the_plain_price() {
	on_dev_chain(|| {
		let multiplier = pallet_transaction_payment::NextFeeMultiplier::<Runtime>::get();
		assert_eq!(multiplier, 1.into());
	});
}
