// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of the hook, each at its heaviest.

use super::*;
use crate::accumulator::fixed;
use frame_benchmarking::v2::*;
use frame_support::traits::UnfilteredDispatchable;
use frame_system::RawOrigin;
use sp_runtime::Perquintill;

/// The relay-chain block that benchmarks begin at.
const NOW: RelayBlock = 300_000_000;

/// Forgets what genesis holds.
fn clear<T: Config>() {
	let _ = Ledgers::<T>::clear(u32::MAX, None);
	let _ = Dapps::<T>::clear(u32::MAX, None);
	let _ = DappIds::<T>::clear(u32::MAX, None);
	RegisteredDapps::<T>::kill();
	NextDappId::<T>::kill();
	Rewards::<T>::kill();
}

/// A chain in its sixth era, with `dapps` dApps that have existed since the fourth.
fn start<T: Config>(dapps: u32) {
	clear::<T>();
	let length = T::DefaultEraLength::get();
	let era = |index, start, now| Era {
		index,
		start,
		end: start.saturating_add(length),
		now,
		previous_start: start.saturating_sub(length),
	};
	CurrentEra::<T>::put(era(3, NOW - 2 * length, NOW - 2 * length));
	Pallet::<T>::open_pot().expect("the pot can be opened");
	for index in 0..dapps {
		let owner = account("dapp", index, 0);
		let address = DappAddress::Account(account("dapp", index, 0));
		Pallet::<T>::do_register(owner, address, 3, NOW - 2 * length)
			.expect("there is room for it");
	}
	CurrentEra::<T>::put(era(5, NOW - 100, NOW));
	T::RelayClock::set_block_number(NOW);
}

/// The signer of a call. What its own account costs, every transaction pays for.
fn signer<T: Config>() -> T::AccountId {
	whitelisted_caller()
}

/// A staker for whom a stranger calls: its account is one more than the signer's.
fn someone_else<T: Config>() -> T::AccountId {
	account("staker", 0, 0)
}

/// Gives an account `positions` positions, each of which is owed something, and eight chunks.
fn staker<T: Config>(who: T::AccountId, positions: u32) -> T::AccountId {
	let stake = T::MinStake::get().saturating_mul(100);
	let funds = stake.saturating_mul(100);
	T::Currency::mint_into(&who, funds).expect("the account can take it");
	for index in 0..positions {
		let mut books = Books::<T>::open(who.clone()).expect("the chain has started");
		books.add(DappId(index), stake).expect("it can be staked");
		Pallet::<T>::close(books, Unpayable::Fail).expect("it is owned");
	}
	let mut ledger = Ledgers::<T>::get(&who).unwrap_or_default();
	for index in 0..MAX_CHUNKS {
		let chunk = Chunk { amount: T::MinStake::get(), unlock: NOW - index };
		ledger.chunks.try_insert(0, chunk).expect("there is room for eight");
	}
	T::Currency::set_freeze(&FreezeReason::Staking.into(), &who, ledger.frozen())
		.expect("it can be frozen");
	Ledgers::<T>::insert(&who, ledger);
	if positions > 0 {
		let reward = T::Currency::issue(stake);
		Pallet::<T>::reward_stakers(reward).ok().expect("there is a stake");
	}
	who
}

fn tiers() -> Tiers {
	let tier = |index| Tier {
		threshold: Perquintill::from_parts(8 - index),
		slots: 32,
		share: Perquintill::from_percent(12),
	};
	Tiers::truncate_from((0..u64::from(MAX_TIERS)).map(tier).collect())
}

/// A settlement of as many dApps as there can be, at a stage.
fn settle<T: Config>(stage: SettlementStage) {
	let end = NOW - 100;
	CurrentSettlement::<T>::put(Settlement {
		window: EraWindow { era: 4, start: end - T::DefaultEraLength::get(), end },
		pool: 1_000_000_000_000_000_000,
		left: 1_000_000_000_000_000_000,
		issuance: T::Currency::total_issuance(),
		tiers: tiers(),
		dapps: RegisteredDapps::<T>::get(),
		stage,
	});
}

