// SPDX-License-Identifier: Apache-2.0

//! The ways on which batches may come, and what the brakes stop.

use super::chain::*;
use frame_metadata::RuntimeMetadata;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	traits::{Contains, UnfilteredDispatchable},
};
use outrider_runtime::{
	configs::{utility::ProxyType, xcm::XcmConfig},
	constants::currency::RIDE,
	OriginCaller, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode, Scheduler, System,
};
use pallet_settlement::{
	testing::{leader, withdraw, ALICE, BOB, RIVAL, SEQ, WATCHER},
	BatchId, Call, Tip,
};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use settlement_core::Kind;
use sp_runtime::DispatchError;
use xcm::latest::prelude::*;
use xcm_executor::XcmExecutor;

type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

fn tip() -> BatchId {
	Tip::<Runtime>::get().batch
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

fn is_filtered(result: DispatchResultWithPostInfo) -> bool {
	result.is_err_and(|failed| failed.error == filtered())
}

/// A batch that would be taken, if it came as a transaction, and who may post it.
fn batch() -> (u8, RuntimeCall) {
	deposit(ALICE, RIDE);
	(leader::<Outrider>(), Node::default().draft(&[]).call().into())
}

#[test]
fn a_batch_is_the_call_of_a_transaction() {
	run(|| {
		let (who, call) = batch();
		apply(who, call).unwrap().unwrap();
		assert_eq!(tip(), 1);
	});
}

/// Calls around a call, by a signed account.
fn wrapped(call: &RuntimeCall) -> Vec<RuntimeCall> {
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	use pallet_utility::Call as Utility;
	let inner = || Box::new(call.clone());
	let harmless = || RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
	let calls = || vec![harmless(), call.clone()];
	let as_origin = || Box::new(OriginCaller::system(frame_system::RawOrigin::Root));
	vec![
		Utility::batch { calls: calls() }.into(),
		Utility::batch_all { calls: calls() }.into(),
		Utility::force_batch { calls: calls() }.into(),
		Utility::as_derivative { index: 0, call: inner() }.into(),
		Utility::dispatch_as { as_origin: as_origin(), call: inner() }.into(),
		Utility::dispatch_as_fallible { as_origin: as_origin(), call: inner() }.into(),
		Utility::with_weight { call: inner(), weight: Default::default() }.into(),
		Utility::if_else { main: inner(), fallback: Box::new(harmless()) }.into(),
		Utility::if_else { main: Box::new(harmless()), fallback: inner() }.into(),
		Multisig::as_multi_threshold_1 { other_signatories: vec![account(BOB)], call: inner() }
			.into(),
		Multisig::as_multi {
			threshold: 2,
			other_signatories: vec![account(BOB)],
			maybe_timepoint: None,
			call: inner(),
			max_weight: Default::default(),
		}
		.into(),
		Proxy::proxy { real: account(SEQ).into(), force_proxy_type: None, call: inner() }.into(),
		Proxy::proxy_announced {
			delegate: account(RIVAL).into(),
			real: account(SEQ).into(),
			force_proxy_type: None,
			call: inner(),
		}
		.into(),
	]
}

#[test]
fn a_batch_within_another_call_is_refused() {
	run(|| {
		let (who, call) = batch();
		for outer in wrapped(&call) {
			assert!(is_filtered(by(who, outer.clone())), "{outer:?}");
		}
		// Two calls around it: the outer one is taken, the one within is not.
		for outer in wrapped(&call) {
			let _ = by(who, pallet_utility::Call::batch { calls: vec![outer] });
			assert_eq!(tip(), 0);
		}
		// The same calls around another call of settlement pass.
		let deposit = RuntimeCall::from(Call::deposit { amount: RIDE });
		for outer in wrapped(&deposit) {
			assert!(Filter::contains(&outer), "{outer:?}");
		}
		by(who, call).unwrap();
		assert_eq!(tip(), 1);
	});
}

#[test]
fn no_proxy_posts_for_a_sequencer_even_one_for_everything() {
	run(|| {
		let (who, call) = batch();
		let add = pallet_proxy::Call::add_proxy {
			delegate: account(WATCHER).into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		};
		by(who, add).unwrap();
		let proxy = |call: RuntimeCall| pallet_proxy::Call::proxy {
			real: account(who).into(),
			force_proxy_type: None,
			call: Box::new(call),
		};
		assert!(is_filtered(by(WATCHER, proxy(call.clone()))));
		// By way of a batch of calls, the proxy's call itself is taken.
		let calls = pallet_utility::Call::batch { calls: vec![call] };
		by(WATCHER, proxy(calls.into())).unwrap();
		assert_eq!(tip(), 0);
		by(WATCHER, proxy(Call::leave {}.into())).unwrap();
		let left = pallet_settlement::Sequencers::<Runtime>::get(account(who)).unwrap();
		assert!(left.leaving.is_some());
	});
}

/// Root acts for a sequencer in a scheduled call. The bytes of the batch are in no body of this block.
#[test]
fn the_scheduler_brings_no_batch() {
	run(|| {
		let (who, call) = batch();
		let signed = OriginCaller::system(frame_system::RawOrigin::Signed(account(who)));
		let act = |call: RuntimeCall| {
			Box::new(RuntimeCall::from(pallet_utility::Call::dispatch_as {
				as_origin: Box::new(signed.clone()),
				call: Box::new(call),
			}))
		};
		let due = u32::try_from(pallet_settlement::testing::slot::<Outrider>()).unwrap() + 1;
		let root = RuntimeOrigin::root;
		Scheduler::schedule(root(), due, None, 0, act(call)).unwrap();
		let other = Call::deposit { amount: RIDE };
		Scheduler::schedule(root(), due, None, 0, act(other.into())).unwrap();
		// The relay chain's number moves with the inherent, so that the task runs a block later.
		let mut results = vec![];
		for _ in 0..3 {
			blocks(1);
			results.extend(System::events().into_iter().filter_map(|record| match record.event {
				RuntimeEvent::Utility(pallet_utility::Event::DispatchedAs { result }) => {
					Some(result)
				},
				_ => None,
			}));
		}
		assert_eq!(results, [Err(DispatchError::BadOrigin), Ok(())]);
		assert_eq!(tip(), 0);
	});
}

/// Executes calls in a message of an account, one after the other.
fn transact(who: u8, calls: &[RuntimeCall]) -> Outcome {
	let transact = |call: &RuntimeCall| Transact {
		origin_kind: OriginKind::SovereignAccount,
		fallback_max_weight: None,
		call: codec::Encode::encode(call).into(),
	};
	let message = Xcm::<RuntimeCall>(calls.iter().map(transact).collect());
	let mut hash = codec::Encode::using_encoded(&message, sp_io::hashing::blake2_256);
	let origin = Location::new(0, [AccountId32 { network: None, id: account(who).into() }]);
	let most = frame_support::weights::Weight::MAX;
	XcmExecutor::<XcmConfig>::prepare_and_execute(origin, message, &mut hash, most, most)
}

#[test]
fn messages_bring_no_batch() {
	run(|| {
		let (who, call) = batch();
		assert!(transact(who, core::slice::from_ref(&call)).ensure_complete().is_err());
		assert_eq!(tip(), 0);
		for outer in wrapped(&call) {
			let _ = transact(who, &[outer]);
			assert_eq!(tip(), 0);
		}
		// Any other call of settlement comes by message as it would by a transaction.
		let before = pallet_settlement::InboxEnd::<Runtime>::get();
		let deposit = RuntimeCall::from(Call::deposit { amount: RIDE });
		assert!(transact(who, &[deposit]).ensure_complete().is_ok());
		assert_eq!(pallet_settlement::InboxEnd::<Runtime>::get(), before + 1);
	});
}

/// Whether a type is the runtime's call, or holds one.
fn holds_call(types: &PortableRegistry, id: u32) -> bool {
	let ty: &scale_info::Type<PortableForm> = types.resolve(id).unwrap();
	match &ty.type_def {
		TypeDef::Sequence(items) => holds_call(types, items.type_param.id),
		_ => ty.path.segments.last().is_some_and(|name| name == "RuntimeCall"),
	}
}

/// All calls that carry calls. For each it is known why no batch comes through it.
#[test]
fn every_call_around_calls_is_known() {
	let metadata = run(|| Runtime::metadata().1);
	let RuntimeMetadata::V14(metadata) = metadata else { panic!("version 14") };
	let mut found = vec![];
	for pallet in metadata.pallets {
		let Some(calls) = pallet.calls else { continue };
		let TypeDef::Variant(calls) = &metadata.types.resolve(calls.ty.id).unwrap().type_def else {
			panic!("the calls of {} are no enum", pallet.name);
		};
		for call in &calls.variants {
			if call.fields.iter().any(|field| holds_call(&metadata.types, field.ty.id)) {
				found.push(format!("{}.{}", pallet.name, call.name));
			}
		}
	}
	let expected = [
		// Tasks run in hooks.
		"Scheduler.schedule",
		"Scheduler.schedule_named",
		"Scheduler.schedule_after",
		"Scheduler.schedule_named_after",
		// As Root, which signs nothing.
		"Whitelist.dispatch_whitelisted_call_with_preimage",
		// As the committee, which signs nothing.
		"TechnicalCommittee.execute",
		"TechnicalCommittee.propose",
		// These are looked into.
		"Utility.batch",
		"Utility.as_derivative",
		"Utility.batch_all",
		"Utility.dispatch_as",
		"Utility.force_batch",
		"Utility.with_weight",
		"Utility.if_else",
		"Utility.dispatch_as_fallible",
		"Multisig.as_multi_threshold_1",
		"Multisig.as_multi",
		"Proxy.proxy",
		"Proxy.proxy_announced",
	];
	assert_eq!(found, expected);
}

fn enter_safe_mode() {
	SafeMode::force_enter(RuntimeOrigin::root()).unwrap();
}

#[test]
fn in_safe_mode_money_stands_still() {
	run(|| {
		let (who, batch) = batch();
		enter_safe_mode();
		let calls: [RuntimeCall; 7] = [
			batch,
			Call::deposit { amount: RIDE }.into(),
			Call::set_trader { trader: [1; 32] }.into(),
			Call::register { bond: BOND, key: [1; 32] }.into(),
			Call::add_bond { amount: 1 }.into(),
			Call::leave {}.into(),
			Call::withdraw_bond {}.into(),
		];
		for call in calls {
			assert!(is_filtered(by(who, call.clone())), "{call:?}");
		}
	});
}

#[test]
fn in_safe_mode_checks_claims_and_forced_exits_go_on() {
	run(|| {
		let mut node = Node::default();
		let index = deposit(ALICE, RIDE);
		deposit(BOB, RIDE);
		let exit = withdraw::<Outrider>(ALICE, index, RIDE / 2, 0);
		let honest = node.post(&[(Kind::Withdraw, exit)]);
		let false_one =
			node.post_lie(&[(Kind::Withdraw, vec![0; Kind::Withdraw.record_bytes()])], 0);
		enter_safe_mode();
		node.check_all(honest);
		apply(WATCHER, node.check_call(false_one, 0)).unwrap().unwrap();
		assert_eq!(tip(), honest);
		apply(WATCHER, node.claim_call(honest, index)).unwrap().unwrap();
		apply(ALICE, Call::force_exit { amount: 1 }).unwrap().unwrap();
		assert!(SafeMode::is_entered());
	});
}

/// The committee could keep everybody's money in by safe mode, if the way out did not stay open.
#[test]
fn in_safe_mode_an_escape_pays_everybody() {
	run(|| {
		let mut node = Node::default();
		let index = deposit(ALICE, RIDE);
		let batch = node.post(&[]);
		node.check_all(batch);
		enter_safe_mode();
		by(ALICE, Call::force_exit { amount: 1 }).unwrap();
		let entry = pallet_settlement::InboxEnd::<Runtime>::get() - 1;
		blocks(parameters().liveness_deadline + 1);
		apply(BOB, Call::escape { entry }).unwrap().unwrap();
		let before = free(ALICE);
		apply(BOB, node.claim_call(batch, index)).unwrap().unwrap();
		assert_eq!(free(ALICE), before + RIDE);
		assert!(SafeMode::is_entered());
	});
}

#[test]
fn the_committee_pauses_submissions_in_safe_mode_too_and_not_without_end() {
	use sp_runtime::traits::Dispatchable;
	run(|| {
		let (who, call) = batch();
		let committee = || {
			let members = pallet_collective::RawOrigin::<
				outrider_runtime::AccountId,
				outrider_runtime::configs::governance::TechnicalCollective,
			>::Members(2, 3);
			RuntimeOrigin::from(members)
		};
		enter_safe_mode();
		let pause = |slots| RuntimeCall::from(Call::pause { slots });
		assert!(pause(parameters().max_pause + 1).dispatch(committee()).is_err());
		pause(3).dispatch(committee()).unwrap();
		SafeMode::force_exit(RuntimeOrigin::root()).unwrap();
		let paused = pallet_settlement::Error::<Runtime>::Paused.into();
		assert_eq!(by(who, call).unwrap_err().error, paused);
		// Not again until as much time has passed as the longest pause takes.
		blocks(4);
		assert!(pause(3).dispatch(committee()).is_err());
		let by_root = pause(3).dispatch_bypass_filter(RuntimeOrigin::root());
		assert!(by_root.is_err());
	});
}
