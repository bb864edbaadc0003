// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod clock;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod traits;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
pub mod weights;

use frame_support::{
	pallet_prelude::*,
	traits::{
		fungible::{Balanced, Credit, Inspect},
		Imbalance,
	},
};
use frame_system::pallet_prelude::*;
use sp_runtime::{
	traits::{BlockNumberProvider, Saturating},
	Perquintill,
};

pub use clock::{Clock, Due, Pace, RelayBlock, Window};
pub use pallet::*;
#[cfg(feature = "runtime-benchmarks")]
pub use traits::BenchmarkHelper;
pub use traits::{RewardSink, StakingSink};
pub use types::{Balance, Cycle, Parameters, Parts, Schedule, Split, Totals};
pub use weights::WeightInfo;

/// Newly issued tokens that nobody owns yet.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The token.
		type Currency: Balanced<Self::AccountId, Balance = Balance>;

		/// The relay chain's clock. Its numbers may stand still from one block to the next, and never fall.
		type RelayClock: BlockNumberProvider<BlockNumber = RelayBlock>;

		/// Nominal time between two relay-chain blocks, in milliseconds.
		#[pallet::constant]
		type RelaySlotMs: Get<u32>;

		/// Time between two blocks of this chain, in milliseconds: 1 to 100 times [`Config::RelaySlotMs`].
		#[pallet::constant]
		type SlotDurationMs: Get<u64>;

		/// Slots in a cycle where genesis says nothing else: a nominal year. At least [`MIN_CYCLE_LENGTH`].
		type DefaultCycleLength: Get<u32>;

		/// Receives the collators' part: the author of the block.
		type Collators: RewardSink<CreditOf<Self>>;

		/// Receives the treasury's part.
		type Treasury: RewardSink<CreditOf<Self>>;

		/// Receives the parts of stakers and of dApps.
		type Staking: StakingSink<CreditOf<Self>>;

		/// Who may set the parameters, and the highest rate that each may raise the rate to.
		type ParameterOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Perquintill>;

		/// Weights of this pallet.
		type WeightInfo: WeightInfo;

		/// Prepares a block whose emission all receivers take.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Issues new tokens by the relay chain's clock.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The clock of paid and missed slots. Absent before the first block has ended.
	#[pallet::storage]
	pub type SlotClock<T> = StorageValue<_, Clock>;

	/// The running cycle. Absent before the first block has ended.
	#[pallet::storage]
	pub type CurrentCycle<T> = StorageValue<_, Cycle>;

	/// All amounts that were ever released, minted, withheld and burned.
	#[pallet::storage]
	pub type Released<T> = StorageValue<_, Totals, ValueQuery>;

	/// The parameters that governance has set last.
	#[pallet::storage]
	pub type CurrentParameters<T> = StorageValue<_, Parameters, ValueQuery>;

	/// Slots in a cycle: a nominal year, if genesis says nothing else. Read at each cycle's start.
	#[pallet::storage]
	pub type CycleLength<T: Config> =
		StorageValue<_, u32, ValueQuery, <T as Config>::DefaultCycleLength>;

	/// Whether the next block ends the cycle.
	#[pallet::storage]
	pub type NewCycleForced<T> = StorageValue<_, bool, ValueQuery>;

	/// The genesis of a network. Cycles begin at the first block's relay-chain number, which genesis can't know.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T> {
		/// Rate, split, catch-up and ideal share.
		pub parameters: Parameters,
		/// Slots in a cycle, at least [`MIN_CYCLE_LENGTH`]. A nominal year if it is absent.
		pub cycle_length: Option<u32>,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::check(&self.parameters).expect("the parameters of genesis are in range");
			let length = self.cycle_length.unwrap_or_else(T::DefaultCycleLength::get);
			assert!(length >= MIN_CYCLE_LENGTH, "a cycle has at least {MIN_CYCLE_LENGTH} slots");
			CurrentParameters::<T>::put(self.parameters);
			CycleLength::<T>::put(length);
		}
	}

	/// The events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A cycle has begun.
		CycleStarted {
			/// Its place in time, the issuance at its start, and the pay of a slot.
			cycle: Cycle,
		},
		/// Governance has set the parameters.
		ParametersSet {
			/// The new parameters.
			parameters: Parameters,
		},
		/// Governance has asked for a new cycle, which begins with this block.
		NewCycleForced,
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The parts of the split do not sum to one: 10^18 parts of 10^18.
		SplitNotWhole,
		/// `catch_up` is above [`Parameters::MAX_CATCH_UP`].
		CatchUpTooLarge,
		/// This origin may not raise the rate that far: [`Config::ParameterOrigin`].
		RateTooHigh,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let (slot, relay_slot) = (T::SlotDurationMs::get(), u64::from(T::RelaySlotMs::get()));
			assert!(relay_slot > 0, "a relay slot takes time");
			assert_eq!(slot % relay_slot, 0, "a block takes whole relay slots");
			let slots = slot / relay_slot;
			assert!((1..=100).contains(&slots), "a block takes 1 to 100 relay slots, not {slots}");
			let most = Pallet::<T>::slots_per_block() + Parameters::MAX_CATCH_UP;
			assert!(most < MIN_CYCLE_LENGTH, "a block pays for less than a cycle");
			assert!(
				T::DefaultCycleLength::get() >= MIN_CYCLE_LENGTH,
				"`DefaultCycleLength` is at least {MIN_CYCLE_LENGTH}"
			);
			assert!(Pallet::<T>::check(&Parameters::default()).is_ok());
		}

		// The payment is at the block's end: only then the relay chain's number and the stake are known.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::on_finalize()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::pay_block();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Set rate, split, catch-up and ideal share, all at once.
		///
		/// ## Dispatch origin
		/// [`Config::ParameterOrigin`].
		///
		/// ## Details
		/// Rate and split act from the next cycle on, catch-up and ideal share from this block on. A rate above what the
		/// origin may set can be kept or lowered, not raised.
		///
		/// ## Errors
		/// - [`Error::SplitNotWhole`]: make the parts sum to one.
		/// - [`Error::CatchUpTooLarge`]: at most [`Parameters::MAX_CATCH_UP`].
		/// - [`Error::RateTooHigh`]: another origin may set it.
		///
		/// ## Events
		/// - [`Event::ParametersSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(origin: OriginFor<T>, parameters: Parameters) -> DispatchResult {
			let most = T::ParameterOrigin::ensure_origin(origin)?;
			Self::check(&parameters)?;
			let most = most.max(CurrentParameters::<T>::get().rate);
			ensure!(parameters.rate <= most, Error::<T>::RateTooHigh);
			CurrentParameters::<T>::put(parameters);
			Self::deposit_event(Event::ParametersSet { parameters });
			Ok(())
		}

		/// End the cycle with this block, and begin another with the parameters that hold now.
		///
		/// ## Dispatch origin
		/// Root.
		///
		/// ## Details
		/// The cycle that ends is paid up to this block; slots that are still in the backlog are missed.
		///
		/// ## Events
		/// - [`Event::NewCycleForced`], and [`Event::CycleStarted`] at the block's end.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::force_new_cycle())]
		pub fn force_new_cycle(origin: OriginFor<T>) -> DispatchResult {
			ensure_root(origin)?;
			NewCycleForced::<T>::put(true);
			Self::deposit_event(Event::NewCycleForced);
			Ok(())
		}
	}
}

