// SPDX-License-Identifier: Apache-2.0

//! The judge: executes a chunk again.

use crate::{
	tree, Batch, BatchId, Batches, Checked, ChunkClaim, Config, Error, Event, Final, Hash, Pallet,
	Tip, Verdict,
};
use frame_support::{ensure, traits::Get};
use settlement_core::{
	apply_chunk, Chunk, Context, Domain, Hasher, Key, Kind, Verifier, MAX_RECORDS, SIGNATURE_BYTES,
};
use sp_core::sr25519::{Public, Signature};
use sp_runtime::{traits::Zero, DispatchError, SaturatedConversion};

/// BLAKE2b-256, by the host.
#[derive(Clone, Debug)]
pub struct Blake;

impl Hasher for Blake {
	fn hash(bytes: &[u8]) -> Hash {
		sp_io::hashing::blake2_256(bytes)
	}
}

/// sr25519 with the context `substrate`, by the host.
pub struct Sr25519;

impl Verifier for Sr25519 {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		let (signature, key) = (Signature::from_raw(*signature), Public::from_raw(*key));
		sp_io::crypto::sr25519_verify(&signature, message, &key)
	}
}

/// How many records these bytes hold, for the weight of a check: as many as there can be of an unknown kind.
pub(crate) fn records(kind: u8, bytes: usize) -> u32 {
	let width = Kind::new(kind).map(Kind::record_bytes);
	let records = width.and_then(|width| bytes.checked_div(width));
	records.unwrap_or(MAX_RECORDS).min(MAX_RECORDS).saturated_into()
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// What signatures are good for.
	pub fn domain() -> Domain {
		let hash = frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		);
		let mut genesis = [0; 32];
		genesis.iter_mut().zip(hash.as_ref()).for_each(|(byte, from)| *byte = *from);
		Domain { genesis, instance: T::InstanceId::get() }
	}

	/// A batch that can still be disputed.
	fn pending(id: BatchId) -> Result<Batch<T::AccountId>, DispatchError> {
		ensure!(id > Final::<T, I>::get().batch, Error::<T, I>::AlreadyFinal);
		ensure!(id <= Tip::<T, I>::get().batch, Error::<T, I>::UnknownBatch);
		Ok(Batches::<T, I>::get(id).ok_or(Error::<T, I>::UnknownBatch)?)
	}

	pub(crate) fn do_check(
		who: T::AccountId,
		id: BatchId,
		at: u32,
		claim: &ChunkClaim,
		(bytes, path, witness): (&[u8], &[Hash], &[u8]),
	) -> Result<Verdict, DispatchError> {
		let batch = Self::pending(id)?;
		let mut checked = Checked::<T, I>::get(id);
		ensure!(!checked.contains(at), Error::<T, I>::AlreadyVerified);
		Self::ensure_in_batch(id, &batch, at, claim, (bytes, path))?;
		let chunk =
			Chunk::new(claim.kind, claim.market, bytes).map_err(|_| Error::<T, I>::BadChunk)?;
		let context = Context { domain: Self::domain(), fee_to: claim.fee_to };
		let outcome = apply_chunk::<Blake>(&claim.pre_root, witness, &Sr25519, &context, &chunk)
			.map_err(|_| Error::<T, I>::BadWitness)?;
		if outcome.root != claim.post_root {
			Self::deposit_event(Event::FraudProven { batch: id, chunk: at, checker: who.clone() });
			Self::revert(id, &batch);
			Self::slash(&batch.author, &who);
			return Ok(Verdict::Fraud);
		}
		checked.insert(at).ok_or(Error::<T, I>::AlreadyVerified)?;
		Checked::<T, I>::insert(id, checked);
		Self::deposit_event(Event::ChunkVerified { batch: id, chunk: at, checker: who });
		Self::finalize_next();
		Ok(Verdict::Verified)
	}

	/// Checks that the batch has this chunk at this place.
	pub(crate) fn ensure_in_batch(
		id: BatchId,
		batch: &Batch<T::AccountId>,
		at: u32,
		claim: &ChunkClaim,
		(bytes, path): (&[u8], &[Hash]),
	) -> Result<(), DispatchError> {
		let leaf = tree::leaf(id, at, claim, &Blake::hash(bytes));
		let root = tree::root_from(leaf, at, batch.chunks, path);
		ensure!(root == Some(batch.chunk_root), Error::<T, I>::NotInBatch);
		Ok(())
	}
}
