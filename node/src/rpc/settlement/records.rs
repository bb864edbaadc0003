// SPDX-License-Identifier: GPL-3.0-only

//! A sequencer's intake, and what became of a record.

use super::{
	answers::{BlockAnswer, Hex, Outcome, ReceiptAnswer, RecordStage, RecordStatus},
	parameters::{RecordBytes, RecordHash, RecordKind, RecordList},
	SettlementMethods,
};
use crate::{
	finality::{Stage, StageSource},
	rpc::{
		error::Error,
		format::{self, Address, Given},
	},
	settlement::{Best, Intake, NotTaken, Shared, Signed},
};
use jsonrpsee::types::ErrorObjectOwned;
use outrider_runtime::{AccountId, Hash};
use settlement_core::Code;
use settlement_engine::{BlockRef, End, Place, Refusal, Whereabouts};
use sp_blockchain::HeaderBackend;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Now, in units of 100 ms since 1970.
fn frame() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(now.as_millis() / 100).unwrap_or(u64::MAX)
}

fn receipt(intake: &Intake, kind: Option<RecordKind>, signed: &Signed) -> ReceiptAnswer {
	let (receipt, key) = (&signed.receipt, intake.key());
	ReceiptAnswer {
		record: receipt.record.into(),
		kind: kind.map(RecordKind::name),
		batch: receipt.batch,
		parent: receipt.parent.into(),
		chunk: receipt.chunk,
		position: receipt.position,
		sequencer: Address(AccountId::new(key.0)),
		key: key.0.into(),
		signature: Hex(signed.signature.0.to_vec()),
	}
}

fn why(not_taken: NotTaken) -> Error {
	match not_taken {
		NotTaken::Journal(error) => Error::JournalFailed(error),
		NotTaken::Refused(refusal) => match refusal {
			Refusal::Malformed => Error::MalformedRecord { found: "is not of its kind".into() },
			Refusal::NoEffect(code) => Error::NoEffect { code },
			Refusal::FeeTooLow(least) => Error::FeeTooLow { least },
			Refusal::NoFees => Error::NoFees,
			Refusal::Full => Error::IntakeFull,
			Refusal::Behind => Error::StateNotReady,
		},
	}
}

impl SettlementMethods {
	fn intake(&self) -> Result<(&Shared, &Intake), Error> {
		let shared = self.shared.as_deref().ok_or(Error::NoSequencer)?;
		Ok((shared, shared.intake.as_ref().ok_or(Error::NoSequencer)?))
	}

	/// Takes records of one kind, and answers for each.
	fn take(
		&self,
		kind: RecordKind,
		records: Vec<Result<Vec<u8>, Error>>,
	) -> Result<Vec<Result<ReceiptAnswer, Error>>, Error> {
		let (shared, intake) = self.intake()?;
		if !intake.is_bonded().ok_or(Error::StateNotReady)? {
			return Err(Error::NotBonded);
		}
		let began = Instant::now();
		let good: Vec<Vec<u8>> = records.iter().flatten().cloned().collect();
		let mut taken = intake.submit(kind.0, &good, frame()).into_iter();
		let mut next = || match taken.next() {
			Some(Ok(signed)) => Ok(receipt(intake, Some(kind), &signed)),
			Some(Err(not_taken)) => Err(why(not_taken)),
			None => Err(Error::IntakeFull),
		};
		let answers: Vec<_> =
			records.into_iter().map(|record| record.and_then(|_| next())).collect();
		let receipted = answers.iter().flatten().count();
		shared.count(|metrics| {
			let refused = answers.len().saturating_sub(receipted);
			metrics.answered(receipted, refused, began.elapsed().as_secs_f64());
		});
		Ok(answers)
	}

	pub(super) fn take_one(
		&self,
		kind: Option<Given<RecordKind>>,
		record: Option<Given<RecordBytes>>,
	) -> Result<ReceiptAnswer, Error> {
		self.intake()?;
		let kind = format::value(kind)?;
		let record = format::value(record)?.of_kind(kind)?;
		let mut answers = self.take(kind, vec![Ok(record)])?;
		answers.pop().unwrap_or(Err(Error::IntakeFull))
	}

