// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_xcm`, which ships none of its own.
//!
//! The figures come from `coretime-westend-runtime` 0.33.0, measured on 2026-08-14 (Intel Xeon at 2.60 GHz, 50
//! steps, 20 repeats): a system parachain with the same queues.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_xcm` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_xcm::WeightInfo for WeightInfo<T> {
	fn send() -> Weight {
		Weight::from_parts(30_522_000, 3_791).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}

	fn teleport_assets() -> Weight {
		Weight::from_parts(118_326_000, 3_791).saturating_add(T::DbWeight::get().reads_writes(7, 3))
	}

	fn reserve_transfer_assets() -> Weight {
		Weight::from_parts(119_368_000, 3_833).saturating_add(T::DbWeight::get().reads_writes(8, 4))
	}

	fn transfer_assets() -> Weight {
		Weight::from_parts(119_350_000, 3_791).saturating_add(T::DbWeight::get().reads_writes(7, 3))
	}

	fn execute() -> Weight {
		Weight::from_parts(8_929_000, 1_485).saturating_add(T::DbWeight::get().reads(1))
	}

	fn force_xcm_version() -> Weight {
		Weight::from_parts(8_822_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_default_xcm_version() -> Weight {
		Weight::from_parts(2_800_000, 0)
	}

	fn force_subscribe_version_notify() -> Weight {
		Weight::from_parts(39_857_000, 3_791).saturating_add(T::DbWeight::get().reads_writes(6, 5))
	}

	fn force_unsubscribe_version_notify() -> Weight {
		Weight::from_parts(47_570_000, 108_971)
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
	}

	fn force_suspension() -> Weight {
		Weight::from_parts(2_756_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_supported_version() -> Weight {
		Weight::from_parts(21_238_000, 15_863).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}

	fn migrate_version_notifiers() -> Weight {
		Weight::from_parts(20_964_000, 15_867).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}

	fn already_notified_target() -> Weight {
		Weight::from_parts(27_625_000, 18_394).saturating_add(T::DbWeight::get().reads(7))
	}

	fn notify_current_targets() -> Weight {
		Weight::from_parts(28_057_000, 6_053).saturating_add(T::DbWeight::get().reads_writes(6, 1))
	}

	fn notify_target_migration_fail() -> Weight {
		Weight::from_parts(19_474_000, 13_444).saturating_add(T::DbWeight::get().reads(5))
	}

	fn migrate_version_notify_targets() -> Weight {
		Weight::from_parts(21_864_000, 15_874).saturating_add(T::DbWeight::get().reads_writes(6, 2))
	}

	fn migrate_and_notify_old_targets() -> Weight {
		Weight::from_parts(38_849_000, 15_953)
			.saturating_add(T::DbWeight::get().reads_writes(10, 1))
	}

	fn new_query() -> Weight {
		Weight::from_parts(2_875_000, 1_485).saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

	fn take_response() -> Weight {
		Weight::from_parts(30_949_000, 11_041).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn claim_assets(n: u32) -> Weight {
		Weight::from_parts(20_289_580, 3_518)
			.saturating_add(Weight::from_parts(8_386_644, 2_561).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().reads_writes(n.into(), n.into()))
	}

	fn add_authorized_alias() -> Weight {
		Weight::from_parts(56_352_000, 3_626).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	fn remove_authorized_alias() -> Weight {
		Weight::from_parts(56_986_000, 3_982).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	fn weigh_message(n: u32) -> Weight {
		Weight::from_parts(1_524_653, 0)
			.saturating_add(Weight::from_parts(72_265, 0).saturating_mul(n.into()))
	}

	fn decode_xcm(n: u32) -> Weight {
		Weight::from_parts(824_412, 0)
			.saturating_add(Weight::from_parts(2_426, 0).saturating_mul(n.into()))
	}
}
