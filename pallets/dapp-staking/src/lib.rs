// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

extern crate alloc;

pub mod accumulator;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod books;
mod eras;
mod integral;
#[cfg(test)]
mod mock;
mod pot;
mod registry;
#[cfg(test)]
mod tests;
mod tiers;
mod traits;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod views;
pub mod weights;

use accumulator::Accumulator;
use alloc::vec::Vec;
use books::{Books, Unpayable};
use frame_support::{
	pallet_prelude::*,
	traits::{
		fungible::{Balanced, Credit, Inspect, InspectFreeze, Mutate, MutateFreeze},
		tokens::Preservation,
	},
	PalletId,
};
use frame_system::pallet_prelude::*;
use sp_runtime::traits::{AccountIdConversion, BlockNumberProvider};

pub use accumulator::Position;
pub use books::{Chunk, Ledger, PaidReward, MAX_CHUNKS, MAX_POSITIONS};
pub use eras::{Era, EraIndex, EraWindow, Settlement, SettlementStage, UNBONDING_ERAS};
pub use integral::{ClosedIntegral, Dapp, Integral, OpenIntegral};
pub use pallet::*;
pub use registry::{DappAddress, DappId, DappState, MAX_DAPPS};
pub use tiers::{LastReward, Score, Tier, TierReward, Tiers, MAX_TIERS};
pub use traits::DappFunds;
pub use views::{DappInfo, Pending, PendingPosition, StakingState};
pub use weights::WeightInfo;

/// An amount of the token, in plank.
pub type Balance = u128;

/// The number of a relay-chain block.
pub type RelayBlock = u32;