	pub(super) fn take_many(
		&self,
		kind: Option<Given<RecordKind>>,
		records: Option<Given<RecordList>>,
	) -> Result<Vec<Outcome>, Error> {
		self.intake()?;
		let kind = format::value(kind)?;
		let RecordList(records) = format::value(records)?;
		let records = records.into_iter().map(|record| record?.of_kind(kind)).collect();
		let answers = self.take(kind, records)?;
		Ok(answers
			.into_iter()
			.map(|answer| match answer {
				Ok(receipt) => Outcome::Receipt(receipt),
				Err(error) => {
					let error = ErrorObjectOwned::from(error);
					Outcome::Error { code: error.code(), message: error.message().into() }
				},
			})
			.collect())
	}

	pub(super) fn status_of(
		&self,
		record: Option<Given<RecordHash>>,
	) -> Result<RecordStatus, Error> {
		let shared = self.shared()?;
		let RecordHash(record) = format::value(record)?;
		let best = shared.best.lock().clone().ok_or(Error::StateNotReady)?;
		if let Some(status) = self.committed(shared, &best, record)? {
			return Ok(status);
		}
		let blank = |stage, code: Option<Code>| RecordStatus {
			record: record.into(),
			stage,
			code: code.map(|code| format!("{code:?}")),
			batch: None,
			chunk: None,
			position: None,
			block: None,
			block_stage: None,
			receipt: None,
		};
		if let Some(intake) = &shared.intake {
			match intake.find(&record).map_err(Error::JournalFailed)? {
				Some((Whereabouts::Lost(code), _)) => {
					return Ok(blank(RecordStage::Reverted, Some(code)))
				},
				Some((Whereabouts::Placed(_) | Whereabouts::Waiting, signed)) => {
					let receipt = signed.map(|signed| receipt(intake, None, &signed));
					return Ok(RecordStatus { receipt, ..blank(RecordStage::Receipted, None) });
				},
				None => {},
			}
		}
		let end = shared.intake.as_ref().and_then(|intake| intake.end(&record));
		let end = end.ok_or(Error::UnknownRecord(record.into()))?;
		let End::Final { batch, chunk, position, block, .. } = end else {
			return Ok(blank(RecordStage::Reverted, end.code()));
		};
		Ok(RecordStatus {
			batch: Some(batch),
			chunk: Some(chunk),
			position: Some(position),
			block: Some(BlockAnswer { hash: block.hash.into(), number: block.number }),
			block_stage: self.stage(block.hash.into()),
			..blank(RecordStage::Final, end.code())
		})
	}

	/// The status of a record that a batch of the best chain has.
	fn committed(
		&self,
		shared: &Shared,
		best: &Best,
		record: [u8; 32],
	) -> Result<Option<RecordStatus>, Error> {
		let book = shared.book.lock();
		let book = book.as_ref().ok_or(Error::StateNotReady)?;
		let is_pending = |place: &Place| {
			best.pending
				.iter()
				.find(|one| one.found == Some(place.batch))
				.map(|one| one.info.id)
		};
		for place in book.places(&record).iter().rev() {
			let (id, is_final, blocks) = match (is_pending(place), book.finished(&place.batch)) {
				(Some(id), _) => {
					let seen = book.seen(&place.batch);
					(id, false, seen.map(|seen| seen.blocks.clone()).unwrap_or_default())
				},
				(None, Some(finished)) => (finished.id, true, finished.blocks.clone()),
				(None, None) => continue,
			};
			let block = blocks.iter().find(|block| self.is_on_best_chain(block));
			return Ok(Some(RecordStatus {
				record: record.into(),
				stage: if is_final { RecordStage::Final } else { RecordStage::Committed },
				code: Some(format!("{:?}", place.code)),
				batch: Some(id),
				chunk: Some(place.chunk),
				position: Some(place.position),
				block: block
					.map(|block| BlockAnswer { hash: block.hash.into(), number: block.number }),
				block_stage: block.and_then(|block| self.stage(block.hash.into())),
				receipt: None,
			}));
		}
		Ok(None)
	}

	fn is_on_best_chain(&self, block: &BlockRef) -> bool {
		self.client.hash(block.number).ok().flatten() == Some(block.hash.into())
	}

	fn stage(&self, block: Hash) -> Option<Stage> {
		match &self.stages {
			StageSource::Tracker(finality) => {
				finality.status(&block).ok().map(|status| status.stage)
			},
			StageSource::TurnedOff | StageSource::NoRelayChain => None,
		}
	}
}
