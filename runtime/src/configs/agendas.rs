// SPDX-License-Identifier: Apache-2.0

//! Places for the tasks of referenda.
//!
//! `pallet-referenda` ignores the scheduler's errors, and anybody can make it set alarms. Three attacks follow:
//!
//! 1. Alarms of 50 referenda fill an agenda. The alarm or the enactment of another referendum is then lost.
//! 2. Each vote moves the alarm of its referendum to the next relay block. The scheduler runs a task in the block after its
//!    relay block, so that a vote in each block moves the alarm away before it runs.
//! 3. Both together, where the agenda of the next relay block is full and the alarm goes into a later one.
//!
//! [`AgendasWithRoom`] stands between the two pallets. A task whose agenda is full goes into a later agenda. Alarms leave
//! places for enactments. An alarm that is due, or that had to go into a later agenda, is not moved again.

use crate::{BlockNumber, OriginCaller, Runtime, RuntimeCall, Scheduler, System};
use codec::Decode;
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::traits::{
	schedule::{
		v3::{Anon, Named, TaskName},
		DispatchTime, Period, Priority,
	},
	Bounded,
};
use pallet_referenda::{ReferendumIndex, ReferendumInfo, ReferendumInfoFor};
use pallet_scheduler::{Agenda, IncompleteSince, ScheduledOf};
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider, Hash},
	DispatchError,
};

/// Tasks that an agenda holds.
pub const AGENDA_PLACES: u32 = 50;

/// An agenda with this many tasks takes no more alarms, which anybody can set. The other places are for enactments of
/// referenda.
pub const ALARM_PLACES: u32 = 40;

/// Later agendas that are tried for a task whose own agenda is full. The last lies at most 5,461 relay blocks, nine hours,
/// later.
pub const LATER_AGENDAS: u32 = 7;

type Call = Bounded<RuntimeCall, BlakeTwo256>;
type Address = (BlockNumber, u32);

/// The scheduler as referenda use it.
pub struct AgendasWithRoom;

/// Alarms. Each wakes a referendum or a track at its time or later.
impl Anon<BlockNumber, RuntimeCall, OriginCaller> for AgendasWithRoom {
	type Address = Address;
	type Hasher = BlakeTwo256;

	fn schedule(
		when: DispatchTime<BlockNumber>,
		maybe_periodic: Option<Period<BlockNumber>>,
		priority: Priority,
		origin: OriginCaller,
		call: Call,
	) -> Result<Address, DispatchError> {
		let own = earliest(when);
		let index = woken_by(&call);
		if let Some(place) = index.and_then(|_| place_in(own, &call)) {
			return Ok((own, place));
		}
		let at = if has_room(own, ALARM_PLACES) {
			own
		} else if let Some(kept) = index.and_then(alarm_of) {
			return Ok(kept);
		} else {
			later(own, ALARM_PLACES)?
		};
		let at = DispatchTime::At(at);
		<Scheduler as Anon<_, _, _>>::schedule(at, maybe_periodic, priority, origin, call)
	}

	/// Cancels an alarm, unless it is due or had to go into a later agenda. Such an alarm still wakes its referendum, which does
	/// no harm.
	fn cancel(address: Address) -> Result<(), DispatchError> {
		if address.0 <= now() || is_displaced(address) {
			return Ok(());
		}
		<Scheduler as Anon<_, RuntimeCall, _>>::cancel(address)
	}

	fn reschedule(
		address: Address,
		when: DispatchTime<BlockNumber>,
	) -> Result<Address, DispatchError> {
		let at = DispatchTime::At(with_room(earliest(when), ALARM_PLACES)?);
		<Scheduler as Anon<_, RuntimeCall, _>>::reschedule(address, at)
	}

	fn next_dispatch_time(address: Address) -> Result<BlockNumber, DispatchError> {
		<Scheduler as Anon<_, RuntimeCall, _>>::next_dispatch_time(address)
	}
}

/// Enactments of referenda.
impl Named<BlockNumber, RuntimeCall, OriginCaller> for AgendasWithRoom {
	type Address = Address;
	type Hasher = BlakeTwo256;

	fn schedule_named(
		id: TaskName,
		when: DispatchTime<BlockNumber>,
		maybe_periodic: Option<Period<BlockNumber>>,
		priority: Priority,
		origin: OriginCaller,
		call: Call,
	) -> Result<Address, DispatchError> {
		let at = DispatchTime::At(with_room(earliest(when), AGENDA_PLACES)?);
		<Scheduler as Named<_, _, _>>::schedule_named(
			id,
			at,
			maybe_periodic,
			priority,
			origin,
			call,
		)
	}

	fn cancel_named(id: TaskName) -> Result<(), DispatchError> {
		<Scheduler as Named<_, RuntimeCall, _>>::cancel_named(id)
	}

	fn reschedule_named(
		id: TaskName,
		when: DispatchTime<BlockNumber>,
	) -> Result<Address, DispatchError> {
		let at = DispatchTime::At(with_room(earliest(when), AGENDA_PLACES)?);
		<Scheduler as Named<_, RuntimeCall, _>>::reschedule_named(id, at)
	}

