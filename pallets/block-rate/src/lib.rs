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
pub use types::{Change, Deadlines, Decision, Limits, Pace, Rate, Slot, Stretch};
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

		/// The largest offset of the relay parent that genesis and Root may set, in relay-chain blocks.
		#[pallet::constant]
		type MaxRelayParentOffset: Get<u8>;

		/// Length of a slot, in relay-chain blocks. At least 1.
		#[pallet::constant]
		type SlotLength: Get<u32>;

		/// Slots whose blocks the unincluded segment holds at most, where the relay parent has no offset. At least 1.
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

	/// Says how many blocks the chain makes in a slot, and on which relay-chain block.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Blocks in a slot. A new release never changes the key or the encoding: see the README.
	#[pallet::storage]
	pub type CurrentRate<T> = StorageValue<_, Rate, ValueQuery>;

	/// How many relay-chain blocks the relay parent is behind the newest one that the collator knows. A new release never changes
	/// the key or the encoding: see the README.
	#[pallet::storage]
	pub type RelayParentOffset<T> = StorageValue<_, u8, ValueQuery>;

	/// The pace that waits for the next slot. A new release never changes the key or the encoding: see the README.
	#[pallet::storage]
	pub type Waiting<T> = StorageValue<_, Decision>;

	/// The latest change of the pace.
	#[pallet::storage]
	pub type LastChange<T> = StorageValue<_, Change>;

	/// Present while deadlines are being moved after the latest change: the place where the next step goes on. Without a place
	/// no step has been made.
	#[pallet::storage]
	pub type Unsettled<T: Config> = StorageValue<_, Option<PlaceOf<T>>>;

	/// The genesis of a network.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T> {
		/// Blocks in a slot: 1, 2, 3, 6 or 12, and at most [`Config::MaxRate`].
		pub rate: u32,
		/// How many relay-chain blocks the relay parent is behind the newest one: at most [`Config::MaxRelayParentOffset`].
		pub relay_parent_offset: u8,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<T>,
	}

	impl<T> Default for GenesisConfig<T> {
		fn default() -> Self {
			let Pace { rate, relay_parent_offset } = Pace::default();
			Self { rate: rate.blocks(), relay_parent_offset, _marker: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let pace = Pallet::<T>::check(self.rate, self.relay_parent_offset).expect(
				"the rate of genesis is 1, 2, 3, 6 or 12, and at most `MaxRate`; the offset is at most `MaxRelayParentOffset`",
			);
			Pallet::<T>::put(pace);
		}
	}

	/// The events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Root has decided on a pace. It holds from the next slot on.
		PaceDecided {
			/// Blocks in a slot.
			rate: u32,
			/// How many relay-chain blocks the relay parent is behind the newest one.
			relay_parent_offset: u8,
		},
		/// The pace has changed with this block.
		PaceChanged {
			/// Blocks in a slot now.
			rate: u32,
			/// How many relay-chain blocks the relay parent is behind the newest one now.
			relay_parent_offset: u8,
			/// Blocks in a slot before.
			rate_before: u32,
			/// The offset before.
			relay_parent_offset_before: u8,
		},
		/// All deadlines have been moved. Transactions come in again with the next block.
		DeadlinesMoved,
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such rate. The rates are 1, 2, 3, 6 and 12.
		UnknownRate,
		/// The rate is above [`Config::MaxRate`].
		RateTooHigh,
		/// The offset is above [`Config::MaxRelayParentOffset`].
		OffsetTooLarge,
		/// The pace holds already.
		SamePace,
		/// The change before this one is not over. It takes [`Config::SegmentSlots`] slots, and one more for each relay-chain block of
		/// the larger offset.
		ChangeInProgress,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Changes the pace, if one waits and a new slot has begun.
		fn on_initialize(number: BlockNumberFor<T>) -> Weight {
			match Self::due(T::Slot::get()) {
				None => T::WeightInfo::unchanged(),
				Some(pace) => T::WeightInfo::change().saturating_add(Self::change(pace, number)),
			}
		}

		fn integrity_test() {
			assert!(Rate::of(T::MaxRate::get()).is_some(), "`MaxRate` is 1, 2, 3, 6 or 12");
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
		/// Sets the pace: the blocks in a slot, 1, 2, 3, 6 or 12, and how many relay-chain blocks the relay parent is behind the newest
		/// one. Only Root may do it.
		///
		/// The pace holds from the first block of the next slot on. If the rate changes, that block and, where users have stored very
		/// many deadlines, some more take no transactions.
		#[pallet::call_index(0)]
		#[pallet::weight((T::WeightInfo::set_pace(), DispatchClass::Operational))]
		pub fn set_pace(
			origin: OriginFor<T>,
			rate: u32,
			relay_parent_offset: u8,
		) -> DispatchResult {
			ensure_root(origin)?;
			let pace = Self::check(rate, relay_parent_offset)?;
			let slot = T::Slot::get();
			ensure!(!Self::in_progress(slot), Error::<T>::ChangeInProgress);
			ensure!(pace != Self::pace(), Error::<T>::SamePace);
			Waiting::<T>::put(Decision { pace, slot });
			Self::deposit_event(Event::PaceDecided { rate, relay_parent_offset });
			Ok(())
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Blocks in a slot, as they hold in this block.
	pub fn rate() -> Rate {
		CurrentRate::<T>::get()
	}

	/// The pace, as it holds in this block.
	pub fn pace() -> Pace {
		Pace { rate: Self::rate(), relay_parent_offset: RelayParentOffset::<T>::get() }
	}

	/// The pace of the next slot: what a collator builds on this block in a later slot than this block's.
	pub fn next_pace() -> Pace {
		Waiting::<T>::get()
			.filter(|_| !T::Migrator::ongoing())
			.map_or_else(Self::pace, |waiting| waiting.pace)
	}

	/// What holds in `slot`: the slot of this block, or a later one.
	pub fn limits(slot: Slot) -> Limits {
		let from = Self::pace();
		let segment = T::SegmentSlots::get();
		match Self::due(slot) {
			None => Limits::in_slot(slot, from, LastChange::<T>::get(), segment),
			Some(to) => {
				let change = Change { from, to, slot, last_block: 0 };
				Limits::in_slot(slot, to, Some(change), segment)
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

	/// The pace of these numbers.
	fn check(rate: u32, relay_parent_offset: u8) -> Result<Pace, Error<T>> {
		let known = Rate::of(rate).ok_or(Error::<T>::UnknownRate)?;
		ensure!(rate <= T::MaxRate::get(), Error::<T>::RateTooHigh);
		ensure!(relay_parent_offset <= T::MaxRelayParentOffset::get(), Error::<T>::OffsetTooLarge);
		Ok(Pace { rate: known, relay_parent_offset })
	}

	fn put(pace: Pace) {
		CurrentRate::<T>::put(pace.rate);
		RelayParentOffset::<T>::put(pace.relay_parent_offset);
	}

	/// Whether a change waits, or the latest one still has an effect on deadlines or on the unincluded segment.
	fn in_progress(slot: Slot) -> bool {
		let is_new = |change: Change| {
			let slots = change.segment_slots(T::SegmentSlots::get());
			slot.saturating_sub(change.slot) < slots.into()
		};
		Waiting::<T>::exists() || Self::is_settling() || LastChange::<T>::get().is_some_and(is_new)
	}

	/// The pace that a block of `slot` changes to.
	fn due(slot: Slot) -> Option<Pace> {
		Waiting::<T>::get()
			.filter(|waiting| slot > waiting.slot && !T::Migrator::ongoing())
			.map(|waiting| waiting.pace)
	}

	/// Changes the pace in the block of this number. Returns the weight of the deadlines.
	fn change(to: Pace, number: BlockNumberFor<T>) -> Weight {
		let from = Self::pace();
		let last_block = number.saturating_sub(One::one()).saturated_into();
		let change = Change { from, to, slot: T::Slot::get(), last_block };
		Waiting::<T>::kill();
		Self::put(to);
		LastChange::<T>::put(change);
		Self::deposit_event(Event::PaceChanged {
			rate: to.rate.blocks(),
			relay_parent_offset: to.relay_parent_offset,
			rate_before: from.rate.blocks(),
			relay_parent_offset_before: from.relay_parent_offset,
		});
		if from.rate == to.rate {
			return Weight::zero();
		}
		Unsettled::<T>::put(None::<PlaceOf<T>>);
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
		let is_allowed = |pace: Pace| {
			pace.rate.blocks() <= T::MaxRate::get()
				&& pace.relay_parent_offset <= T::MaxRelayParentOffset::get()
		};
		let pace = Self::pace();
		ensure!(is_allowed(pace), "1: the rate is too high, or the offset too large");
		if let Some(Decision { pace: waiting, .. }) = Waiting::<T>::get() {
			ensure!(
				is_allowed(waiting),
				"1: the pace that waits has too high a rate or too large an offset"
			);
			ensure!(waiting != pace, "2: the pace that waits holds already");
			ensure!(!Self::is_settling(), "2: a pace waits while deadlines are being moved");
		}
		let change = LastChange::<T>::get();
		ensure!(change.is_none_or(|last| last.to == pace), "3: the pace is not the latest one");
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