/// Newly issued tokens that nobody owns yet.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// A dApp of this chain.
pub type DappOf<T> = Dapp<<T as frame_system::Config>::AccountId>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The token.
		type Currency: Balanced<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId>
			+ MutateFreeze<Self::AccountId, Id = Self::RuntimeFreezeReason>;

		/// Why funds are frozen, in the runtime's terms.
		type RuntimeFreezeReason: From<FreezeReason>;

		/// The relay chain's clock. Its numbers may stand still from one block to the next, and never fall.
		type RelayClock: BlockNumberProvider<BlockNumber = RelayBlock>;

		/// Where the rewards of dApps come from.
		type DappFunds: DappFunds<CreditOf<Self>>;

		/// Who registers and unregisters dApps, and sets the tiers.
		type ManagerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The account of this id, the pot, holds rewards until they are claimed.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// Least stake on a dApp, in plank; at least 1.
		#[pallet::constant]
		type MinStake: Get<Balance>;

		/// Nominal length of an era where genesis says nothing else, in relay-chain blocks; at least 1.
		type DefaultEraLength: Get<RelayBlock>;

		/// dApps that one block measures or pays when an era is settled; at least 1.
		#[pallet::constant]
		type SettleSteps: Get<u32>;

		/// Weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Stake on dApps.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The earnings of all stakers.
	#[pallet::storage]
	pub type Rewards<T> = StorageValue<_, Accumulator, ValueQuery>;

	/// The stakes of each account. The account's frozen tokens are the deposit for the entry.
	// Hasher: accounts are chosen by users.
	#[pallet::storage]
	pub type Ledgers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Ledger>;

	/// All dApps there ever were. Governance decides on each, so that their number is small.
	// Hasher: ids are counted, nobody can choose them.
	#[pallet::storage]
	pub type Dapps<T: Config> = StorageMap<_, Twox64Concat, DappId, DappOf<T>>;

	/// The dApps that are registered, by their ids.
	#[pallet::storage]
	pub type RegisteredDapps<T> =
		StorageValue<_, BoundedVec<DappId, ConstU32<MAX_DAPPS>>, ValueQuery>;

	/// The id of the dApp that is registered at an address. One for each of [`RegisteredDapps`].
	// Hasher: addresses are chosen by users.
	#[pallet::storage]
	pub type DappIds<T: Config> =
		StorageMap<_, Blake2_128Concat, DappAddress<T::AccountId>, DappId>;

	/// The id of the next dApp.
	#[pallet::storage]
	pub type NextDappId<T> = StorageValue<_, u32, ValueQuery>;

	/// The open era. Absent before the first block has ended.
	#[pallet::storage]
	pub type CurrentEra<T> = StorageValue<_, Era>;

	/// The pool that dApps will share of the open era, in plank. Nothing of it is minted yet.
	#[pallet::storage]
	pub type OpenPool<T> = StorageValue<_, Balance, ValueQuery>;

	/// The era that is being settled.
	#[pallet::storage]
	pub type CurrentSettlement<T> = StorageValue<_, Settlement>;

	/// Nominal length of an era, in relay-chain blocks: a nominal day, if genesis says nothing else.
	#[pallet::storage]
	pub type EraLength<T: Config> =
		StorageValue<_, u32, ValueQuery, <T as Config>::DefaultEraLength>;

	/// The tiers by which the open era will be settled.
	#[pallet::storage]
	pub type TierTable<T> = StorageValue<_, Tiers, ValueQuery>;

	/// The genesis of a network. Eras begin at the first block's relay-chain number, which genesis can't know.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Nominal length of an era, in relay-chain blocks, at least 1. A nominal day if it is absent.
		pub era_length: Option<u32>,
		/// The tiers, the top one first.
		pub tiers: Vec<Tier>,
		/// Accounts that own a dApp each, which is at the same account. Their ids count from 0.
		pub dapps: Vec<T::AccountId>,
		/// Who stakes how many plank on which dApp.
		pub stakes: Vec<(T::AccountId, DappId, Balance)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let length = self.era_length.unwrap_or_else(T::DefaultEraLength::get);
			assert!(length > 0, "an era has at least one relay-chain block");
			EraLength::<T>::put(length);
			let tiers = Tiers::try_from(self.tiers.clone()).expect("there are at most 8 tiers");
			tiers::check_tiers::<T>(&tiers).expect("the tiers of genesis are in order");
			TierTable::<T>::put(tiers);
			Pallet::<T>::open_pot().expect("the pot of genesis can be opened");
			for owner in &self.dapps {
				let address = DappAddress::Account(owner.clone());
				Pallet::<T>::do_register(owner.clone(), address, 0, 0)
					.expect("the dApps of genesis are different ones");
			}
			for (who, dapp, amount) in &self.stakes {
				let mut books = Books::<T>::open_at_genesis(who.clone());
				books
					.add(*dapp, *amount)
					.and_then(|()| Pallet::<T>::close(books, Unpayable::Fail))
					.expect("the stakes of genesis are owned, and on dApps of genesis");
			}
		}
	}

	/// The events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A dApp was registered.
		DappRegistered {
			/// Its id.
			dapp: DappId,
			/// Who speaks for it, and is paid its rewards until that is changed.
			owner: T::AccountId,
			/// Where it is.
			address: DappAddress<T::AccountId>,
		},
		/// A dApp was unregistered: its stake earns no more.
		DappUnregistered {
			/// Its id.
			dapp: DappId,
		},
		/// The rewards of a dApp go to another account from now on.
		BeneficiarySet {
			/// Its id.
			dapp: DappId,
			/// Who is paid.
			beneficiary: T::AccountId,
		},
		/// The tiers were set.
		TiersSet {
			/// What they are.
			tiers: Tiers,
		},
		/// Stake was added.
		Staked {
			/// By whom.
			who: T::AccountId,
			/// On what.
			dapp: DappId,
			/// How much, in plank.
			amount: Balance,
		},
		/// Stake was taken away and unbonds.
		Unstaked {
			/// By whom.
			who: T::AccountId,
			/// From what.
			dapp: DappId,
			/// How much, in plank.
			amount: Balance,
			/// The relay-chain block from which on it can be withdrawn.
			unlock: RelayBlock,
		},
		/// Stake was moved.
		StakeMoved {
			/// By whom.
			who: T::AccountId,
			/// From what.
			from: DappId,
			/// To what.
			to: DappId,
			/// How much, in plank.
			amount: Balance,
		},
		/// Unbonded tokens were freed.
		Withdrawn {
			/// Whose it is.
			who: T::AccountId,
			/// How much, in plank.
			amount: Balance,
		},
		/// A staker was paid.
		RewardPaid {
			/// Who.
			who: T::AccountId,
			/// How much in all, in plank.
			amount: Balance,
			/// For which positions.
			positions: Vec<PaidReward>,
		},
		/// A dApp's rewards were paid.
		DappRewardPaid {
			/// Its id.
			dapp: DappId,
			/// To whom.
			beneficiary: T::AccountId,
			/// How much, in plank.
			amount: Balance,
		},
		/// An account has said whether anyone may stake its rewards for it.
		RestakeSet {
			/// Who.
			who: T::AccountId,
			/// Whether.
			enabled: bool,
		},
		/// The amount frozen beyond an account's balance was cut.
		Trimmed {
			/// Whose.
			who: T::AccountId,
			/// How much, in plank.
			amount: Balance,
		},
		/// An era has closed.
		EraClosed {
			/// Its place in time.
			window: EraWindow,
			/// The pool that its dApps share, in plank.
			pool: Balance,
		},
		/// A dApp was given its reward, to be claimed.
		DappRewarded {
			/// For which era.
			era: EraIndex,
			/// The dApp, its tier and its reward.
			reward: TierReward,
		},
		/// All dApps of an era were given their rewards.
		EraSettled {
			/// The era.
			era: EraIndex,
			/// What they were given, in plank.
			paid: Balance,
			/// The rest of the pool, which is never minted, in plank.
			withheld: Balance,
		},
	}

	/// Why a call was refused. Nothing was changed.
	#[pallet::error]
	pub enum Error<T> {
		/// The clock is unknown until the first block has ended. Try again in the next.
		NotStarted,
		/// There is no dApp of this id, nor was there ever.
		UnknownDapp,
		/// The dApp is unregistered. Its stake can be taken away or moved to another.
		Unregistered,
		/// A dApp is registered at this address.
		AlreadyRegistered,
		/// As many dApps are registered as there can be: [`MAX_DAPPS`].
		TooManyDapps,
		/// Only the dApp's owner may do this.
		NotOwner,
		/// The amount is zero.
		AmountZero,
		/// A stake would be below [`Config::MinStake`]. Stake more, or take all of it away.
		BelowMinimum,
		/// Stakes and unbonding amounts together would exceed the account's balance.
		NotEnoughBalance,
		/// The account has no stake on this dApp.
		NotStaked,
		/// The account's stake on this dApp is less than the amount.
		NotEnoughStaked,
		/// The account has stakes on [`MAX_POSITIONS`] dApps. Take one away, or move it.
		TooManyPositions,
		/// The account has [`MAX_CHUNKS`] amounts unbonding. Wait until one has unbonded.
		TooManyChunks,
		/// Stake can be moved to another dApp only.
		SameDapp,
		/// Nothing of the account has unbonded yet.
		NothingUnbonded,
		/// The account has not asked for its rewards to be staked: `set_restake`.
		RestakeNotSet,
		/// The account owns all that it has frozen.
		NothingToTrim,
		/// The tiers' shares sum to more than one.
		SharesAboveOne,
		/// A tier has no slots.
		TierWithoutSlots,
		/// The threshold of a tier is above the threshold of the tier before it.
		ThresholdsRise,
		/// The account has no stake whose rewards could be staked. Stake first.
		NothingStaked,
	}

	/// Why funds are frozen.
	#[pallet::composite_enum]
	pub enum FreezeReason {
		/// They are staked, or unbond.
		Staking,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::SettleSteps::get() > 0, "a settlement goes on with each block");
			assert!(T::MinStake::get() > 0, "a position has a stake");
			assert!(T::DefaultEraLength::get() > 0, "an era has a length");
		}

		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::end_block_weight()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::end_block();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Register a dApp: holders can stake on it from now on.
		///
		/// ## Dispatch origin
		/// [`Config::ManagerOrigin`].
		///
		/// ## Details
		/// It takes part in the open era, its stake counted over all of it. The owner is paid its rewards until
		/// [`Pallet::set_beneficiary`] says otherwise.
		///
		/// ## Errors
		/// - [`Error::AlreadyRegistered`], [`Error::TooManyDapps`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::DappRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(
			origin: OriginFor<T>,
			owner: T::AccountId,
			address: DappAddress<T::AccountId>,
		) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			let era = CurrentEra::<T>::get().ok_or(Error::<T>::NotStarted)?;
			let dapp = Self::do_register(owner.clone(), address.clone(), era.index, era.now)?;
			Self::deposit_event(Event::DappRegistered { dapp, owner, address });
			Ok(())
		}

		/// Unregister a dApp: its stake earns no more, and it gets nothing for the open era.
		///
		/// ## Dispatch origin
		/// [`Config::ManagerOrigin`].
		///
		/// ## Details
		/// Its stakers keep their earnings. The dApp keeps its rewards, also the one for an era that is being settled. Its
		/// stake can be unstaked as ever, or moved to another dApp at once.
		///
		/// ## Errors
		/// - [`Error::UnknownDapp`], [`Error::Unregistered`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::DappUnregistered`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::unregister())]
		pub fn unregister(origin: OriginFor<T>, #[pallet::compact] dapp: DappId) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_unregister(dapp)?;
			Self::deposit_event(Event::DappUnregistered { dapp });
			Ok(())
		}

		/// Say who is paid a dApp's rewards.
		///
		/// ## Dispatch origin
		/// Signed by the dApp's owner, also after it was unregistered.
		///
		/// ## Errors
		/// - [`Error::UnknownDapp`], [`Error::NotOwner`].
		///
		/// ## Events
		/// - [`Event::BeneficiarySet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_beneficiary())]
		pub fn set_beneficiary(
			origin: OriginFor<T>,
			#[pallet::compact] dapp: DappId,
			beneficiary: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Dapps::<T>::try_mutate(dapp, |entry| -> DispatchResult {
				let entry = entry.as_mut().ok_or(Error::<T>::UnknownDapp)?;
				ensure!(entry.owner == who, Error::<T>::NotOwner);
				entry.beneficiary = beneficiary.clone();
				Ok(())
			})?;
			Self::deposit_event(Event::BeneficiarySet { dapp, beneficiary });
			Ok(())
		}

		/// Stake `amount` plank on a dApp.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Details
		/// The tokens stay where they are, frozen. They may be locked or vesting, and still vote. They earn from this
		/// block on. Pays no reward.
		///
		/// ## Errors
		/// - [`Error::AmountZero`], [`Error::BelowMinimum`] for a new position, [`Error::NotEnoughBalance`],
		///   [`Error::UnknownDapp`], [`Error::Unregistered`], [`Error::TooManyPositions`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::Staked`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::stake())]
		pub fn stake(
			origin: OriginFor<T>,
			#[pallet::compact] dapp: DappId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			books.add(dapp, amount)?;
			Self::close(books, Unpayable::Fail)?;
			Self::deposit_event(Event::Staked { who, dapp, amount });
			Ok(())
		}

		/// Take `amount` plank of stake away from a dApp, registered or not.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Details
		/// They earn no more from this block on, and unbond for [`UNBONDING_ERAS`] nominal eras, frozen. What remains
		/// must be zero or at least [`Config::MinStake`]; if it is zero, the position's reward is paid. What has unbonded
		/// before is freed, as by [`Pallet::withdraw_unbonded`].
		///
		/// ## Errors
		/// - [`Error::AmountZero`], [`Error::NotStaked`], [`Error::NotEnoughStaked`], [`Error::BelowMinimum`],
		///   [`Error::TooManyChunks`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::Unstaked`], [`Event::RewardPaid`] if the position is empty, and [`Event::Withdrawn`] if something
		///   is freed.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::unstake())]
		pub fn unstake(
			origin: OriginFor<T>,
			#[pallet::compact] dapp: DappId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			books.remove(dapp, amount)?;
			let withdrawn = books.withdraw();
			let unlock = books.now().saturating_add(Self::unbonding_length());
			books.unbond(amount, unlock)?;
			Self::close(books, Unpayable::Fail)?;
			if withdrawn > 0 {
				Self::deposit_event(Event::Withdrawn { who: who.clone(), amount: withdrawn });
			}
			Self::deposit_event(Event::Unstaked { who, dapp, amount, unlock });
			Ok(())
		}

		/// Move `amount` plank of stake from a dApp, registered or not, to a registered one, at once.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Details
		/// If nothing remains of the old position, its reward is paid.
		///
		/// ## Errors
		/// - [`Error::SameDapp`], and the errors of [`Pallet::stake`] and [`Pallet::unstake`].
		///
		/// ## Events
		/// - [`Event::StakeMoved`], and [`Event::RewardPaid`] if the old position is empty.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::move_stake())]
		pub fn move_stake(
			origin: OriginFor<T>,
			#[pallet::compact] from: DappId,
			#[pallet::compact] to: DappId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(from != to, Error::<T>::SameDapp);
			let mut books = Books::<T>::open(who.clone())?;
			books.remove(from, amount)?;
			books.add(to, amount)?;
			Self::close(books, Unpayable::Fail)?;
			Self::deposit_event(Event::StakeMoved { who, from, to, amount });
			Ok(())
		}

		/// Free what has unbonded.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Errors
		/// - [`Error::NothingUnbonded`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::Withdrawn`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_unbonded())]
		pub fn withdraw_unbonded(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			let amount = books.withdraw();
			ensure!(amount > 0, Error::<T>::NothingUnbonded);
			Self::close(books, Unpayable::Fail)?;
			Self::deposit_event(Event::Withdrawn { who, amount });
			Ok(())
		}

		/// Pay the caller the rewards of all of its positions.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Details
		/// They go to the free balance, rounded down to whole planks for each position; the fractions stay owed. Nothing
		/// is paid the second time, which is no error.
		///
		/// ## Events
		/// - [`Event::RewardPaid`], unless nothing is due.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::claim(MAX_POSITIONS))]
		pub fn claim(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_claim(who)
		}

		/// Pay `who` the rewards of all of its positions: as [`Pallet::claim`], by anyone.
		///
		/// ## Dispatch origin
		/// Signed by anyone, who pays the fee.
		///
		/// ## Events
		/// - [`Event::RewardPaid`], unless nothing is due.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::claim(MAX_POSITIONS))]
		pub fn claim_for(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_claim(who)
		}

		/// Pay a dApp's rewards to its beneficiary.
		///
		/// ## Dispatch origin
		/// Signed by anyone, who pays the fee.
		///
		/// ## Details
		/// Also after the dApp was unregistered. Nothing is paid the second time, which is no error.
		///
		/// ## Errors
		/// - [`Error::UnknownDapp`], and what refuses the beneficiary, such as a balance below the existential deposit.
		///
		/// ## Events
		/// - [`Event::DappRewardPaid`], unless nothing is due.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::claim_dapp())]
		pub fn claim_dapp(origin: OriginFor<T>, #[pallet::compact] dapp: DappId) -> DispatchResult {
			ensure_signed(origin)?;
			let mut entry = Dapps::<T>::get(dapp).ok_or(Error::<T>::UnknownDapp)?;
			let amount = core::mem::take(&mut entry.claimable);
			if amount == 0 {
				return Ok(());
			}
			let beneficiary = entry.beneficiary.clone();
			T::Currency::transfer(&Self::pot(), &beneficiary, amount, Preservation::Preserve)?;
			Dapps::<T>::insert(dapp, entry);
			Self::deposit_event(Event::DappRewardPaid { dapp, beneficiary, amount });
			Ok(())
		}

		/// Say whether anyone may stake the caller's rewards for it.
		///
		/// ## Dispatch origin
		/// Signed by the holder.
		///
		/// ## Details
		/// Holds until it is set anew, or until nothing is staked and nothing unbonds any more.
		///
		/// ## Errors
		/// - [`Error::NothingStaked`] where it is to be allowed, [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::RestakeSet`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::set_restake())]
		pub fn set_restake(origin: OriginFor<T>, enabled: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			ensure!(!enabled || !books.ledger().positions.is_empty(), Error::<T>::NothingStaked);
			books.ledger().restake = enabled;
			Self::close(books, Unpayable::Fail)?;
			Self::deposit_event(Event::RestakeSet { who, enabled });
			Ok(())
		}

		/// Pay `who` its rewards, and stake each in its own position.
		///
		/// ## Dispatch origin
		/// Signed by anyone, if `who` has said so by [`Pallet::set_restake`]; by `who` itself at any time.
		///
		/// ## Details
		/// Rewards of unregistered dApps are paid and not staked.
		///
		/// ## Errors
		/// - [`Error::RestakeNotSet`], [`Error::NotEnoughBalance`] where a slash has taken what is frozen,
		///   [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::RewardPaid`], and [`Event::Staked`] for each position that has grown.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::compound(MAX_POSITIONS))]
		pub fn compound(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			let caller = ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			ensure!(caller == who || books.ledger().restake, Error::<T>::RestakeNotSet);
			let positions = books.positions();
			books.claim()?;
			let rewards = books.paid().to_vec();
			let mut staked = Vec::new();
			for PaidReward { dapp, amount } in rewards {
				if Dapps::<T>::get(dapp).is_some_and(|entry| entry.is_registered()) {
					books.add(dapp, amount)?;
					staked.push(Event::Staked { who: who.clone(), dapp, amount });
				}
			}
			Self::close(books, Unpayable::Fail)?;
			staked.into_iter().for_each(Self::deposit_event);
			Ok(Some(T::WeightInfo::compound(positions)).into())
		}

		/// Cut the frozen amount of `who` to its balance, after a slash from outside.
		///
		/// ## Dispatch origin
		/// Signed by anyone.
		///
		/// ## Details
		/// Unbonding amounts are cut first, the latest first, then stakes, the newest first. A position that becomes empty
		/// is paid. If the account can't receive the payment, all stakers share it.
		///
		/// ## Errors
		/// - [`Error::NothingToTrim`], [`Error::NotStarted`].
		///
		/// ## Events
		/// - [`Event::Trimmed`], and [`Event::RewardPaid`] for positions that are empty.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::trim(MAX_POSITIONS))]
		pub fn trim(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let mut books = Books::<T>::open(who.clone())?;
			let positions = books.positions();
			let there = T::Currency::balance_freezable(&who);
			let amount = books.cut_to(there)?;
			ensure!(amount > 0, Error::<T>::NothingToTrim);
			Self::close(books, Unpayable::GiveBack)?;
			Self::deposit_event(Event::Trimmed { who, amount });
			Ok(Some(T::WeightInfo::trim(positions)).into())
		}

		/// Set the tiers that eras are settled by, the open one included.
		///
		/// ## Dispatch origin
		/// [`Config::ManagerOrigin`].
		///
		/// ## Errors
		/// - [`Error::SharesAboveOne`], [`Error::TierWithoutSlots`], [`Error::ThresholdsRise`].
		///
		/// ## Events
		/// - [`Event::TiersSet`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::set_tiers())]
		pub fn set_tiers(origin: OriginFor<T>, tiers: Tiers) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			tiers::check_tiers::<T>(&tiers)?;
			TierTable::<T>::put(&tiers);
			Self::deposit_event(Event::TiersSet { tiers });
			Ok(())
		}
	}
}

impl<T: Config> Pallet<T> {
	/// How long stake unbonds, in relay-chain blocks.
	pub fn unbonding_length() -> u32 {
		EraLength::<T>::get().saturating_mul(UNBONDING_ERAS)
	}

	fn do_claim(who: T::AccountId) -> DispatchResultWithPostInfo {
		let mut books = Books::<T>::open(who)?;
		let positions = books.positions();
		books.claim()?;
		Self::close(books, Unpayable::Fail)?;
		Ok(Some(T::WeightInfo::claim(positions)).into())
	}

	/// Ends a call that has changed an account's books: pays the rewards that the call has settled, then stores the books.
	fn close(mut books: Books<T>, unpayable: Unpayable) -> DispatchResult {
		let (amount, positions) = books.pay_out(unpayable)?;
		if amount > 0 {
			Self::deposit_event(Event::RewardPaid { who: books.who().clone(), amount, positions });
		}
		books.store()
	}
}
