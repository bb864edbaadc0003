// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod types;
pub mod weights;

use frame_support::{migrations::MultiStepMigrator, pallet_prelude::*, weights::WeightMeter};
use frame_system::pallet_prelude::*;
use sp_runtime::traits::{One, SaturatedConversion, Saturating};

pub use pallet::*;
pub use types::{Change, Deadlines, Decision, Pace, Rate, Slot, Stretch};
pub use weights::WeightInfo;

/// A place among the deadlines of other pallets.
pub type PlaceOf<T> = <<T as Config>::Deadlines as Deadlines>::Place;

#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The highest rate that genesis and Root may set.
		#[pallet::constant]
		type MaxRate: Get<u32>;

		/// Length of a slot, in relay-chain blocks. At least 1.
		#[pallet::constant]
		type SlotLength: Get<u32>;

		/// Slots whose blocks the unincluded segment holds at most. At least 1.
		#[pallet::constant]
		type SegmentSlots: Get<u32>;

		/// The slot of the block that is being executed. Its header says it before any hook runs. It never falls.
		type Slot: Get<Slot>;

		/// The deadlines that other pallets have stored in numbers of blocks of this chain.
		type Deadlines: Deadlines;

		/// The migrations of several blocks. The rate stays while they run.
		type Migrator: MultiStepMigrator;

		/// The weight that a block may spend on [`Deadlines::step`].
		type MaxServiceWeight: Get<Weight>;

		/// What calls and hooks weigh.
		type WeightInfo: WeightInfo;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Says how many blocks the chain makes in a slot.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Blocks in a slot. A new release never changes the key or the encoding: see the README.
	#[pallet::storage]
	pub type CurrentRate<T> = StorageValue<_, Rate, ValueQuery>;

	/// The rate that waits for the next slot. A new release never changes the key or the encoding: see the README.
	#[pallet::storage]
	pub type Waiting<T> = StorageValue<_, Decision>;

	/// The latest change of the rate.
	#[pallet::storage]
	pub type LastChange<T> = StorageValue<_, Change>;

	/// Present while deadlines are being moved after the latest change: the place where the next step goes on. Without a place
	/// no step has been made.
	#[pallet::storage]
	pub type Unsettled<T: Config> = StorageValue<_, Option<PlaceOf<T>>>;

	/// The genesis of a network.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T> {
		/// Blocks in a slot: 1, 3, 6 or 12, and at most [`Config::MaxRate`].
		pub rate: u32,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<T>,
	}

	impl<T> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { rate: Rate::default().blocks(), _marker: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let rate = Pallet::<T>::check(self.rate);
			CurrentRate::<T>::put(
				rate.expect("the rate of genesis is 1, 3, 6 or 12, and at most `MaxRate`"),
			);
		}
	}

	/// The events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Root has decided on a rate. It holds from the next slot on.
		RateDecided {
			/// Blocks in a slot.
			rate: u32,
		},
		/// The rate has changed with this block.
		RateChanged {
			/// Blocks in a slot before.
			from: u32,
			/// Blocks in a slot now.
			to: u32,
		},
		/// All deadlines have been moved. Transactions come in again with the next block.
		DeadlinesMoved,
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such rate. The rates are 1, 3, 6 and 12.
		UnknownRate,
		/// The rate is above [`Config::MaxRate`].
		RateTooHigh,
		/// The rate holds already.
		SameRate,
		/// The change before this one is not over: call again [`Config::SegmentSlots`] slots after it.
		ChangeInProgress,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Changes the rate, if one waits and a new slot has begun.
		fn on_initialize(number: BlockNumberFor<T>) -> Weight {
			match Self::due(T::Slot::get()) {
				None => T::WeightInfo::unchanged(),
				Some(rate) => T::WeightInfo::change().saturating_add(Self::change(rate, number)),
			}
		}

		fn integrity_test() {
			assert!(Rate::of(T::MaxRate::get()).is_some(), "`MaxRate` is 1, 3, 6 or 12");
			assert!(T::SlotLength::get() > 0, "`SlotLength` is at least 1");
			assert!(T::SegmentSlots::get() > 0, "`SegmentSlots` is at least 1");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the blocks in a slot: 1, 3, 6 or 12. Only Root may do it.
		///
		/// The rate holds from the first block of the next slot on. That block and, where users have stored very many deadlines,
		/// some more take no transactions.
		#[pallet::call_index(0)]
		#[pallet::weight((T::WeightInfo::set_rate(), DispatchClass::Operational))]
		pub fn set_rate(origin: OriginFor<T>, rate: u32) -> DispatchResult {
			ensure_root(origin)?;
			let rate = Self::check(rate)?;
			let slot = T::Slot::get();
			ensure!(!Self::in_progress(slot), Error::<T>::ChangeInProgress);
			ensure!(rate != CurrentRate::<T>::get(), Error::<T>::SameRate);
			Waiting::<T>::put(Decision { rate, slot });
			Self::deposit_event(Event::RateDecided { rate: rate.blocks() });
			Ok(())
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Blocks in a slot, as they hold in this block.
	pub fn rate() -> Rate {
		CurrentRate::<T>::get()
	}

	/// Blocks in the next slot: what a collator builds on this block in a later slot than this block's.
	pub fn next_rate() -> Rate {
		Waiting::<T>::get()
			.filter(|_| !T::Migrator::ongoing())
			.map_or_else(Self::rate, |waiting| waiting.rate)
	}

	/// What holds in `slot`: the slot of this block, or a later one.
	pub fn pace(slot: Slot) -> Pace {
		let from = Self::rate();
		let segment = T::SegmentSlots::get();
		match Self::due(slot) {
			None => Pace::in_slot(slot, from, LastChange::<T>::get(), segment),
			Some(to) => {
				let change = Change { from, to, slot, last_block: 0 };
				Pace::in_slot(slot, to, Some(change), segment)
			},
		}
	}

	/// Blocks of this chain in so many relay-chain blocks, rounded down, at the present rate. It saturates.
	pub fn blocks_in(relay_blocks: u32) -> u32 {
		let blocks = u64::from(relay_blocks).saturating_mul(Self::rate().blocks().into());
		let blocks = blocks.checked_div(T::SlotLength::get().into());
		blocks.unwrap_or_default().saturated_into()
	}

	/// Whether deadlines are still being moved after the latest change.
	pub fn is_settling() -> bool {
		Unsettled::<T>::exists()
	}

	/// The rate of this number.
	fn check(rate: u32) -> Result<Rate, Error<T>> {
		let known = Rate::of(rate).ok_or(Error::<T>::UnknownRate)?;
		ensure!(rate <= T::MaxRate::get(), Error::<T>::RateTooHigh);
		Ok(known)
	}

	/// Whether a change waits, or the latest one still has an effect on deadlines or on the unincluded segment.
	fn in_progress(slot: Slot) -> bool {
		let is_new =
			|change: Change| slot.saturating_sub(change.slot) < T::SegmentSlots::get().into();
		Waiting::<T>::exists() || Self::is_settling() || LastChange::<T>::get().is_some_and(is_new)
	}

	/// The rate that a block of `slot` changes to.
	fn due(slot: Slot) -> Option<Rate> {
		Waiting::<T>::get()
			.filter(|waiting| slot > waiting.slot && !T::Migrator::ongoing())
			.map(|waiting| waiting.rate)
	}

	/// Changes the rate in the block of this number. Returns the weight of the deadlines.
	fn change(to: Rate, number: BlockNumberFor<T>) -> Weight {
		let from = CurrentRate::<T>::get();
		let last_block = number.saturating_sub(One::one()).saturated_into();
		let change = Change { from, to, slot: T::Slot::get(), last_block };
		Waiting::<T>::kill();
		CurrentRate::<T>::put(to);
		LastChange::<T>::put(change);
		Unsettled::<T>::put(None::<PlaceOf<T>>);
		Self::deposit_event(Event::RateChanged { from: from.blocks(), to: to.blocks() });
		T::Deadlines::begin(&change.stretch())
	}

	/// Moves more deadlines. Returns the weight.
	fn settle() -> Weight {
		let mut meter = WeightMeter::with_limit(T::MaxServiceWeight::get());
		meter.consume(T::WeightInfo::settle());
		let (Some(place), Some(change)) = (Unsettled::<T>::get(), LastChange::<T>::get()) else {
			return meter.consumed();
		};
		match T::Deadlines::step(&change.stretch(), place, &mut meter) {
			Some(place) => Unsettled::<T>::put(Some(place)),
			None => {
				Unsettled::<T>::kill();
				Self::deposit_event(Event::DeadlinesMoved);
			},
		}
		meter.consumed()
	}

	/// The invariants of the README.
	#[cfg(any(feature = "try-runtime", test))]
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		let rate = Self::rate();
		ensure!(rate.blocks() <= T::MaxRate::get(), "1: the rate is too high");
		if let Some(waiting) = Waiting::<T>::get() {
			ensure!(
				waiting.rate.blocks() <= T::MaxRate::get(),
				"1: the rate that waits is too high"
			);
			ensure!(waiting.rate != rate, "2: the rate that waits holds already");
			ensure!(!Self::is_settling(), "2: a rate waits while deadlines are being moved");
		}
		let change = LastChange::<T>::get();
		ensure!(change.is_none_or(|last| last.to == rate), "3: the rate is not the latest one");
		ensure!(!Self::is_settling() || change.is_some(), "3: deadlines move without a change");
		Ok(())
	}
}

/// The present rate as a number.
impl<T: Config> Get<u32> for Pallet<T> {
	fn get() -> u32 {
		Self::rate().blocks()
	}
}

/// The migrations of several blocks, and after them the deadlines. Blocks in which either is going on take no transactions.
impl<T: Config> MultiStepMigrator for Pallet<T> {
	fn ongoing() -> bool {
		T::Migrator::ongoing() || Self::is_settling()
	}

	fn step() -> Weight {
		if T::Migrator::ongoing() {
			return T::Migrator::step();
		}
		Self::settle()
	}
}
