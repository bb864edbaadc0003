// SPDX-License-Identifier: Apache-2.0

//! Types that let one of the origins pass.

use crate::Origin;
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, Get, OriginTrait};

/// `origin` as an origin of this pallet, if it is one.
fn ours<O: OriginTrait>(origin: &O) -> Option<Origin>
where
	for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
{
	origin.caller().try_into().ok().copied()
}

/// Types that pass one origin and no other.
macro_rules! ensure_one {
	($($(#[$doc:meta])* $name:ident: $origin:ident,)*) => {$(
		$(#[$doc])*
		pub struct $name;

		impl<O: OriginTrait + From<Origin>> EnsureOrigin<O> for $name
		where
			for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
		{
			type Success = ();

			fn try_origin(origin: O) -> Result<(), O> {
				match ours(&origin) {
					Some(Origin::$origin) => Ok(()),
					_ => Err(origin),
				}
			}

			#[cfg(feature = "runtime-benchmarks")]
			fn try_successful_origin() -> Result<O, ()> {
				Ok(O::from(Origin::$origin))
			}
		}
	)*};
}

ensure_one! {
	/// Passes [`Origin::WhitelistedCaller`] alone.
	EnsureWhitelistedCaller: WhitelistedCaller,
	/// Passes [`Origin::Treasurer`] alone.
	EnsureTreasurer: Treasurer,
	/// Passes [`Origin::GeneralAdmin`] alone.
	EnsureGeneralAdmin: GeneralAdmin,
	/// Passes [`Origin::ReferendumCanceller`] alone.
	EnsureReferendumCanceller: ReferendumCanceller,
	/// Passes [`Origin::ReferendumKiller`] alone.
	EnsureReferendumKiller: ReferendumKiller,
	/// Passes [`Origin::SmallSpender`] alone.
	EnsureSmallSpender: SmallSpender,
	/// Passes [`Origin::BigSpender`] alone.
	EnsureBigSpender: BigSpender,
}

/// Passes the origins that spend, each with its limit for one spend, in plank.
///
/// `Small` and `Big` are the limits of the two spenders. `All` is the limit of the treasurer.
pub struct EnsureSpender<Small, Big, All>(PhantomData<(Small, Big, All)>);

impl<O, Small, Big, All> EnsureOrigin<O> for EnsureSpender<Small, Big, All>
where
	O: OriginTrait + From<Origin>,
	for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
	Small: Get<u128>,
	Big: Get<u128>,
	All: Get<u128>,
{
	type Success = u128;

	fn try_origin(origin: O) -> Result<u128, O> {
		match ours(&origin) {
			Some(Origin::SmallSpender) => Ok(Small::get()),
			Some(Origin::BigSpender) => Ok(Big::get()),
			Some(Origin::Treasurer) => Ok(All::get()),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(O::from(Origin::Treasurer))
	}
}
