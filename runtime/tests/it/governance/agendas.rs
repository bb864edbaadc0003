// SPDX-License-Identifier: Apache-2.0

//! Nobody can prevent the decision of a referendum, or its enactment, by filling agendas.

use super::*;
use outrider_runtime::{
	configs::agendas::ALARM_PLACES, genesis_presets::DEVELOPMENT, RuntimeOrigin,
};
use pallet_origins::Origin;
use pallet_referenda::{DecidingCount, ReferendumInfo};
use pallet_scheduler::Agenda;
use sp_core::H256;
use Sr25519Keyring::{Alice, Eve, Ferdie};

/// Relay-chain blocks in a minute.
const MINUTE: u32 = 10;
/// The number of places in an agenda.
const CROWD: u32 = 50;

/// Submits Eve's referenda on the cheapest track, each with an inline proposal. Returns their indices.
fn crowd(with_deposit: bool) -> Vec<u32> {
	let first = pallet_referenda::ReferendumCount::<Runtime>::get();
	for index in first..(first + CROWD) {
		by(Eve, submit_inline());
		if with_deposit {
			by(Eve, pallet_referenda::Call::place_decision_deposit { index });
		}
	}
	(first..(first + CROWD)).collect()
}

fn submit_inline() -> RuntimeCall {
	let remark: RuntimeCall = frame_system::Call::remark { remark: vec![1] }.into();
	pallet_referenda::Call::submit {
		proposal_origin: Box::new(Origin::SmallSpender.into()),
		proposal: Bounded::Inline(remark.encode().try_into().unwrap()),
		enactment_moment: DispatchTime::After(0),
	}
	.into()
}

/// Eve votes on her referenda, which moves their alarms to the next relay block.
fn stir(crowd: &[u32]) {
	for index in crowd {
		vote(Eve, *index, false, RIDE);
	}
}

fn tasks(when: u32) -> u32 {
	Agenda::<Runtime>::get(when).iter().flatten().count() as u32
}

fn approved(index: u32) -> bool {
	matches!(info(index), ReferendumInfo::Approved(..))
}

/// The alarm of a referendum: the relay block that it was wanted at, and the relay block of its agenda.
fn alarm(index: u32) -> Option<(u32, u32)> {
	match info(index) {
		ReferendumInfo::Ongoing(status) => status.alarm.map(|(wanted, (at, _))| (wanted, at)),
		_ => None,
	}
}

/// The relay block at which the confirmation ends.
fn confirmed_at(index: u32) -> Option<u32> {
	match info(index) {
		ReferendumInfo::Ongoing(status) => status.deciding?.confirming,
		_ => None,
	}
}

#[test]
fn alarms_that_fill_the_agenda_of_an_enactment_do_not_keep_it_from_being_enacted() {
	on_network(DEVELOPMENT, || {
		let code = H256::repeat_byte(7);
		let index = propose(root(), authorize(code));
		three_vote(index, true);
		until(6 * MINUTE, || confirmed_at(index).is_some());
		let end = confirmed_at(index).unwrap();
		until(MINUTE, || relay_number() == end);
		// The referendum is approved at the start of the next block, and enacted two relay blocks after `end`. Eve sets
		// her alarms for that block now.
		crowd(true);
		assert!(tasks(end + 2) >= ALARM_PLACES);
		until(1, || approved(index));
		until(3, || authorized() == Some(code));
	});
}

#[test]
fn alarms_that_fill_the_agenda_of_another_alarm_do_not_keep_a_referendum_from_being_decided() {
	on_network(DEVELOPMENT, || {
		let code = H256::repeat_byte(7);
		let index = submit(root(), authorize(code));
		three_vote(index, true);
		crowd(true);
		assert_eq!(tasks(relay_number() + 2), ALARM_PLACES);
		by(Sr25519Keyring::Dave, pallet_referenda::Call::place_decision_deposit { index });
		let (wanted, at) = alarm(index).expect("it has an alarm");
		assert_eq!(wanted, relay_number() + 2);
		assert!((wanted + 1..wanted + 6).contains(&at), "{at}");
		until(6 * MINUTE, || authorized() == Some(code));
	});
}

#[test]
fn a_full_agenda_does_not_keep_a_track_from_deciding_the_next_referendum() {
	on_network(DEVELOPMENT, || {
		let crowd = crowd(false);
		let first = propose(root(), authorize(H256::repeat_byte(7)));
		three_vote(first, true);
		// Votes in every block keep the next agenda full. The end of the first referendum sets an alarm there, too.
		until(6 * MINUTE, || {
			stir(&crowd);
			assert_eq!(tasks(relay_number() + 1).min(ALARM_PLACES), ALARM_PLACES);
			approved(first)
		});
		assert_eq!(DecidingCount::<Runtime>::get(0), 1);
		until(MINUTE, || DecidingCount::<Runtime>::get(0) == 0);
		let code = H256::repeat_byte(8);
		let second = propose(root(), authorize(code));
		three_vote(second, true);
		until(6 * MINUTE, || authorized() == Some(code));
	});
}

/// Blocks until a referendum of the root track with three votes is approved, while `attack` acts in each block.
fn approved_after(mut attack: impl FnMut(u32)) -> u32 {
	let code = H256::repeat_byte(7);
	let index = propose(root(), authorize(code));
	three_vote(index, true);
	let made = until(6 * MINUTE, || {
		let done = approved(index);
		if !done {
			attack(index);
		}
		done
	});
	until(MINUTE, || authorized() == Some(code));
	made
}