/// Least slots in a cycle. More than one block can pay for, so that no block pays more than a cycle's whole.
pub const MIN_CYCLE_LENGTH: u32 = 200;

impl<T: Config> Pallet<T> {
	/// Relay slots in the block time of this chain.
	pub fn slots_per_block() -> u32 {
		let slots = T::SlotDurationMs::get() / u64::from(T::RelaySlotMs::get());
		// 1 to 100: `integrity_test`.
		u32::try_from(slots).unwrap_or(u32::MAX)
	}

	fn check(parameters: &Parameters) -> Result<(), Error<T>> {
		ensure!(parameters.split.is_whole(), Error::<T>::SplitNotWhole);
		ensure!(parameters.catch_up <= Parameters::MAX_CATCH_UP, Error::<T>::CatchUpTooLarge);
		Ok(())
	}

	/// Moves the clock to the relay chain's number of this block, and pays the slots that are due.
	fn pay_block() {
		let now = T::RelayClock::current_block_number();
		let parameters = CurrentParameters::<T>::get();
		let pace = Pace { slots_per_block: Self::slots_per_block(), catch_up: parameters.catch_up };
		let force = NewCycleForced::<T>::take();
		let (Some(mut clock), Some(cycle)) = (SlotClock::<T>::get(), CurrentCycle::<T>::get())
		else {
			SlotClock::<T>::put(Clock::new(now, pace.slots_per_block));
			Self::start_cycle(0, now, &parameters);
			return;
		};

		let due = clock.advance(now, cycle.window(), pace, force);
		SlotClock::<T>::put(clock);
		Self::release(&cycle, due.closing, &parameters);
		if let Some(start) = due.next_start {
			let next = Self::start_cycle(cycle.index.saturating_add(1), start, &parameters);
			Self::release(&next, due.opening, &parameters);
		}
	}

