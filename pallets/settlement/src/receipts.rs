// SPDX-License-Identifier: Apache-2.0

//! Promises of sequencers.

use crate::{Batches, Blake, ChunkClaim, Config, Error, Event, Hash, Pallet, Receipt, Tip};
use alloc::vec::Vec;
use frame_support::ensure;
use settlement_core::{Chunk, Domain, Hasher, FORMAT_VERSION};
use sp_core::sr25519::{Public, Signature};
use sp_runtime::{DispatchError, DispatchResult};

/// Where the chunk of a receipt stands, and what it holds.
pub type Shown<'a> = (&'a ChunkClaim, &'a [u8], &'a [Hash]);

/// The bytes that a sequencer signs for a receipt.
pub fn receipt_message(domain: &Domain, receipt: &Receipt) -> Vec<u8> {
	let parts: [&[u8]; 9] = [
		b"outrider-settlement-receipt",
		&domain.genesis,
		&domain.instance.to_le_bytes(),
		&[FORMAT_VERSION],
		&receipt.batch.to_le_bytes(),
		&receipt.parent,
		&receipt.chunk.to_le_bytes(),
		&[receipt.position],
		&receipt.record,
	];
	parts.concat()
}

/// The hash of a record, for a receipt.
pub fn record_hash(kind: u8, record: &[u8]) -> Hash {
	let parts: [&[u8]; 2] = [&[kind], record];
	Blake::hash(&parts.concat())
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_report(
		reporter: T::AccountId,
		receipt: &Receipt,
		signature: &Signature,
		shown: Option<Shown>,
	) -> DispatchResult {
		let id = receipt.batch;
		ensure!(id <= Tip::<T, I>::get().batch, Error::<T, I>::UnknownBatch);
		let batch = Batches::<T, I>::get(id).ok_or(Error::<T, I>::UnknownBatch)?;
		ensure!(receipt.parent == batch.pre_root, Error::<T, I>::ReceiptVoid);
		let author = Self::sequencer(&batch.author)?;
		ensure!(author.registration == batch.registration, Error::<T, I>::NotRegistered);
		let message = receipt_message(&Self::domain(), receipt);
		let key = Public::from_raw(author.key);
		let signed = sp_io::crypto::sr25519_verify(signature, &message, &key);
		ensure!(signed, Error::<T, I>::BadSignature);
		// A place that no batch can have is no promise that the author could keep.
		let at = batch.inbox_chunks.saturating_add(receipt.chunk);
		if at < batch.chunks {
			let (claim, bytes, path) = shown.ok_or(Error::<T, I>::NotInBatch)?;
			Self::ensure_in_batch(id, &batch, at, claim, (bytes, path))?;
			ensure!(!Self::is_kept(receipt, claim, bytes)?, Error::<T, I>::ReceiptKept);
		}
		let author = batch.author.clone();
		Self::deposit_event(Event::ReceiptBroken { batch: id, author, reporter: reporter.clone() });
		Self::slash(&batch.author, &reporter);
		Ok(())
	}

	fn is_kept(receipt: &Receipt, claim: &ChunkClaim, bytes: &[u8]) -> Result<bool, DispatchError> {
		let chunk =
			Chunk::new(claim.kind, claim.market, bytes).map_err(|_| Error::<T, I>::BadChunk)?;
		let record = chunk.records().nth(receipt.position.into());
		Ok(record.is_some_and(|record| record_hash(claim.kind, record) == receipt.record))
	}
}