#[test]
fn votes_in_every_block_do_not_keep_a_referendum_from_being_decided() {
	let quiet = on_network(DEVELOPMENT, || approved_after(|_| ()));
	let voted_on =
		on_network(DEVELOPMENT, || approved_after(|index| vote(Eve, index, false, RIDE)));
	assert!(voted_on <= quiet + 5, "{voted_on} blocks instead of {quiet}");

	// The same with a full next agenda, so that the alarm goes into a later one.
	let crowded = on_network(DEVELOPMENT, || {
		let crowd = crowd(false);
		approved_after(|index| {
			stir(&crowd);
			vote(Eve, index, false, RIDE);
			// The referendum has only a few alarms at a time.
			let now = relay_number();
			let own: usize = (now..now + 100).map(|when| alarms_of(index, when)).sum();
			assert!((1..=3).contains(&own), "{own}");
		})
	});
	assert!(crowded <= quiet + MINUTE, "{crowded} blocks instead of {quiet}");
}

/// The number of tasks that wake the referendum at this relay block.
fn alarms_of(index: u32, when: u32) -> usize {
	let nudge: RuntimeCall = pallet_referenda::Call::nudge_referendum { index }.into();
	let call = Bounded::Inline(nudge.encode().try_into().unwrap());
	Agenda::<Runtime>::get(when)
		.iter()
		.flatten()
		.filter(|task| task.call == call)
		.count()
}

#[test]
fn each_of_a_batch_of_sixty_submissions_has_an_alarm() {
	on_network(DEVELOPMENT, || {
		let calls = (0..60).map(|_| submit_inline()).collect();
		by(Eve, pallet_utility::Call::batch_all { calls });
		let timeout = relay_number() + 14 * 14_400;
		for index in 0..60 {
			let (wanted, at) = alarm(index).expect("it has an alarm");
			assert_eq!(wanted, timeout);
			assert!((wanted..wanted + 6).contains(&at), "{at}");
		}
		assert_eq!(tasks(timeout), ALARM_PLACES);
	});
}

#[test]
fn places_are_found_in_windows_that_grow() {
	on_network(DEVELOPMENT, || {
		let remark = || -> Box<RuntimeCall> {
			Box::new(frame_system::Call::remark { remark: vec![1] }.into())
		};
		let index = submit(root(), authorize(H256::repeat_byte(7)));
		let due = relay_number() + 1;
		// Root fills all of the first three windows: 1 + 4 + 16 relay blocks.
		for when in due..=(due + 21) {
			for _ in 0..ALARM_PLACES {
				assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), when, None, 0, remark()));
			}
		}
		vote(Alice, index, true, RIDE);
		let (wanted, at) = alarm(index).expect("it has an alarm");
		assert_eq!(wanted, due);
		assert!((due + 22..due + 86).contains(&at), "{at}");
		// The alarm keeps its place, whatever votes follow.
		vote(Ferdie, index, true, RIDE);
		block(1);
		vote(Ferdie, index, false, RIDE);
		assert_eq!(alarm(index), Some((relay_number() + 1, at)));
		assert_eq!(alarms_of(index, at), 1);
	});
}

#[test]
fn tasks_in_agendas_are_as_large_as_weights_take_them_for() {
	use outrider_runtime::weights::corrected::scheduler::{
		AgendaWeights, ALARM_SIZE, ENACTMENT_SIZE,
	};
	on_network(DEVELOPMENT, || {
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		let (_, at) = alarm(index).unwrap();
		let largest = |when| {
			let tasks = Agenda::<Runtime>::get(when).into_iter();
			tasks.map(|task| task.encoded_size() as u32).max().unwrap_or(0)
		};
		assert!(largest(at) <= ALARM_SIZE, "{}", largest(at));
		three_vote(index, true);
		until(6 * MINUTE, || approved(index));
		let now = relay_number();
		let size = (now..now + MINUTE).map(largest).max().unwrap();
		assert!(size > ALARM_SIZE && size <= ENACTMENT_SIZE, "{size}");
	});
	// The benchmark of scheduling reads one agenda of the largest size. Its proof is larger than that of all the
	// agendas that the search for a place reads.
	let looked_into = 1 + u64::from(outrider_runtime::configs::agendas::LATER_AGENDAS);
	let crowded = AgendaWeights::<Runtime>::crowded_agenda_proof();
	assert!(looked_into * crowded <= AgendaWeights::<Runtime>::agenda_proof(50));
	assert!(crowded > u64::from(ALARM_PLACES * ALARM_SIZE));
}

#[test]
fn the_weight_of_a_vote_covers_the_alarm_that_the_vote_moves() {
	use pallet_conviction_voting::WeightInfo;
	type Weights = <Runtime as pallet_conviction_voting::Config>::WeightInfo;
	type Measured =
		outrider_runtime::weights::measured::pallet_conviction_voting::WeightInfo<Runtime>;
	let db = <Runtime as frame_system::Config>::DbWeight::get();
	// The alarm moves from one agenda into another.
	let moved = db.reads_writes(2, 2);
	// The benchmark of this call looks for the alarm's place, and counts each agenda at the largest size.
	let vote_new = Measured::vote_new().set_proof_size(Measured::vote_existing().proof_size());
	for (weight, measured, alarms) in [
		(Weights::vote_new(), vote_new, 1),
		(Weights::vote_existing(), Measured::vote_existing(), 1),
		(Weights::remove_vote(), Measured::remove_vote(), 1),
		(Weights::delegate(1), Measured::delegate(1), 1),
		(Weights::undelegate(1), Measured::undelegate(1), 1),
	] {
		let least = measured.saturating_add(moved.saturating_mul(alarms));
		assert!(weight.all_gte(least), "{weight} < {least}");
		assert!(weight.proof_size() > measured.proof_size());
	}
	assert_eq!(Weights::delegate(0), Measured::delegate(0));
}