	fn next_dispatch_time(id: TaskName) -> Result<BlockNumber, DispatchError> {
		<Scheduler as Named<_, RuntimeCall, _>>::next_dispatch_time(id)
	}
}

fn now() -> BlockNumber {
	RelaychainDataProvider::<Runtime>::current_block_number()
}

/// The relay block `when`, or the next one if `when` has passed: agendas of the past cannot be written.
fn earliest(when: DispatchTime<BlockNumber>) -> BlockNumber {
	let next = now().saturating_add(1);
	match when {
		// The curves of a track, rounded, may put an alarm into the past.
		DispatchTime::At(when) => when.max(next),
		DispatchTime::After(delay) => next.saturating_add(delay),
	}
}

/// The referendum that this call wakes, if it wakes one.
fn woken_by(call: &Call) -> Option<ReferendumIndex> {
	let Bounded::Inline(bytes) = call else { return None };
	match RuntimeCall::decode(&mut &bytes[..]) {
		Ok(RuntimeCall::Referenda(pallet_referenda::Call::nudge_referendum { index })) => {
			Some(index)
		},
		_ => None,
	}
}

/// Whether the task is an alarm with this call. Alarms have no name and no period.
fn is_alarm(task: &ScheduledOf<Runtime>, call: &Call) -> bool {
	task.maybe_id.is_none() && task.maybe_periodic.is_none() && task.call == *call
}

/// The place of an alarm with this call in the agenda of a relay block.
fn place_in(when: BlockNumber, call: &Call) -> Option<u32> {
	let agenda = Agenda::<Runtime>::get(when);
	let place = agenda
		.iter()
		.position(|task| task.as_ref().is_some_and(|it| is_alarm(it, call)));
	place.and_then(|place| u32::try_from(place).ok())
}

fn task_at((when, place): Address) -> Option<ScheduledOf<Runtime>> {
	Agenda::<Runtime>::get(when).get(usize::try_from(place).ok()?)?.clone()
}

/// Whether a task at this address still waits to be run.
///
/// While the scheduler runs the agendas that are due, its storage still has them, with the tasks that have been run. It
/// removes `IncompleteSince` for that time.
fn may_wait(address: Address) -> bool {
	address.0 > now() || IncompleteSince::<Runtime>::exists()
}

/// The alarm that a referendum has noted, if the alarm still waits: the relay block that was wanted, and the address.
fn noted_alarm(index: ReferendumIndex) -> Option<(BlockNumber, Address)> {
	let Some(ReferendumInfo::Ongoing(status)) = ReferendumInfoFor::<Runtime>::get(index) else {
		return None;
	};
	let (wanted, address) = status.alarm?;
	let is_there = task_at(address).is_some_and(|task| woken_by(&task.call) == Some(index));
	(is_there && may_wait(address)).then_some((wanted, address))
}

/// The address of a referendum's alarm that [`AgendasWithRoom::cancel`] has kept.
fn alarm_of(index: ReferendumIndex) -> Option<Address> {
	noted_alarm(index).map(|(_, address)| address)
}

/// Whether the alarm at this address had to go into a later agenda than the wanted one.
fn is_displaced(address: Address) -> bool {
	let index = task_at(address).and_then(|task| woken_by(&task.call));
	index
		.and_then(noted_alarm)
		.is_some_and(|(wanted, noted)| noted == address && address.0 > wanted)
}

fn has_room(when: BlockNumber, places: u32) -> bool {
	let tasks = Agenda::<Runtime>::get(when).iter().flatten().count();
	u32::try_from(tasks).is_ok_and(|tasks| tasks < places)
}

/// The relay block of the first agenda that a task for `when` may go into and that holds less than `places` tasks.
fn with_room(when: BlockNumber, places: u32) -> Result<BlockNumber, DispatchError> {
	if has_room(when, places) {
		return Ok(when);
	}
	later(when, places)
}

/// The first relay block with room among some after `when`: one of each window.
///
/// ```text
/// windows    1 to 1, 2 to 5, 6 to 21, 22 to 85, … 1,366 to 5,461 relay blocks after `when`
/// ```
///
/// The hash of the parent chooses the relay block of a window, and nobody knows it in advance. An attacker must fill whole
/// windows. The submission deposit, which a referendum that times out does not get back, makes that cost
/// 5,461 · 40 · 10 RIDE, some 2.2 million. All tasks of a block with the same `when` try the same agendas, so that the block
/// reads each agenda once.
fn later(when: BlockNumber, places: u32) -> Result<BlockNumber, DispatchError> {
	let [.., a, b, c, d] = BlakeTwo256::hash_of(&(System::parent_hash(), when)).0;
	let seed = u64::from(u32::from_be_bytes([a, b, c, d]));
	(0..LATER_AGENDAS)
		.map(|window| {
			let length = 4u64.saturating_pow(window);
			// The windows before it hold 1 + 4 + 16 + ... relay blocks. Less than 2^13.
			let first = length.saturating_sub(1) / 3 + 1;
			when.saturating_add(first.saturating_add(seed % length) as BlockNumber)
		})
		.find(|at| has_room(*at, places))
		.ok_or(DispatchError::Exhausted)
}