fn scores(count: u32) -> BoundedVec<Score, ConstU32<MAX_DAPPS>> {
	// The smallest first, so that sorting has something to do.
	let score = |index: u32| Score { dapp: DappId(index), integral: fixed(index.into()) };
	BoundedVec::truncate_from((0..count).map(score).collect())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		start::<T>(MAX_DAPPS - 1);
		let owner: T::AccountId = account("owner", 0, 0);
		let address = DappAddress::Account(owner.clone());
		let call = Call::<T>::register { owner, address };
		let origin = manager::<T>()?;
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert_eq!(RegisteredDapps::<T>::decode_len(), Some(MAX_DAPPS as usize));
		Ok(())
	}

	/// The first of the list, with a stake that has not been counted for two eras.
	#[benchmark]
	fn unregister() -> Result<(), BenchmarkError> {
		start::<T>(MAX_DAPPS);
		staker::<T>(signer::<T>(), 1);
		let call = Call::<T>::unregister { dapp: DappId(0) };
		let origin = manager::<T>()?;
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert_eq!(Rewards::<T>::get().stake(), 0);
		Ok(())
	}

	#[benchmark]
	fn set_beneficiary() {
		start::<T>(1);
		let owner: T::AccountId = account("dapp", 0, 0);
		let beneficiary: T::AccountId = account("beneficiary", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), DappId(0), beneficiary.clone());
		assert!(Dapps::<T>::get(DappId(0)).is_some_and(|dapp| dapp.beneficiary == beneficiary));
	}

	#[benchmark]
	fn stake() {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(signer::<T>(), MAX_POSITIONS - 1);
		let dapp = DappId(MAX_POSITIONS - 1);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), dapp, T::MinStake::get());
		assert_eq!(Pallet::<T>::ledger(&who).positions.len(), MAX_POSITIONS as usize);
	}

	/// The first of the list is emptied and paid, and of the eight chunks the first has unbonded.
	#[benchmark]
	fn unstake() {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(signer::<T>(), MAX_POSITIONS);
		Ledgers::<T>::mutate(&who, |ledger| {
			let chunks = ledger.iter_mut().flat_map(|ledger| ledger.chunks.iter_mut());
			chunks.skip(1).for_each(|chunk| chunk.unlock += MAX_CHUNKS);
		});
		let amount = T::MinStake::get().saturating_mul(100);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), DappId(0), amount);
		assert_eq!(Pallet::<T>::ledger(&who).chunks.len(), MAX_CHUNKS as usize);
	}

	/// The first of the list is emptied and paid, and the last grows.
	#[benchmark]
	fn move_stake() {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(signer::<T>(), MAX_POSITIONS);
		let amount = T::MinStake::get().saturating_mul(100);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), DappId(0), DappId(MAX_POSITIONS - 1), amount);
		assert_eq!(Pallet::<T>::ledger(&who).positions.len(), MAX_POSITIONS as usize - 1);
	}

	#[benchmark]
	fn withdraw_unbonded() {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(signer::<T>(), MAX_POSITIONS);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Pallet::<T>::ledger(&who).chunks.is_empty());
	}

	/// From one position on: without one nothing is paid, and the line through all numbers would count an account too few.
	#[benchmark]
	fn claim(p: Linear<1, MAX_POSITIONS>) {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(someone_else::<T>(), p);
		#[extrinsic_call]
		claim_for(RawOrigin::Signed(signer::<T>()), who.clone());
		assert_eq!(Pallet::<T>::pending(&who).total, 0);
	}

	#[benchmark]
	fn claim_dapp() -> Result<(), BenchmarkError> {
		start::<T>(1);
		let amount = T::Currency::minimum_balance().saturating_mul(10);
		T::Currency::mint_into(&Pallet::<T>::pot(), amount)?;
		Dapps::<T>::mutate(DappId(0), |dapp| {
			if let Some(dapp) = dapp {
				dapp.claimable = amount;
			}
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(signer::<T>()), DappId(0));
		assert_eq!(Pallet::<T>::dapp(DappId(0)).map(|dapp| dapp.claimable), Some(0));
		Ok(())
	}

	#[benchmark]
	fn set_restake() {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(signer::<T>(), MAX_POSITIONS);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), true);
		assert!(Pallet::<T>::ledger(&who).restake);
	}

	#[benchmark]
	fn compound(p: Linear<1, MAX_POSITIONS>) {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(someone_else::<T>(), p);
		Ledgers::<T>::mutate(&who, |ledger| {
			if let Some(ledger) = ledger {
				ledger.restake = true;
			}
		});
		let before = Pallet::<T>::ledger(&who).staked();
		#[extrinsic_call]
		_(RawOrigin::Signed(signer::<T>()), who.clone());
		assert!(Pallet::<T>::ledger(&who).staked() > before);
	}

	/// All but a plank is gone: every chunk is cut, and every position but a plank of the first.
	#[benchmark]
	fn trim(p: Linear<0, MAX_POSITIONS>) -> Result<(), BenchmarkError> {
		start::<T>(MAX_POSITIONS);
		let who = staker::<T>(someone_else::<T>(), p);
		let there = T::Currency::minimum_balance();
		T::Currency::set_balance(&who, there);
		#[extrinsic_call]
		_(RawOrigin::Signed(signer::<T>()), who.clone());
		assert!(Pallet::<T>::ledger(&who).frozen() <= there);
		Ok(())
	}

	#[benchmark]
	fn set_tiers() -> Result<(), BenchmarkError> {
		let call = Call::<T>::set_tiers { tiers: tiers() };
		let origin = manager::<T>()?;
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert_eq!(TierTable::<T>::get(), tiers());
		Ok(())
	}

	/// A block in which only the clock moves, with the reads at its start.
	#[benchmark]
	fn clock() {
		start::<T>(0);
		T::RelayClock::set_block_number(NOW + 1);
		#[block]
		{
			Pallet::<T>::end_block_weight();
			Pallet::<T>::end_block();
		}
		assert_eq!(CurrentEra::<T>::get().map(|era| era.now), Some(NOW + 1));
	}

	#[benchmark]
	fn close_era() {
		start::<T>(MAX_DAPPS);
		TierTable::<T>::put(tiers());
		T::RelayClock::set_block_number(NOW + T::DefaultEraLength::get());
		#[block]
		{
			Pallet::<T>::end_block();
		}
		assert!(CurrentSettlement::<T>::get().is_some());
	}

	/// The last dApps are measured, so that most is read and written.
	#[benchmark]
	fn measure() {
		start::<T>(MAX_DAPPS);
		let before = MAX_DAPPS - T::SettleSteps::get().min(MAX_DAPPS);
		settle::<T>(SettlementStage::Measuring { scores: scores(before) });
		#[block]
		{
			Pallet::<T>::end_block();
		}
		let done = CurrentSettlement::<T>::get().map(|settlement| settlement.stage);
		let all = |scores: usize| scores == MAX_DAPPS as usize;
		assert!(matches!(done, Some(SettlementStage::Measuring { scores }) if all(scores.len())));
	}

	#[benchmark]
	fn rank() {
		start::<T>(MAX_DAPPS);
		settle::<T>(SettlementStage::Measuring { scores: scores(MAX_DAPPS) });
		#[block]
		{
			Pallet::<T>::end_block();
		}
		let done = CurrentSettlement::<T>::get().map(|settlement| settlement.stage);
		assert!(matches!(done, Some(SettlementStage::Paying { rewards }) if rewards.len() > 200));
	}

	/// The first dApps are paid, so that most is read and written.
	#[benchmark]
	fn pay() {
		start::<T>(MAX_DAPPS);
		let reward = |index| TierReward {
			dapp: DappId(index),
			tier: 0,
			amount: T::Currency::minimum_balance(),
		};
		let rewards = BoundedVec::truncate_from((0..MAX_DAPPS).map(reward).collect());
		settle::<T>(SettlementStage::Paying { rewards });
		#[block]
		{
			Pallet::<T>::end_block();
		}
		assert!(Dapps::<T>::get(DappId(MAX_DAPPS - 1)).is_some_and(|dapp| dapp.claimable > 0));
	}
}

fn manager<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ManagerOrigin::try_successful_origin()
		.map_err(|_| BenchmarkError::Stop("no origin may register dApps"))
}