	fn start_cycle(index: u32, start: RelayBlock, parameters: &Parameters) -> Cycle {
		let (issuance, length) = (T::Currency::total_issuance(), CycleLength::<T>::get());
		let per_slot = Parts::per_slot(parameters.rate, &parameters.split, issuance, length);
		let cycle = Cycle { index, start, length, issuance, per_slot };
		CurrentCycle::<T>::put(cycle);
		Self::deposit_event(Event::CycleStarted { cycle });
		cycle
	}

	/// Pays for `slots` slots of `cycle`.
	fn release(cycle: &Cycle, slots: u32, parameters: &Parameters) {
		if slots == 0 {
			return;
		}
		let full = cycle.per_slot.times(slots);
		let stakers = Self::stakers_part(cycle, slots, parameters);
		let new = full.collators + full.treasury + stakers;

		let mut credit = T::Currency::issue(new);
		// `issue` gives less only where the total issuance would exceed 2^128.
		let mut totals = Released::<T>::get();
		let minted = credit.peek();
		totals.released = totals.released.saturating_add(full.total());
		totals.minted = totals.minted.saturating_add(minted);
		let lacking = full.total().saturating_sub(full.dapps).saturating_sub(minted);
		totals.withheld = totals.withheld.saturating_add(lacking);

		let mut pay = |amount, sink: fn(CreditOf<T>) -> Result<(), CreditOf<T>>| {
			let part = credit.extract(amount);
			if part.peek() == 0 {
				return;
			}
			if let Err(refused) = sink(part) {
				// Dropping it burns it.
				totals.burned = totals.burned.saturating_add(refused.peek());
			}
		};
		pay(full.collators, T::Collators::pay);
		pay(full.treasury, T::Treasury::pay);
		pay(stakers, T::Staking::reward_stakers);
		Released::<T>::put(totals);
		T::Staking::fund_dapps(full.dapps);
	}

	/// The stakers' pay for `slots` slots: the base part and the adjustable part, or nothing if nobody stakes.
	fn stakers_part(cycle: &Cycle, slots: u32, parameters: &Parameters) -> Balance {
		let staked = T::Staking::earning_stake();
		if staked == 0 {
			return 0;
		}
		let adjustable = cycle.adjustable(staked, parameters.ideal_share);
		let per_slot = cycle.per_slot.stakers_base + adjustable;
		per_slot.saturating_mul(slots.into())
	}

	/// Mints `amount` of the dApps' part, which was released before.
	pub fn mint_for_dapps(amount: Balance) -> CreditOf<T> {
		let credit = T::Currency::issue(amount);
		let lacking = amount.saturating_sub(credit.peek());
		Released::<T>::mutate(|totals| {
			totals.minted.saturating_accrue(credit.peek());
			totals.withheld.saturating_accrue(lacking);
		});
		credit
	}

	/// Withholds `amount` of the dApps' part for good.
	pub fn withhold(amount: Balance) {
		Released::<T>::mutate(|totals| totals.withheld.saturating_accrue(amount));
	}

	/// The emission as a client asks for it. `None` before the first block has ended.
	pub fn schedule() -> Option<Schedule> {
		let (clock, cycle) = (SlotClock::<T>::get()?, CurrentCycle::<T>::get()?);
		let elapsed = clock.last.saturating_sub(cycle.start);
		let slots = cycle.length.saturating_sub(elapsed).saturating_add(clock.backlog);
		Some(Schedule {
			block_time_ms: T::SlotDurationMs::get(),
			slots_per_block: Self::slots_per_block(),
			cycle_end: cycle.start.saturating_add(cycle.length),
			left: cycle.per_slot.total().saturating_mul(slots.into()),
			clock,
			cycle,
			totals: Released::<T>::get(),
			parameters: CurrentParameters::<T>::get(),
		})
	}
}
