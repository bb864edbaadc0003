// SPDX-License-Identifier: GPL-3.0-only

//! `emission_schedule`: what is issued, when, and to whom.

use super::{
	error::Error,
	format::{BlockHash, Fraction, Given, Plank},
	query::{At, Query},
};
use crate::service::Block;
use jsonrpsee::proc_macros::rpc;
use outrider_runtime::Balance;
use pallet_emission_runtime_api::{EmissionApi, Schedule as RuntimeSchedule};
use serde::Serialize;

/// The method `emission_schedule`.
#[rpc(server)]
pub trait EmissionRpc {
	/// What is issued, when, and to whom.
	#[method(name = "emission_schedule", blocking)]
	fn schedule(&self, at: Option<Given<BlockHash>>) -> Result<Schedule, Error>;
}

/// What is issued, when, and to whom.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
	/// Milliseconds between two blocks of this chain.
	block_time_ms: u64,
	/// Relay slots that a block pays for if none is missed.
	slots_per_block: u32,
	/// The amount that a relay slot releases in the running cycle.
	per_slot: Plank,
	/// The amount that a block releases if no slot is missed.
	per_block: Plank,
	/// The amount that the cycle releases if every slot is paid.
	per_cycle: Plank,
	/// The parts of `per_block`.
	parts_per_block: PartsPerBlock,
	cycle: Cycle,
	/// The amount that the cycle can still release.
	left: Plank,
	/// The relay block number up to which slots are counted: that of the newest block.
	relay_block: u32,
	/// Relay slots since the first block: paid, lost for good, and still payable.
	paid_slots: u32,
	missed_slots: u32,
	backlog_slots: u32,
	/// The amount that the paid slots since the first block have released.
	released: Plank,
	/// The part of `released` that was minted.
	minted: Plank,
	/// The part of `released` that will never be minted.
	withheld: Plank,
	/// The part of `minted` that was burned at once.
	burned: Plank,
	parameters: Parameters,
	#[serde(flatten)]
	at: At,
}

/// The parts of a block's emission, in full. Stakers get the adjustable part in proportion to the stake, up to the
/// ideal share.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartsPerBlock {
	collators: Plank,
	treasury: Plank,
	dapps: Plank,
	stakers_base: Plank,
	stakers_adjustable: Plank,
}

/// The running cycle. Its times are relay block numbers.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cycle {
	index: u32,
	/// The cycle's first slot is the one after this block.
	start: u32,
	end: u32,
	/// Relay slots of the cycle.
	length: u32,
	/// The total issuance at the cycle's start.
	issuance: Plank,
}

/// Governance's settings. `rate` and `split` apply from the next cycle on, the others at once.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameters {
	/// The emission of a cycle, as a share of the total issuance at its start.
	rate: Fraction,
	split: Split,
	/// The share of the issuance at the cycle's start that must be staked to earn the whole adjustable part.
	ideal_share: Fraction,
	/// Missed slots that a block may pay in addition to its own.
	catch_up: u32,
}

/// Shares of what a slot releases; they sum to one.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
	collators: Fraction,
	treasury: Fraction,
	dapps: Fraction,
	stakers_base: Fraction,
	stakers_adjustable: Fraction,
}

impl Schedule {
	fn new(schedule: RuntimeSchedule, at: At) -> Self {
		let RuntimeSchedule { cycle, clock, totals, .. } = schedule;
		let per_slot = cycle.per_slot.total();
		let per_block = cycle.per_slot.times(schedule.slots_per_block);
		Self {
			block_time_ms: schedule.block_time_ms,
			slots_per_block: schedule.slots_per_block,
			per_slot: Plank(per_slot),
			per_block: Plank(per_block.total()),
			// `per_cycle` is at most the issuance at the cycle's start, by the definition of `per_slot`: nothing
			// saturates.
			per_cycle: Plank(per_slot.saturating_mul(Balance::from(cycle.length))),
			parts_per_block: PartsPerBlock {
				collators: Plank(per_block.collators),
				treasury: Plank(per_block.treasury),
				dapps: Plank(per_block.dapps),
				stakers_base: Plank(per_block.stakers_base),
				stakers_adjustable: Plank(per_block.stakers_adjustable),
			},
			cycle: Cycle {
				index: cycle.index,
				start: cycle.start,
				end: schedule.cycle_end,
				length: cycle.length,
				issuance: Plank(cycle.issuance),
			},
			left: Plank(schedule.left),
			relay_block: clock.last,
			paid_slots: clock.paid,
			missed_slots: clock.missed,
			backlog_slots: clock.backlog,
			released: Plank(totals.released),
			minted: Plank(totals.minted),
			withheld: Plank(totals.withheld),
			burned: Plank(totals.burned),
			parameters: Parameters::new(&schedule),
			at,
		}
	}
}

impl Parameters {
	fn new(schedule: &RuntimeSchedule) -> Self {
		let parameters = &schedule.parameters;
		let split = &parameters.split;
		Self {
			rate: parameters.rate.into(),
			split: Split {
				collators: split.collators.into(),
				treasury: split.treasury.into(),
				dapps: split.dapps.into(),
				stakers_base: split.stakers_base.into(),
				stakers_adjustable: split.stakers_adjustable.into(),
			},
			ideal_share: parameters.ideal_share.into(),
			catch_up: parameters.catch_up,
		}
	}
}

/// Answers `emission_schedule`.
pub struct Emission {
	query: Query,
}

impl Emission {
	/// Answers with `query`.
	pub fn new(query: Query) -> Self {
		Self { query }
	}
}

impl EmissionRpcServer for Emission {
	fn schedule(&self, at: Option<Given<BlockHash>>) -> Result<Schedule, Error> {
		let at = self.query.at(at)?;
		self.query
			.ask::<dyn EmissionApi<Block>, _>("EmissionApi", at, |api, hash| api.schedule(hash))?
			.map(|schedule| Schedule::new(schedule, at))
			.ok_or(Error::NotStarted(at))
	}
}
